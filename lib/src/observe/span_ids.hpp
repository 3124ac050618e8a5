#ifndef DATAARTS_OBSERVE_SPAN_IDS_HPP
#define DATAARTS_OBSERVE_SPAN_IDS_HPP

#include <dataarts/trace_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

namespace dataarts::observe {

/// Makes ids of traces and spans: random, never all zero. Seeded with 256 bits, since ids of many processes meet in one
/// trace. One thread at a time.
class span_ids {
 public:
  span_id next_span() { return next<8>(); }
  trace_id next_trace() { return next<16>(); }

 private:
  static std::mt19937_64 seeded() {
    std::random_device source;
    std::seed_seq seed{source(), source(), source(), source(), source(), source(), source(), source()};
    return std::mt19937_64(seed);
  }

  template <std::size_t Size>
  std::array<std::uint8_t, Size> next() {
    std::array<std::uint8_t, Size> made{};
    while (!is_set(made)) {
      for (std::size_t i = 0; i < Size; i += 8) {
        auto bits = random_();
        for (std::size_t k = 0; k < 8; ++k, bits >>= 8U) made[i + k] = static_cast<std::uint8_t>(bits & 0xffU);
      }
    }
    return made;
  }

  std::mt19937_64 random_ = seeded();
};

}  // namespace dataarts::observe

#endif
