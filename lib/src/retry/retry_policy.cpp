#include "retry_policy.hpp"

#include "doubled.hpp"
#include "longest_timeout.hpp"
#include "random_share.hpp"

#include <algorithm>

namespace dataarts::retry {

namespace {

using std::chrono::nanoseconds;

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
  if (why == errc::proxy_refused || why == condition::untrusted || why == condition::limit_exceeded) return false;
  // An answer that broke off decides as far as it came: a refused signature must not be sent again.
  bool const broken = why == condition::unreachable || why == condition::connection_lost;
  if (broken && (why.http_status() == 0 || why.http_status() == 200)) return true;
  return why.http_status() != 200 && why != condition::malformed_response && is_repeatable_status(why.http_status());
}

std::optional<nanoseconds> pause_after(failure const& why, unsigned attempts, retry_options const& options,
                                       std::uint64_t random) noexcept {
  if (auto const asked = why.retry_after()) {
    if (*asked > options.max_retry_after) return std::nullopt;
    return asked;
  }
  return jittered_pause(attempts, options.base_delay, options.max_delay, random);
}

nanoseconds jittered_pause(unsigned attempts, nanoseconds base, nanoseconds longest, std::uint64_t random) noexcept {
  longest = std::min(longest, longest_timeout);
  auto const most = doubled(base, attempts > 0 ? attempts - 1 : 0, longest);
  return nanoseconds(static_cast<nanoseconds::rep>(static_cast<double>(most.count()) * random_share(random)));
}

}  // namespace dataarts::retry
