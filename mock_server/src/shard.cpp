#include "shard.hpp"

#include "open_session.hpp"
#include "socket_state.hpp"

#include <dataarts/in_flight.hpp>

namespace dataarts::mock {

shard::shard(session_executor const& executor, options const& settings, std::shared_ptr<tls_context> tls,
             std::uint64_t seed, std::shared_ptr<connection_places> places)
    : executor_(executor),
      work_(executor),
      clock_(settings.clock),
      wire_clock_(settings.wire_clock ? settings.wire_clock : settings.clock),
      flights_(settings.clock->flights()),
      timeouts_(settings.timeouts),
      tls_(std::move(tls)),
      places_(std::move(places)),
      core_(settings, settings.clock, seed),
      deadlines_([this](clock::time_point at) { set_alarm(at); }),
      delays_([this](clock::time_point at) { set_delay_alarm(at); }),
      stop_deadline_(*this) {}

shard::~shard() {
  // Reached with sessions only when the context is destroyed under them.
  deadlines_.remove(stop_deadline_);
  while (!sessions_.empty()) {
    auto& last = sessions_.back();
    (last.delayed ? delays_ : deadlines_).remove(last);
    sessions_.pop_back();
    leave_place();
    intrusive_ptr_release(&last);
  }
}

void shard::open(session_socket socket) {
  if (core_.stopping) return;  // accepted just before the end
  if (!take_place()) return reset(socket);
  keep(tls_ ? open_tls_session(*this, std::move(socket), *tls_) : open_plain_session(*this, std::move(socket)));
}

void shard::open(memory_end end) {
  if (core_.stopping) return;
  if (!take_place()) return end.reset();
  keep(open_memory_session(*this, std::move(end)));
}

void shard::keep(boost::intrusive_ptr<session_base> opened) {
  if (!opened) return leave_place();
  sessions_.push_back(*opened);
  intrusive_ptr_add_ref(opened.get());
  core_.counts.connections_opened.add();
  core_.counts.connections_open.add();
  opened->start();
}

bool shard::take_place() noexcept {
  if (!places_ || places_->take()) return true;
  core_.counts.connections_turned_away.add();
  return false;
}

void shard::leave_place() noexcept {
  if (places_) places_->give_back();
}

void shard::remove(session_base& which) noexcept {
  (which.delayed ? delays_ : deadlines_).remove(which);
  sessions_.erase(sessions_.iterator_to(which));
  core_.counts.connections_open.take_one();
  leave_place();
  rest_when_stopped();
  intrusive_ptr_release(&which);
}

void shard::stop() {
  if (core_.stopping) return;
  core_.stopping = true;
  deadlines_.set(stop_deadline_, now() + timeouts_.stop);
  for (auto each = sessions_.begin(); each != sessions_.end();) {
    auto& current = *each++;  // it may take itself off the list
    current.stop();
  }
  rest_when_stopped();
}

void shard::abort() noexcept {
  core_.stopping = true;
  while (!sessions_.empty()) sessions_.front().abort();
  rest_when_stopped();
}

void shard::rest_when_stopped() noexcept {
  if (!core_.stopping || !sessions_.empty()) return;
  deadlines_.remove(stop_deadline_);
  if (alarm_) alarm_->disarm();
  if (delay_alarm_) delay_alarm_->disarm();
  work_.reset();
}

void shard::set_delay(session_base& which, clock::time_point now, std::chrono::nanoseconds delay) {
  if (clock_ == wire_clock_) return set_deadline(which, now + delay);
  deadlines_.remove(which);
  which.delayed = true;
  delays_.set(which, clock_->now() + delay);
}

void shard::end_delay(session_base& which) noexcept {
  delays_.remove(which);
  which.delayed = false;
}

void shard::set_delay_alarm(clock::time_point at) {
  if (!delay_alarm_) {
    delay_alarm_ = clock_->make_alarm(executor_, [weak = weak_from_this()] {
      auto const self = weak.lock();
      if (self) self->delays_.on_alarm(self->clock_->now());
    });
  }
  delay_alarm_->arm(at);
}

void shard::set_alarm(clock::time_point at) {
  if (!alarm_) {
    alarm_ = wire_clock_->make_alarm(executor_, [weak = weak_from_this()] {
      auto const self = weak.lock();
      if (self) self->deadlines_.on_alarm(self->now());
    });
  }
  alarm_->arm(at);
}

}  // namespace dataarts::mock
