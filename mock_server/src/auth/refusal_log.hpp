#ifndef DATAARTS_MOCK_AUTH_REFUSAL_LOG_HPP
#define DATAARTS_MOCK_AUTH_REFUSAL_LOG_HPP

#include <dataarts/mock/auth_options.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace dataarts::mock::auth {

/// Counts refusals, keeps the last ones, and tells the observer. Thread-safe.
class refusal_log {
 public:
  static constexpr std::size_t kept = 100;

  explicit refusal_log(std::function<void(auth_refusal const&)> observer) : observer_(std::move(observer)) {}

  void note(auth_refusal what);
  std::vector<auth_refusal> last() const;
  void add_to(auth_counters& counts) const;

 private:
  static constexpr auto reasons = static_cast<std::size_t>(auth_refusal::reason::metadata_token) + 1;

  std::function<void(auth_refusal const&)> observer_;
  mutable std::mutex mutex_;
  std::deque<auth_refusal> last_;
  std::array<std::uint64_t, reasons> by_reason_{};
};

}  // namespace dataarts::mock::auth

#endif
