#include "observe/otlp_exporter.hpp"

#include "http/fetch.hpp"
#include "http/http_date.hpp"
#include "longest_timeout.hpp"
#include "one_line.hpp"
#include "retry/retry_policy.hpp"

#include <dataarts/real_clock.hpp>
#include <dataarts/version.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace dataarts {

namespace asio = boost::asio;

namespace {

std::unique_ptr<asio::steady_timer> endless_timer(asio::any_io_executor const& executor) {
  return std::make_unique<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
}

std::string without_slashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// With an interval that can be added to a time.
otlp_options within_reach(otlp_options options) {
  options.interval = std::min(options.interval, longest_timeout);
  return options;
}

/// What OTLP/HTTP calls retryable.
bool may_pass(int status) noexcept { return status == 429 || status == 502 || status == 503 || status == 504; }

bool may_pass(failure const& why) { return why == errc::deadline_exceeded || retry::is_repeatable(why); }

failure failure_of(http::fetched const& answer, clock::wall_time now) {
  failure::details details;
  details.http_status = answer.status;
  details.retry_after = http::read_retry_after(answer.header("Retry-After"), now);
  return failure(answer.status >= 500 ? errc::server_error : errc::request_rejected, std::move(details));
}

}  // namespace

std::shared_ptr<otlp_observer::exporter> otlp_observer::exporter::make(asio::any_io_executor const& executor,
                                                                       otlp_options options) {
  std::shared_ptr<exporter> made(new exporter(asio::make_strand(executor), std::move(options)));
  made->alarm_ = made->clock_->make_alarm(made->strand_, [weak = made->weak_from_this()] {
    if (auto const self = weak.lock()) self->on_alarm();
  });
  context_watch::of(executor).add(made);
  return made;
}

otlp_observer::exporter::exporter(asio::any_io_executor const& executor, otlp_options options)
    : options_(within_reach(std::move(options))),
      base_url_(without_slashes(options_.endpoint)),
      clock_(options_.time ? options_.time : real_clock::shared()),
      begin_(clock_->wall_now()),
      strand_(executor),
      wake_(endless_timer(executor)),
      done_(endless_timer(executor)) {}

void otlp_observer::exporter::stop() noexcept {
  std::lock_guard const lock(mutex_);
  ended_ = true;
  stats_.spans_dropped += queue_.size();
  settled_ += queue_.size();
  queue_.clear();
  if (!strand_) return;
  alarm_->disarm();
  act_at_.reset();
  asio::post(strand_, [self = shared_from_this()] {
    if (auto const run = self->cancel_.lock()) run->emit(asio::cancellation_type::terminal);
    if (self->done_) self->done_->cancel();
  });
}

void otlp_observer::exporter::abandon() noexcept {
  std::unique_ptr<clock::alarm> alarm;
  std::unique_ptr<asio::steady_timer> timers[2];
  asio::any_io_executor strand;
  std::lock_guard const lock(mutex_);
  ended_ = true;
  alarm = std::move(alarm_);
  timers[0] = std::move(wake_);
  timers[1] = std::move(done_);
  strand = std::move(strand_);
  strand_ = {};
}

std::optional<trace_context> otlp_observer::exporter::begin_trace() {
  if (!options_.traces || options_.sample_ratio <= 0) return std::nullopt;
  std::lock_guard const lock(mutex_);
  std::uniform_real_distribution<double> share(0, 1);
  if (share(random_) >= options_.sample_ratio) return std::nullopt;
  return trace_context(ids_.next_trace());
}

void otlp_observer::exporter::add(observe::finished_span span) {
  std::lock_guard const lock(mutex_);
  if (ended_ || queue_.size() >= options_.max_queued_spans) {
    ++stats_.spans_dropped;
    return;
  }
  queue_.push_back(std::move(span));
  ++added_;
  auto const now = clock_->now();
  act_by(queue_.size() >= options_.max_batch ? now : now + options_.interval);
}

