#include "retry_policy.hpp"

#include "../http_date.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace dataarts::retry {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t longest_seconds = 10LL * 365 * 24 * 3600;  // what nanoseconds hold with room

bool is_repeatable_status(int status) noexcept {
  switch (status) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_repeatable(failure const& why) noexcept {
  if (why == errc::deadline_exceeded || why == condition::overloaded || why == condition::cancelled) return false;
  if (why == condition::untrusted || why == condition::limit_exceeded) return false;
  if (why == condition::unreachable || why == condition::connection_lost) return true;
  return why.http_status() != 200 && why != condition::malformed_response && is_repeatable_status(why.http_status());
}

std::optional<nanoseconds> pause_after(failure const& why, unsigned attempts, retry_options const& options,
                                       std::uint64_t random) noexcept {
  if (auto const asked = why.retry_after()) {
    if (*asked > options.max_retry_after) return std::nullopt;
    return asked;
  }
  // Doubled step by step, so that no shift overflows.
  auto longest = std::min(options.base_delay, options.max_delay);
  for (unsigned n = 1; n < attempts && longest < options.max_delay; ++n) {
    longest = longest > options.max_delay / 2 ? options.max_delay : longest * 2;
  }
  auto const share = static_cast<double>(random) / static_cast<double>(std::numeric_limits<std::uint64_t>::max());
  return nanoseconds(static_cast<nanoseconds::rep>(static_cast<double>(longest.count()) * share));
}

std::optional<nanoseconds> read_retry_after(std::string_view value, clock::wall_time now) noexcept {
  std::int64_t seconds = 0;
  auto const* const end = value.data() + value.size();
  auto const read = std::from_chars(value.data(), end, seconds);
  bool const all_digits = !value.empty() && value.front() != '-' && read.ptr == end;
  if (all_digits && read.ec == std::errc::result_out_of_range) return std::chrono::seconds(longest_seconds);
  if (all_digits && read.ec == std::errc()) return std::chrono::seconds(std::min(seconds, longest_seconds));
  auto const date = read_http_date(value);
  if (!date) return std::nullopt;
  // In seconds: nanoseconds do not reach to the year 9999.
  auto const distance = *date - std::chrono::floor<std::chrono::seconds>(now);
  return std::clamp(distance, std::chrono::seconds(0), std::chrono::seconds(longest_seconds));
}

}  // namespace dataarts::retry
