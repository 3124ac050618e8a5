#include "pool/pool_state.hpp"

#include <algorithm>

namespace dataarts::pool {

pool_state::pool_state(limits const& bounds) : limits_(bounds) {
  // Everything is reserved now: nothing below allocates, and nothing can fail half-way.
  slots_.resize(bounds.max_connections);
  free_.reserve(bounds.max_connections);
  idle_.reserve(bounds.max_connections);
  for (auto index = bounds.max_connections; index > 0; --index) free_.push_back(static_cast<slot>(index - 1));
}

bool pool_state::should_open(std::size_t waiting) const noexcept { return !free_.empty() && opening_ < waiting; }

pool_state::slot pool_state::begin_open() {
  auto const which = free_.back();
  free_.pop_back();
  slots_[which] = entry{phase::opening, {}, {}};
  ++opening_;
  return which;
}

void pool_state::opened(slot which, time_point now) noexcept {
  slots_[which] = entry{phase::busy, now, now};
  --opening_;
  ++open_;
}

std::optional<pool_state::slot> pool_state::take_idle(time_point now) noexcept {
  // The back was used last, so if it has been idle for too long all others have; age has to be looked at one by one.
  for (auto index = idle_.size(); index > 0; --index) {
    auto const which = idle_[index - 1];
    if (expired(slots_[which], now)) continue;
    idle_.erase(idle_.begin() + static_cast<std::ptrdiff_t>(index - 1));
    slots_[which].state = phase::busy;
    return which;
  }
  return std::nullopt;
}

bool pool_state::fit_for_reuse(slot which, time_point now) const noexcept {
  return now - slots_[which].opened_at < limits_.max_age;
}

void pool_state::give_back(slot which, time_point now) {
  slots_[which].state = phase::idle;
  slots_[which].idle_since = now;
  idle_.push_back(which);
}

std::optional<pool_state::slot> pool_state::take_expired(time_point now) noexcept {
  auto const found = std::find_if(idle_.begin(), idle_.end(), [&](slot which) { return expired(slots_[which], now); });
  if (found == idle_.end()) return std::nullopt;
  auto const which = *found;
  remove(which);
  return which;
}

void pool_state::remove(slot which) noexcept {
  switch (slots_[which].state) {
    case phase::free:
      return;
    case phase::opening:
      --opening_;
      break;
    case phase::idle:
      idle_.erase(std::find(idle_.begin(), idle_.end(), which));
      --open_;
      break;
    case phase::busy:
      --open_;
      break;
  }
  slots_[which] = entry{};
  free_.push_back(which);
}

bool pool_state::expired(entry const& which, time_point now) const noexcept {
  return now - which.idle_since >= limits_.idle_timeout || now - which.opened_at >= limits_.max_age;
}

}  // namespace dataarts::pool
