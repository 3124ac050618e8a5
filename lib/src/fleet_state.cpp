#include "fleet_state.hpp"

#include "engine.hpp"
#include "longest_timeout.hpp"
#include "waiting/outcome.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <utility>

namespace dataarts {

namespace {

/// References that are read before others get their turn.
constexpr std::size_t references_per_step = 1024;

}  // namespace

std::shared_ptr<fleet_stream::state> fleet_stream::state::make(std::shared_ptr<engine> which,
                                                               std::unique_ptr<reference_source> source,
                                                               fleet_options options) {
  std::shared_ptr<state> made(new state(std::move(which), std::move(source), std::move(options)));
  made->alarm_ = made->engine_->make_alarm([weak = made->weak_from_this()] {
    if (auto const self = weak.lock()) self->step();
  });
  context_watch::of(made->executor()).add(made);
  return made;
}

fleet_stream::state::state(std::shared_ptr<engine> which, std::unique_ptr<reference_source> source,
                           fleet_options options)
    : engine_(std::move(which)),
      source_(std::move(source)),
      options_(std::move(options)),
      book_(options_, engine_->now()) {
  auto const& config = engine_->config();
  if (options_.checkpoint().empty()) return;
  waiting::checkpoint_owner const owner{config.endpoint, config.project_id, config.workspace};
  checkpoint_.emplace(options_.checkpoint(), owner);
}

fleet_stream::state::~state() = default;

boost::asio::any_io_executor const& fleet_stream::state::executor() const noexcept { return engine_->executor(); }

fleet_progress fleet_stream::state::progress() const {
  std::lock_guard const lock(mutex_);
  return book_.progress(engine_->now(), read_);
}

void fleet_stream::state::refill() {
  bool first = false;
  bool held_up = false;
  {
    std::lock_guard const lock(mutex_);
    first = !std::exchange(begun_, true);
    held_up = std::exchange(held_up_, false);
    if (first) {
      auto const now = engine_->now();
      if (options_.deadline()) deadline_ = now + std::min(*options_.deadline(), longest_timeout);
      book_.begin(now);
      if (options_.on_progress()) expect_report(now);
    }
  }
  if (first) {
    // Lasts as long as the wait, so that this hears of the end of the client.
    auto on_end = [weak = weak_from_this()](boost::asio::any_io_executor const& executor, errc why) {
      if (why != errc::client_closed) return;
      boost::asio::post(executor, [weak] {
        auto const self = weak.lock();
        if (!self) return;
        {
          std::lock_guard const lock(self->mutex_);
          self->end_all(failure(errc::client_closed));
        }
        self->step();
      });
    };
    engine_->start_sleep(clock::time_point::max(), sleep_target(std::move(on_end)), close_watch_.slot());
  }
  if (!first && !held_up) return;
  std::lock_guard const lock(mutex_);
  post_step();
}

/// There is something to do: not in here, since callers of this may be anywhere.
void fleet_stream::state::post_step() {
  if (gone_ || is_over() || std::exchange(step_posted_, true)) return;
  boost::asio::post(executor(), [weak = weak_from_this()] {
    auto const self = weak.lock();
    if (!self) return;
    {
      std::lock_guard const lock(self->mutex_);
      self->step_posted_ = false;
    }
    self->step();
  });
}

void fleet_stream::state::step() {
  read_some();
  told out;
  {
    std::lock_guard const lock(mutex_);
    if (gone_) return;
    work(engine_->now(), out);
  }
  tell(delivery::in_place, out);
}

/// No more than there is room for: ends that are known, and what is given up as soon as it is read.
bool fleet_stream::state::may_read() const noexcept {
  bool const full = ready_.size() >= options_.concurrency() || (ending_ && swept_ < book_.size());
  return !gone_ && !read_ && !reading_ && !full;
}

void fleet_stream::state::read_some() {
  // Each may be one whose end is known, with all that the service said.
  std::size_t most = references_per_step;
  {
    std::lock_guard const lock(mutex_);
    if (!may_read()) return;
    if (checkpoint_ && checkpoint_->known() > 0) most = std::min(most, options_.concurrency() - ready_.size());
    reading_ = true;
    reader_ = std::this_thread::get_id();
  }
  std::vector<instance_ref> read;
  std::exception_ptr error;
  bool at_end = false;
  try {
    while (!at_end && read.size() < most) {
      auto next = source_->next();
      at_end = !next;
      if (next) read.push_back(std::move(*next));
    }
  } catch (...) {
    error = std::current_exception();
    at_end = true;
  }
  std::lock_guard const lock(mutex_);
  reading_ = false;
  read_ended_.notify_all();
  if (!gone_) take_references(read, at_end, std::move(error));
}

void fleet_stream::state::take_references(std::vector<instance_ref>& read, bool at_end, std::exception_ptr error) {
  auto const now = engine_->now();
  for (auto const& each : read) {
    auto known = known_end(each);
    if (!known) {
      book_.add(each, now);
      continue;
    }
    auto const index = book_.add_ended(each, *known, now);
    add_result(index, waiting::outcome_of(*known, options_.failed_is_failure()), true);
  }
  if (error && !error_) error_ = std::move(error);
  read_ = read_ || at_end;
}

std::optional<script_instance> fleet_stream::state::known_end(instance_ref const& ref) {
  if (!checkpoint_ || ending_) return std::nullopt;
  try {
    return checkpoint_->find(ref);
  } catch (call_error const& unusable) {
    error_ = std::current_exception();
    end_all(unusable.why());
    return std::nullopt;
  }
}

/// Everything that can be done now.
void fleet_stream::state::work(clock::time_point now, told& out) {
  if (!ending_ && now >= deadline_) end_all(failure(errc::deadline_exceeded));
  if (!ending_ && book_.hopeless().code().failed()) end_all(book_.hopeless());
  if (ending_) {
    sweep(now);
  } else {
    begin_looks(now);
  }
  hand_out(out);
  report_if_due(now, out);
  arm(now);
  if (read_ && book_.left() == 0) let_go();
}

void fleet_stream::state::begin_looks(clock::time_point now) {
  book_.set_rate(engine_->rate());
  while (has_room()) {
    auto const index = book_.take(now);
    if (!index) return;
    begin_look(*index);
  }
}

void fleet_stream::state::begin_look(index_type index) {
  auto tell = [weak = weak_from_this(), index](delivery how, boost::asio::any_io_executor const& executor,
                                               instance_ref&&, result<script_instance>&& outcome) {
    if (how == delivery::in_place) {
      if (auto const self = weak.lock()) self->look_ended(index, std::move(outcome));
      return;
    }
    // Perhaps from inside this very function, with the lock held.
    boost::asio::post(executor, [weak, index, outcome = std::move(outcome)]() mutable {
      if (auto const self = weak.lock()) self->look_ended(index, std::move(outcome));
    });
  };
  engine_->start(book_.ref(index), options_.each(), completion(std::move(tell)), {}, this);
}

void fleet_stream::state::look_ended(index_type index, result<script_instance>&& outcome) {
  told out;
  {
    std::lock_guard const lock(mutex_);
    // One that was swept away, and cancelled for that.
    if (gone_ || book_.is_over(index)) return;
    auto const now = engine_->now();
    bool const closed = outcome.has_error() && outcome.error() == errc::client_closed;
    bool const cancelled = outcome.has_error() && outcome.error() == errc::cancelled;
    if (closed) end_all(outcome.error());
    if (ending_ && (closed || cancelled)) {
      // What ended the look is what ended the wait.
      add_result(index, book_.give_up(index, *ending_, now), false);
    } else if (auto end = book_.saw(index, outcome, now)) {
      try {
        if (checkpoint_ && outcome.has_value()) checkpoint_->add(book_.ref(index), *outcome);
      } catch (call_error const& unusable) {
        error_ = std::current_exception();
        end_all(unusable.why());
      }
      add_result(index, std::move(*end), false);
    }
    work(now, out);
  }
  tell(delivery::in_place, out);
}

void fleet_stream::state::add_result(index_type index, result<script_instance> outcome, bool known) {
  ready_.emplace_back(index, book_.ref(index), std::move(outcome), known);
}

/// Whatever is left, and is still to be read, ends with this.
void fleet_stream::state::end_all(failure const& why) {
  if (ending_) return;
  ending_ = why;
  engine_->cancel_all_of(this);
}

void fleet_stream::state::sweep(clock::time_point now) {
  for (; swept_ < book_.size() && ready_.size() < options_.concurrency(); ++swept_) {
    if (book_.is_over(swept_)) continue;
    add_result(swept_, book_.give_up(swept_, *ending_, now), false);
  }
}

void fleet_stream::state::report_if_due(clock::time_point now, told& out) {
  if (!options_.on_progress() || reported_end_) return;
  bool const ended = read_ && book_.left() == 0;
  if (now < report_at_ && !ended) return;
  reported_end_ = ended;
  expect_report(now);
  out.report = book_.report(now, read_);
}

void fleet_stream::state::expect_report(clock::time_point now) {
  report_at_ = now + std::min<std::chrono::nanoseconds>(options_.progress_interval(), longest_timeout);
}

/// To who waits: an error first, then results, then the end.
void fleet_stream::state::hand_out(told& out) {
  if (!waiter_) return;
  if (error_) {
    out.error = std::exchange(error_, nullptr);
  } else if (!ready_.empty()) {
    out.value.emplace(std::move(ready_.front()));
    ready_.pop_front();
  } else if (!is_over()) {
    return;
  }
  out.who = std::move(waiter_);
}

void fleet_stream::state::arm(clock::time_point now) {
  if (may_read()) post_step();
  held_up_ = !has_room() || (ending_ && !(read_ && swept_ == book_.size()));
  auto next = deadline_;
  if (ending_ || (read_ && book_.left() == 0)) next = clock::time_point::max();
  if (!ending_ && has_room()) next = std::min(next, book_.next(now));
  if (options_.on_progress() && !reported_end_) next = std::min(next, report_at_);
  if (next == clock::time_point::max()) {
    alarm_->disarm();
  } else {
    alarm_->arm(next);
  }
}

void fleet_stream::state::tell(delivery how, told& what) {
  // The report first: who waits may end the stream.
  if (what.report) (*options_.on_progress())(*what.report);
  if (what.who) what.who(how, executor(), std::move(what.error), std::move(what.value));
}

std::optional<std::optional<finished_wait>> fleet_stream::state::poll() {
  std::lock_guard const lock(mutex_);
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  std::optional<std::optional<finished_wait>> found;
  if (!ready_.empty()) {
    found.emplace(std::move(ready_.front()));
    ready_.pop_front();
  } else if (is_over()) {
    found.emplace();
  }
  return found;
}

void fleet_stream::state::wait(waiter who, boost::asio::cancellation_slot slot) {
  told out;
  {
    std::lock_guard const lock(mutex_);
    auto const number = ++wait_number_;
    waiter_ = std::move(who);
    hand_out(out);
    // Under the lock: once it is released, another thread may resume the caller, who uses the slot again.
    if (!out.who && slot.is_connected()) {
      slot.assign([weak = weak_from_this(), number](boost::asio::cancellation_type) {
        if (auto const self = weak.lock()) self->cancel_wait(number);
      });
    }
  }
  tell(delivery::posted, out);
}

void fleet_stream::state::cancel_wait(std::uint64_t number) {
  told out;
  {
    std::lock_guard const lock(mutex_);
    if (number != wait_number_ || !waiter_) return;
    out.who = std::move(waiter_);
    out.error = std::make_exception_ptr(boost::system::system_error(boost::asio::error::operation_aborted));
  }
  tell(delivery::posted, out);
}

/// The client may rest, and the context end.
void fleet_stream::state::let_go() noexcept {
  if (std::exchange(let_go_, true)) return;
  alarm_->disarm();
  close_watch_.emit(boost::asio::cancellation_type::terminal);
}

void fleet_stream::state::end() noexcept {
  std::unique_lock lock(mutex_);
  if (std::exchange(gone_, true)) return;
  engine_->cancel_all_of(this);
  let_go();
  waiter_.reset();
  // Another wait may use the file now, though something may still hold this.
  checkpoint_.reset();
  // The range may end with the stream. It may also be what ends the stream.
  read_ended_.wait(lock, [this] { return !reading_ || reader_ == std::this_thread::get_id(); });
}

void fleet_stream::state::abandon() noexcept {
  // Destroyed outside the lock: what waits may own the stream.
  waiter who;
  std::unique_ptr<clock::alarm> alarm;
  std::lock_guard const lock(mutex_);
  gone_ = true;
  who = std::move(waiter_);
  alarm = std::move(alarm_);
}

}  // namespace dataarts
