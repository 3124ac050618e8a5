#include "deadline_queue.hpp"

namespace dataarts::mock {

void deadline_queue::queue(entry& which) {
  if (which.is_linked()) queue_.erase(queue_.iterator_to(which));
  which.queued_at_ = which.due_;
  queue_.insert(which);
  if (which.due_ < armed_at_) {
    armed_at_ = which.due_;
    arm_(armed_at_);
  }
}

void deadline_queue::remove(entry& which) noexcept {
  if (which.is_linked()) queue_.erase(queue_.iterator_to(which));
  which.due_ = which.queued_at_ = time_point::max();
}

void deadline_queue::on_alarm(time_point now) {
  armed_at_ = time_point::min();  // entries that are queued meanwhile do not set the alarm
  while (!queue_.empty() && queue_.begin()->queued_at_ <= now) {
    auto& first = *queue_.begin();
    auto const due = first.due_;
    if (due <= now) {
      remove(first);
      first.on_due(now);
    } else {
      queue(first);
    }
  }
  armed_at_ = time_point::max();
  if (queue_.empty()) return;
  armed_at_ = queue_.begin()->queued_at_;
  arm_(armed_at_);
}

}  // namespace dataarts::mock
