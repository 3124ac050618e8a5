#ifndef DATAARTS_WAITING_POLL_SCHEDULE_HPP
#define DATAARTS_WAITING_POLL_SCHEDULE_HPP

#include <dataarts/poll_options.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::waiting {

/// When a wait for one run looks at it. Knows no clock: times are counted from the begin of the wait.
class poll_schedule {
 public:
  /// Options that `objection_to` has no objection to.
  /// @param begun_now  the run was started just now; any other one may be over already.
  poll_schedule(poll_options const& options, bool begun_now) noexcept;

  /// When the first look is due.
  std::chrono::nanoseconds first() const noexcept { return first_; }

  /// From a look at `waited` to the next one, the last of which is at the deadline. Nothing if the deadline is reached.
  /// @param random  evenly distributed.
  std::optional<std::chrono::nanoseconds> gap_after(std::chrono::nanoseconds waited,
                                                    std::uint64_t random) const noexcept;

 private:
  std::chrono::nanoseconds interval_;
  std::chrono::nanoseconds max_interval_;
  std::chrono::nanoseconds deadline_;
  double growth_;
  double jitter_;
  std::chrono::nanoseconds first_;
};

}  // namespace dataarts::waiting

#endif
