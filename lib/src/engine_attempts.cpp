// What the engine does with an attempt that failed: the call pauses and tries again, or is over.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"
#include "retry/retry_policy.hpp"

#include <utility>

namespace dataarts {

bool engine::settle(call& which, failure&& why, clock::time_point now, budget charge, finished_calls& finished) {
  call* mine = &which;
  if (auto const pause = pause_before_next(which, why)) {
    // One that has no time for it ends alone: those that follow may have more.
    while (*pause >= mine->deadline - now && mine->next_follower != nullptr) {
      call& late = *std::exchange(mine, mine->next_follower);
      take_over(*mine, late, now);
      finish_alone(late, why, now, finished);
    }
    bool const charged = charge == budget::pays && why != errc::throttled;
    if (*pause < mine->deadline - now && (!charged || retry_budget_.take())) {
      ++stats_.retries;
      ++mine->retries;
      note_attempt(*mine, why, now);
      mine->needs_fresh = false;
      mine->wakes = now + *pause;
      enter(*mine, call::place::pausing);
      wake_at(mine->wakes);
      return true;
    }
  }
  finish(*mine, std::move(why), now, finished);
  return false;
}

std::optional<std::chrono::nanoseconds> engine::pause_before_next(call const& which, failure const& why) {
  // What changes something on the server is not sent twice unless it is known that nothing came of the first time.
  if (which.unsettled) return std::nullopt;
  if (closed_ || which.retries + 1 >= config_.retry.max_attempts || !retry::is_repeatable(why)) return std::nullopt;
  return retry::pause_after(why, which.retries + 1, config_.retry, random_());
}

void engine::note_attempt(call& which, failure const& why, clock::time_point now) {
  which.met.push_back(
      {static_cast<errc>(why.code().value()), why.http_status(), std::string(why.service_code()), now - which.started});
}

void engine::wake_pausing(clock::time_point now, finished_calls& finished) {
  auto& pausing = list(call::place::pausing);
  for (auto at = pausing.begin(); at != pausing.end();) {
    call& each = *at++;
    if (each.wakes > now) {
      wake_at(each.wakes);
      continue;
    }
    leave(each);
    watch_.pause_ended(each, now);
    place(each, now, finished);
  }
}

}  // namespace dataarts
