#include "plan/expected_looks.hpp"

#include "plan/look_times.hpp"
#include "plan/run_time.hpp"

#include <cstdint>

namespace dataarts::load {

double expected_looks(plan const& of) {
  constexpr std::uint64_t sample = 1000;
  constexpr std::uint64_t most_looks = 10'000;
  run_times const lengths(of.run_times, of.seed);
  std::uint64_t count = 0;
  for (std::uint64_t k = 0; k < sample; ++k) {
    look_times times(of.polling, of.seed, k);
    auto const end = lengths(k);
    std::uint64_t seen_running = 0;
    while (times.next() < end && seen_running < most_looks) ++seen_running;
    count += seen_running + 1;
  }
  return static_cast<double>(count) / static_cast<double>(sample);
}

}  // namespace dataarts::load
