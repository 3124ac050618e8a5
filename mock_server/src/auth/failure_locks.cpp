#include "auth/failure_locks.hpp"

namespace dataarts::mock::auth {

bool failure_locks::locked(std::string_view access_key, clock::time_point now) {
  std::lock_guard const lock(mutex_);
  auto const found = entries_.find(access_key);
  if (found == entries_.end() || found->second.failures <= failures_allowed) return false;
  if (now < found->second.locked_until) return true;
  entries_.erase(found);
  return false;
}

bool failure_locks::note_failure(std::string_view access_key, clock::time_point now) {
  std::lock_guard const lock(mutex_);
  auto& noted = entries_.try_emplace(std::string(access_key)).first->second;
  if (++noted.failures != failures_allowed + 1) return false;
  noted.locked_until = now + lock_time;
  return true;
}

void failure_locks::note_success(std::string_view access_key) {
  std::lock_guard const lock(mutex_);
  auto const found = entries_.find(access_key);
  if (found != entries_.end()) entries_.erase(found);
}

}  // namespace dataarts::mock::auth
