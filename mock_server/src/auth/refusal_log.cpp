#include "auth/refusal_log.hpp"

#include <utility>

namespace dataarts::mock::auth {

void refusal_log::note(auth_refusal what) {
  if (observer_) observer_(what);
  std::lock_guard const lock(mutex_);
  ++by_reason_[static_cast<std::size_t>(what.why)];
  if (last_.size() == kept) last_.pop_front();
  last_.push_back(std::move(what));
}

std::vector<auth_refusal> refusal_log::last() const {
  std::lock_guard const lock(mutex_);
  return {last_.begin(), last_.end()};
}

void refusal_log::add_to(auth_counters& counts) const {
  std::lock_guard const lock(mutex_);
  counts.refused_by_reason.assign(by_reason_.begin(), by_reason_.end());
}

}  // namespace dataarts::mock::auth