void otlp_observer::exporter::note_change() {
  std::lock_guard const lock(mutex_);
  if (ended_) return;
  ++changes_;
  if (!act_at_) act_by(clock_->now() + options_.interval);
}

void otlp_observer::exporter::act_by(clock::time_point when) {
  // The end of a run looks for what came meanwhile.
  if (running_ || (act_at_ && *act_at_ <= when)) return;
  act_at_ = when;
  alarm_->arm(when);
}

void otlp_observer::exporter::on_alarm() {
  std::lock_guard const lock(mutex_);
  if (ended_ || !act_at_) return;
  if (clock_->now() < *act_at_) {
    alarm_->arm(*act_at_);
    return;
  }
  act_at_.reset();
  if (pausing_) {
    wake_->cancel();
  } else if (!running_) {
    begin_run();
  }
}

void otlp_observer::exporter::begin_run() {
  running_ = true;
  act_at_.reset();
  alarm_->disarm();
  // Not from here: on the strand it would begin at once, and the lock is held.
  asio::post(strand_, [self = shared_from_this(), strand = strand_] {
    auto const cancel = std::make_shared<asio::cancellation_signal>();
    self->cancel_ = cancel;
    auto done = [self, cancel](std::exception_ptr const& error) { self->run_ended(error); };
    asio::co_spawn(strand, run(self), asio::bind_cancellation_slot(cancel->slot(), std::move(done)));
  });
}

void otlp_observer::exporter::run_ended(std::exception_ptr const& error) {
  std::lock_guard const lock(mutex_);
  running_ = pausing_ = false;
  // Out of memory, most likely: what was taken out of the queue is lost.
  if (error) {
    auto const left = added_ - settled_ - queue_.size();
    stats_.spans_dropped += left;
    settled_ += left;
    changes_settled_ = changes_;
    ++stats_.requests_failed;
  }
  if (done_) done_->cancel();
  if (ended_) return;
  auto const now = clock_->now();
  if (queue_.size() >= options_.max_batch) {
    act_by(now);
  } else if (!queue_.empty() || changes_ > changes_settled_) {
    act_by(now + options_.interval);
  }
}

