#include "waiting/poll_schedule.hpp"

#include "longest_timeout.hpp"
#include "random_share.hpp"

#include <algorithm>

namespace dataarts::waiting {

namespace {

using std::chrono::nanoseconds;

/// Jitter never makes a gap shorter than this.
constexpr nanoseconds least_gap = std::chrono::milliseconds(1);

}  // namespace

poll_schedule::poll_schedule(poll_options const& options, bool begun_now) noexcept
    : interval_(options.interval()),
      max_interval_(std::min(options.max_interval(), longest_timeout)),
      deadline_(std::min(options.deadline().value_or(longest_timeout), longest_timeout)),
      growth_(options.growth()),
      jitter_(options.jitter()),
      first_(std::min(options.initial_delay().value_or(begun_now ? 2 * interval_ : nanoseconds(0)), deadline_)) {}

std::optional<nanoseconds> poll_schedule::gap_after(nanoseconds waited, std::uint64_t random) const noexcept {
  if (waited >= deadline_) return std::nullopt;
  // As a number until it is known to be no longer than `max_interval_`.
  auto const grown =
      std::min(growth_ * static_cast<double>(waited.count()), static_cast<double>(max_interval_.count()));
  auto const longest = std::max(interval_, nanoseconds(static_cast<nanoseconds::rep>(grown)));
  auto const off = jitter_ * random_share(random) * static_cast<double>(longest.count());
  auto const gap = std::max(longest - nanoseconds(static_cast<nanoseconds::rep>(off)), std::min(longest, least_gap));
  return std::min(gap, deadline_ - waited);
}

}  // namespace dataarts::waiting
