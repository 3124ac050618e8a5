// What the engine does for calls that ask for the same instance: one of them leads, those that follow get its outcome.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <utility>

namespace dataarts {

bool engine::share(call& which, std::optional<std::chrono::nanoseconds> max_age, clock::time_point now,
                   finished_calls& finished) {
  if (auto const* const kept = answers_.enabled() ? answers_.find(which.ref, now, max_age) : nullptr) {
    ++stats_.calls_from_memory;
    finish_alone(which, *kept, now, finished);
    return true;
  }
  // A call that wants its own answer neither follows nor leads: what it gets is no older for others, but it may end
  // before them.
  bool const shares = max_age ? *max_age > std::chrono::nanoseconds::zero() : config_.sharing.share_requests;
  if (!shares) return false;
  auto const [leader, first] = leaders_.emplace(&which.ref, &which);
  if (first) {
    which.leads = true;
    return false;
  }
  follow(*leader->second, which);
  return true;
}

void engine::follow(call& leader, call& which) {
  ++stats_.calls_shared;
  which.leader = &leader;
  call** end = &leader.next_follower;
  while (*end != nullptr) end = &(*end)->next_follower;
  *end = &which;
  enter(which, call::place::following);
}

void engine::stop_following(call& which) noexcept {
  call** at = &which.leader->next_follower;
  while (*at != &which) at = &(*at)->next_follower;
  *at = std::exchange(which.next_follower, nullptr);
  which.leader = nullptr;
}

bool engine::hand_over(call& which, clock::time_point now) {
  call* const heir = which.next_follower;
  if (heir == nullptr) return false;
  take_over(*heir, which, now);
  heir->wakes = which.wakes;

  // In the same place, but as patient as one that began when it did.
  auto& from = list(which.at);
  heir->at = which.at;
  from.insert(from.iterator_to(which), *heir);
  leave(which);
  if (heir->at == call::place::waiting) be_patient(*heir, heir->started);
  return true;
}

void engine::take_over(call& heir, call& from, clock::time_point now) {
  leaders_.erase(&from.ref);
  leave(heir);
  heir.leader = nullptr;
  heir.leads = true;
  from.leads = false;
  from.next_follower = nullptr;
  for (call* each = heir.next_follower; each != nullptr; each = each->next_follower) each->leader = &heir;
  leaders_.emplace(&heir.ref, &heir);

  heir.attempts = from.attempts;
  heir.retries = from.retries;
  heir.credentials = from.credentials;
  heir.renewed = from.renewed;
  heir.needs_fresh = from.needs_fresh;
  heir.sent = from.sent;
  heir.met = from.met;
  heir.exchange = std::exchange(from.exchange, nullptr);
  if (heir.exchange != nullptr) heir.exchange->current = &heir;
  watch_.handed_over(from, heir, now);
}

void engine::finish_followers(call& leader, result<script_instance> const& outcome, clock::time_point now,
                              finished_calls& finished) {
  leaders_.erase(&leader.ref);
  leader.leads = false;
  for (call* next = std::exchange(leader.next_follower, nullptr); next != nullptr;) {
    call& each = *std::exchange(next, next->next_follower);
    each.next_follower = nullptr;
    each.leader = nullptr;
    leave(each);
    finish_alone(each, result<script_instance>(outcome), now, finished);
  }
}

}  // namespace dataarts