std::vector<observe::finished_span> otlp_observer::exporter::take(std::size_t most) {
  std::lock_guard const lock(mutex_);
  std::vector<observe::finished_span> taken;
  while (!queue_.empty() && taken.size() < most) {
    taken.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return taken;
}

asio::awaitable<void> otlp_observer::exporter::run(std::shared_ptr<exporter> self) {
  // What comes meanwhile waits for the next run, or a busy client would send many small batches.
  auto left = self->stats().spans_queued;
  while (left > 0) {
    auto const batch = self->take(std::min(left, self->options_.max_batch));
    if (batch.empty()) break;
    left -= batch.size();
    auto const refused = co_await deliver(self, "/v1/traces", observe::traces_body(self->options_.resource, batch));
    std::lock_guard const lock(self->mutex_);
    auto const lost = refused ? std::min<std::uint64_t>(refused->count, batch.size()) : batch.size();
    self->settled_ += batch.size();
    self->stats_.spans_dropped += lost;
    self->stats_.spans_sent += batch.size() - lost;
    if (self->ended_) co_return;
  }
  std::uint64_t changes = 0;
  {
    std::lock_guard const lock(self->mutex_);
    if (self->changes_ == self->changes_settled_) co_return;
    changes = self->changes_;
  }
  auto body =
      observe::metrics_body(self->options_.resource, self->metrics_.snapshot(), self->begin_, self->clock_->wall_now());
  co_await deliver(self, "/v1/metrics", std::move(body));
  std::lock_guard const lock(self->mutex_);
  self->changes_settled_ = changes;
}

asio::awaitable<std::optional<observe::refused_part>> otlp_observer::exporter::deliver(std::shared_ptr<exporter> self,
                                                                                       std::string path,
                                                                                       std::string body) {
  std::optional<observe::refused_part> outcome;
  http::fetch_options how;
  how.time = self->clock_;
  how.timeout = self->options_.timeout;
  how.tls = self->options_.tls;
  for (unsigned attempt = 1;; ++attempt) {
    http::fetch_request request;
    request.method = "POST";
    request.url = self->base_url_ + path;
    request.headers = self->options_.headers;
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("User-Agent", "dataarts/" + std::string(version()));
    request.body = body;
    auto options = how;
    auto const answer = co_await http::fetch(std::move(request), std::move(options));
    if (self->has_ended()) co_return outcome;
    auto const wait = self->judge(answer, attempt, outcome);
    if (!wait) co_return outcome;
    co_await pause(self, *wait);
    if (self->has_ended()) co_return outcome;
  }
}

std::optional<clock::duration> otlp_observer::exporter::judge(result<http::fetched> const& answer, unsigned attempt,
                                                              std::optional<observe::refused_part>& outcome) {
  std::lock_guard const lock(mutex_);
  ++stats_.requests_sent;
  if (answer.has_value() && answer->status >= 200 && answer->status < 300) {
    outcome = observe::read_refused_part(answer->body);
    if (outcome->count > 0) {
      stats_.last_problem = "the collector refused " + std::to_string(outcome->count) + " of a batch: ";
      append_one_line(stats_.last_problem, outcome->message, 200);
    }
    return std::nullopt;
  }
  auto const why = answer.has_value() ? failure_of(*answer, clock_->wall_now()) : answer.error();
  stats_.last_problem = answer.has_value()
                            ? "the collector answered HTTP " + std::to_string(answer->status) + " at " + base_url_
                            : why.message();
  bool const again = answer.has_value() ? may_pass(answer->status) : may_pass(why);
  std::optional<std::chrono::nanoseconds> wait;
  if (again && attempt < options_.retry.max_attempts) {
    wait = retry::pause_after(why, attempt, options_.retry, random_());
  }
  if (!wait) ++stats_.requests_failed;
  return wait;
}

asio::awaitable<void> otlp_observer::exporter::pause(std::shared_ptr<exporter> self, clock::duration time) {
  {
    std::lock_guard const lock(self->mutex_);
    if (self->ended_) co_return;
    self->pausing_ = true;
    self->act_at_ = self->clock_->now() + time;
    self->alarm_->arm(*self->act_at_);
  }
  auto const token = asio::as_tuple(asio::use_awaitable);
  co_await self->wake_->async_wait(token);
  std::lock_guard const lock(self->mutex_);
  self->pausing_ = false;
}

bool otlp_observer::exporter::has_ended() const {
  std::lock_guard const lock(mutex_);
  return ended_;
}

asio::awaitable<bool> otlp_observer::exporter::flush(std::shared_ptr<exporter> self) {
  asio::any_io_executor strand;
  {
    std::lock_guard const lock(self->mutex_);
    strand = self->strand_;
  }
  if (!strand) co_return false;
  auto const sent = co_await asio::co_spawn(strand, wait_until_sent(self), asio::use_awaitable);
  co_return sent;
}

asio::awaitable<bool> otlp_observer::exporter::wait_until_sent(std::shared_ptr<exporter> self) {
  auto const before = self->stats();
  std::uint64_t spans = 0;
  std::uint64_t changes = 0;
  {
    std::lock_guard const lock(self->mutex_);
    spans = self->added_;
    changes = self->changes_;
  }
  for (;;) {
    {
      std::lock_guard const lock(self->mutex_);
      if (self->ended_) co_return false;
      if (self->settled_ >= spans && self->changes_settled_ >= changes) break;
      if (!self->running_) self->begin_run();
    }
    auto const token = asio::as_tuple(asio::use_awaitable);
    co_await self->done_->async_wait(token);
    auto const state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return false;
  }
  auto const after = self->stats();
  co_return after.spans_dropped == before.spans_dropped&& after.requests_failed == before.requests_failed;
}

otlp_stats otlp_observer::exporter::stats() const {
  std::lock_guard const lock(mutex_);
  auto now = stats_;
  now.spans_queued = queue_.size();
  return now;
}

}  // namespace dataarts
