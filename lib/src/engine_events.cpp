// What moves the engine: sockets that are ready, and the alarm.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace dataarts {

namespace {

/// Deadlines that pass within this time of each other are handled together.
constexpr auto alarm_grain = std::chrono::milliseconds(10);

/// Answers taken before the context gets its turn again, about.
constexpr std::size_t turns_per_batch = 128;

}  // namespace

/// Work on all connections that are ready. Ends properly also when a caller's callback throws.
class engine::batch {
 public:
  /// @param later  takes the outcomes; null: each is told at once.
  batch(engine& owner, finished_calls* later) : owner_(owner), later_(later) {}

  ~batch() {
    std::lock_guard const lock(owner_.mutex_);
    owner_.in_batch_ = false;
    // Left over only after an exception; the poller will not tell of them again.
    for (auto const tag : std::span(unfinished_).subspan(resumed_)) owner_.unfinished_.push_back(tag);
    for (auto const& each : events_.subspan(next_)) owner_.unfinished_.push_back(each.tag);
    owner_.keep_watching();
  }

  void run() {
    std::uint64_t only = 0;
    {
      std::lock_guard const lock(owner_.mutex_);
      unfinished_.swap(owner_.unfinished_);
      if (unfinished_.empty() && owner_.list(call::place::exchanging).size() == 1 && owner_.pool_.opening() == 0) {
        only = owner_.list(call::place::exchanging).front().exchange->tag();
      }
    }
    // If one connection alone can be meant, asking which one would cost a system call.
    if (only != 0 && turn({only, true, false, false})) return;
    while (resumed_ < unfinished_.size()) turn({unfinished_[resumed_++], true, true, true});
    // A busy client finds the next answers there as soon as it has taken these: asking again at once spares the way
    // through the context, but not for ever, since others live there. If outcomes are told later there is nothing new.
    for (std::size_t turns = 0; turns < turns_per_batch; turns += events_.size()) {
      next_ = 0;
      events_ = owner_.poller_->take();
      while (next_ < events_.size()) turn(events_[next_++]);
      if (events_.size() < 2 || later_ != nullptr) break;
    }
  }

 private:
  bool turn(net::readiness::event const& event) {
    if (later_ != nullptr) return owner_.turn(event, *later_);
    finished_calls finished;
    auto const progressed = owner_.turn(event, finished);
    finished.deliver(delivery::in_place, owner_.executor_);
    return progressed;
  }

  engine& owner_;
  finished_calls* later_;
  std::vector<std::uint64_t> unfinished_;  // from the round before
  std::size_t resumed_ = 0;
  std::span<net::readiness::event const> events_;
  std::size_t next_ = 0;
};

/// In the end, with or without an exception: if nobody waits any more, the context is let go.
class engine::rest_at_end {
 public:
  explicit rest_at_end(engine& owner) : owner_(owner) {}
  rest_at_end(rest_at_end const&) = delete;
  rest_at_end& operator=(rest_at_end const&) = delete;
  ~rest_at_end() { owner_.rest_if_quiet(); }

 private:
  engine& owner_;
};

void engine::on_ready(std::uint64_t wait) {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    if (!poller_ || !poller_->begin_batch(wait)) return;
    in_batch_ = true;
    // A round has one outcome of a connection, at most.
    if (!one_thread_) finished.use(std::move(spare_), std::min(config_.max_connections, net::readiness::batch_size));
  }
  rest_at_end const end(*this);
  // Where other threads can go on, the set is watched again before callers are told: one that takes long, or even waits
  // for another answer of this client, holds up nobody else.
  batch(*this, one_thread_ ? nullptr : &finished).run();
  if (one_thread_) return;
  finished.deliver(delivery::in_place, executor_);
  std::lock_guard const lock(mutex_);
  spare_ = finished.give_memory();
}

bool engine::turn(net::readiness::event const& event, finished_calls& finished) {
  std::lock_guard const lock(mutex_);
  auto* const which = find(event.tag);
  return which != nullptr && which->on_ready(event, finished);
}

http::connection* engine::find(std::uint64_t tag) noexcept {
  auto* const which = connections_[static_cast<std::uint32_t>(tag)].get();
  return which != nullptr && which->tag() == tag ? which : nullptr;
}

void engine::keep_watching() {
  if (in_batch_ || closed_) return;
  if (!unfinished_.empty()) {
    poller_->arm_at_once();
  } else if (!list(call::place::exchanging).empty() || pool_.opening() > 0) {
    poller_->arm();
  }
}

void engine::wake_at(clock::time_point when) {
  if (alarm_at_ && *alarm_at_ <= when) return;
  alarm_at_ = when;
  alarm_->arm(when);
}

void engine::look_by(clock::time_point when) {
  look_at_ = std::min(look_at_, when);
  wake_at(when);
}

void engine::on_alarm() {
  handle([this](finished_calls& finished) {
    alarm_at_.reset();
    if (closed_) return;
    auto const now = clock_->now();
    // Not at every turn and end of a pause: there may be many calls.
    if (now >= look_at_) look_at_deadlines(now, finished);
    wake_pausing(now, finished);
    wake_authorizing(now, finished);
    wake_sleepers(now);
    serve_turns(now, finished);
    open_more(now);
    if (!is_quiet() && look_at_ != clock::time_point::max()) wake_at(look_at_);
  });
}

void engine::look_at_deadlines(clock::time_point now, finished_calls& finished) {
  look_at_ = clock::time_point::max();
  auto next = look_at_;
  // Those that wait first: what they waited for can be told as long as no connection is dropped.
  for (auto const where : {call::place::following, call::place::authorizing, call::place::waiting, call::place::pausing,
                           call::place::exchanging}) {
    auto& calls = list(where);
    for (auto at = calls.begin(); at != calls.end();) {
      call& each = *at++;
      auto const patient = where == call::place::waiting ? each.impatient_at : clock::time_point::max();
      if (each.deadline <= now) {
        interrupt(each, errc::deadline_exceeded, place_of(each), now, finished);
      } else if (patient <= now) {
        interrupt(each, errc::queue_timeout, place_of(each), now, finished);
      } else {
        next = std::min({next, each.deadline, patient});
      }
    }
  }
  for (std::size_t slot = 0; pool_.opening() > 0 && slot < connections_.size(); ++slot) {
    auto* const each = connections_[slot].get();
    if (each == nullptr || !each->opening()) continue;
    if (each->open_deadline <= now) {
      each->open_timed_out(finished);
      continue;
    }
    if (each->next_address <= now) each->go_on_connecting(finished);
    if (connections_[slot]) next = std::min({next, each->open_deadline, each->next_address});
  }
  close_expired(now, finished);
  // What was begun meanwhile has asked for a look of its own.
  look_at_ = std::max(std::min(next, look_at_), now + alarm_grain);
}

void engine::rest_if_quiet() {
  if (rest()) close();
}

/// True if that was the end of a drain.
bool engine::rest() {
  finished_calls finished;
  std::lock_guard const lock(mutex_);
  if (!poller_ || !is_quiet()) return false;
  // Nobody waits: what would keep the context running is given up.
  for (std::size_t slot = 0; pool_.opening() > 0 && slot < connections_.size(); ++slot) {
    if (connections_[slot] && connections_[slot]->opening()) drop(*connections_[slot], finished);
  }
  end_look_up();
  poller_->disarm();
  if (alarm_at_) alarm_->disarm();
  alarm_at_.reset();
  look_at_ = clock::time_point::max();
  return !drains_.empty();
}

}  // namespace dataarts
