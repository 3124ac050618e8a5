// What the engine does for waits between two looks: they sleep on its clock, and end with it.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <utility>

namespace dataarts {

void engine::start_sleep(clock::time_point until, sleep_target target, boost::asio::cancellation_slot slot) {
  std::lock_guard const lock(mutex_);
  if (!poller_) return;  // the context is gone
  if (closed_ || draining_) {
    target(executor_, errc::client_closed);
    return;
  }
  sleep_key const key(until, ++sleep_serial_);
  sleepers_.emplace(key, std::move(target));
  if (slot.is_connected()) {
    slot.assign([weak = weak_from_this(), key](boost::asio::cancellation_type) {
      if (auto const self = weak.lock()) self->cancel_sleep(key);
    });
  }
  if (until != clock::time_point::max()) wake_at(until);
}

void engine::cancel_sleep(sleep_key const& key) {
  {
    std::lock_guard const lock(mutex_);
    auto const found = sleepers_.find(key);
    if (found == sleepers_.end()) return;
    auto target = std::move(found->second);
    sleepers_.erase(found);
    target(executor_, errc::cancelled);
  }
  rest_if_quiet();
}

void engine::wake_sleepers(clock::time_point now) {
  while (!sleepers_.empty() && sleepers_.begin()->first.first <= now) {
    auto target = std::move(sleepers_.begin()->second);
    sleepers_.erase(sleepers_.begin());
    target(executor_, errc{});
  }
  if (!sleepers_.empty() && sleepers_.begin()->first.first != clock::time_point::max()) {
    wake_at(sleepers_.begin()->first.first);
  }
}

void engine::end_sleep() noexcept {
  for (auto& [key, target] : std::exchange(sleepers_, {})) target(executor_, errc::client_closed);
}

}  // namespace dataarts
