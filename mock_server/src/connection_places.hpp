#ifndef DATAARTS_MOCK_CONNECTION_PLACES_HPP
#define DATAARTS_MOCK_CONNECTION_PLACES_HPP

#include <atomic>
#include <cstdint>

namespace dataarts::mock {

/// How many connections may be open at once, over all shards. Thread-safe.
class connection_places {
 public:
  explicit connection_places(std::uint64_t most) noexcept : left_(most) {}

  /// False: all are taken.
  bool take() noexcept {
    auto left = left_.load(std::memory_order_relaxed);
    while (left != 0 && !left_.compare_exchange_weak(left, left - 1, std::memory_order_relaxed)) {
    }
    return left != 0;
  }

  void give_back() noexcept { left_.fetch_add(1, std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> left_;
};

}  // namespace dataarts::mock

#endif
