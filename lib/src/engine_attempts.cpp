// What the engine does with an attempt that failed: the call pauses and tries again, or is over.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"
#include "retry/retry_policy.hpp"

#include <utility>

namespace dataarts {

bool engine::settle(call& which, failure&& why, clock::time_point now, budget charge, finished_calls& finished) {
  if (repeat(which, why, now, charge)) return true;
  finish(which, std::move(why), finished);
  return false;
}

bool engine::repeat(call& which, failure const& why, clock::time_point now, budget charge) {
  if (closed_ || which.retries + 1 >= config_.retry.max_attempts || !retry::is_repeatable(why)) return false;
  auto const pause = retry::pause_after(why, which.retries + 1, config_.retry, random_());
  if (!pause || *pause >= which.deadline - now) return false;
  if (charge == budget::pays && why != errc::throttled && !retry_budget_.take()) return false;
  ++stats_.retries;
  ++which.retries;
  note_attempt(which, why, now);
  which.needs_fresh = false;
  which.wakes = now + *pause;
  enter(which, call::place::pausing);
  wake_at(which.wakes);
  return true;
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
    watch_.pause_ended(each);
    place(each, now, finished);
  }
}

}  // namespace dataarts
