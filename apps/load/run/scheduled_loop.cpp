#include "run/scheduled_loop.hpp"

#include <boost/asio/post.hpp>

namespace dataarts::load {
namespace {

/// So many are begun at once after a delay; then answers get their turn.
constexpr unsigned longest_burst = 64;

}  // namespace

void scheduled_loop::start() {
  alarm_ = its_.clock->make_alarm(its_.executor, [weak = weak_from_this()] {
    if (auto const self = weak.lock()) self->begin_what_is_due();
  });
  next_ = its_.source.next();
  begin_what_is_due();
}

void scheduled_loop::stop() {
  // What was due and did not come to its turn was planned all the same.
  auto const now = its_.clock->now();
  while (next_ && instant_of(*next_) <= now && instant_of(*next_) < its_.end) {
    its_.drop_flight(instant_of(*next_));
    next_ = its_.source.next();
  }
  next_.reset();
  alarm_->disarm();
  nothing_left();
}

void scheduled_loop::begin_what_is_due() {
  unsigned begun = 0;
  auto const now = its_.clock->now();
  while (next_ && instant_of(*next_) <= now && instant_of(*next_) < its_.end) {
    if (begun++ == longest_burst) {
      boost::asio::post(its_.executor, [self = shared_from_this()] { self->begin_what_is_due(); });
      return;
    }
    begin(*next_);
    next_ = its_.source.next();
  }
  if (next_ && instant_of(*next_) >= its_.end) next_.reset();
  if (next_) {
    alarm_->arm(instant_of(*next_));
  } else {
    nothing_left();
  }
}

}  // namespace dataarts::load
