#include "engine.hpp"

#include "context_watch.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <dataarts/real_clock.hpp>
#include <dataarts/version.hpp>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace dataarts {

namespace {

/// An idle connection is looked at before it is used again only if it was idle for longer than this: in a busy client
/// the look would cost a system call per query, and the repetition on a fresh connection covers the rest.
constexpr auto trusted_idle_time = std::chrono::milliseconds(10);

/// Deadlines that pass within this time of each other are handled together.
constexpr auto alarm_grain = std::chrono::milliseconds(10);

/// Answers taken before the context gets its turn again, about.
constexpr std::size_t turns_per_batch = 128;

/// Keeps `now + timeout` far from overflow.
constexpr std::chrono::nanoseconds longest_timeout = std::chrono::hours(24 * 365 * 10);

std::string authorization_lines(credentials const& auth) {
  if (auth.token().empty()) return {};
  return "X-Auth-Token: " + std::string(auth.token()) + "\r\n";
}

std::string user_agent(client_config const& config) {
  return config.user_agent.empty() ? "dataarts/" + std::string(version()) : config.user_agent;
}

}  // namespace

std::shared_ptr<engine> engine::make(boost::asio::any_io_executor executor, client_config config) {
  config.validate();
  if (!executor) throw std::invalid_argument("executor: is empty");
  std::shared_ptr<engine> made(new engine(std::move(executor), std::move(config)));
  made->alarm_ = made->clock_->make_alarm(made->executor_, [weak = made->weak_from_this()] {
    if (auto const self = weak.lock()) self->on_alarm();
  });
  made->poller_ = std::make_unique<net::poller>(made->executor_, [weak = made->weak_from_this()](std::uint64_t wait) {
    if (auto const self = weak.lock()) self->on_ready(wait);
  });
  context_watch::of(made->executor_).add(made);
  return made;
}

engine::engine(boost::asio::any_io_executor executor, client_config config)
    : executor_(std::move(executor)),
      config_(std::move(config)),
      endpoint_(net::parse_endpoint(config_.endpoint)),
      request_(endpoint_.path_prefix, config_.project_id, endpoint_.host_header, user_agent(config_), config_.workspace,
               authorization_lines(config_.auth)),
      clock_(config_.time ? config_.time : real_clock::shared()),
      pool_({config_.max_connections, config_.idle_timeout, config_.connection_max_age}),
      connections_(config_.max_connections) {
  if (endpoint_.tls) tls_ = std::make_unique<net::tls_context>(config_.tls, endpoint_.host);
  std::string bare;
  request_.append_to(bare, {}, {}, {});
  request_overhead_ = bare.size();
  if (request_overhead_ > config_.max_request_header) {
    throw std::invalid_argument("max_request_header: " + std::to_string(config_.max_request_header) +
                                " bytes are too few: a request with empty names takes " +
                                std::to_string(request_overhead_) + " (a large token?)");
  }
}

engine::~engine() = default;

void engine::start(instance_ref ref, call_options const& options, completion target,
                   boost::asio::cancellation_slot slot, void const* owner) {
  auto const objection = objection_to(ref.script(), ref.instance(), ref.workspace());
  bool too_large = false;
  // Percent-encoding makes at most three bytes of one.
  if (request_overhead_ + 3 * (ref.script().size() + ref.instance().size()) + ref.workspace().size() + 16 >
      config_.max_request_header) {
    std::string request;
    if (!objection) append_request(request, ref);
    too_large = request.size() > config_.max_request_header;
  }
  auto const timeout = std::min(options.timeout().value_or(config_.call_timeout), longest_timeout);
  auto const now = clock_->now();

  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    call& mine = take_call();
    mine.ref = std::move(ref);
    mine.target = std::move(target);
    mine.started = now;
    mine.deadline = now + timeout;
    mine.owner = owner;
    ++stats_.calls_started;
    if (closed_) {
      finish(mine, errc::client_closed, {}, finished);
    } else if (objection) {
      finish(mine, errc::invalid_reference, *objection, finished);
    } else if (too_large) {
      finish(mine, errc::request_too_large, "limit " + std::to_string(config_.max_request_header) + " bytes", finished);
    } else if (timeout <= std::chrono::nanoseconds::zero()) {
      finish(mine, errc::deadline_exceeded, "before it began", finished);
    } else {
      if (slot.is_connected()) {
        // Weak: a slot may keep its handler until the next operation uses it.
        slot.assign([weak = weak_from_this(), which = &mine, serial = mine.serial](boost::asio::cancellation_type) {
          if (auto const self = weak.lock()) self->cancel(which, serial);
        });
      }
      auto const deadline = mine.deadline;
      place(mine, now, finished);
      wake_at(deadline);
      keep_watching();
    }
  }
  finished.deliver(delivery::posted, executor_);
}

void engine::cancel(call* which, std::uint64_t serial) {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    if (which->serial != serial) return;
    interrupt(*which, errc::cancelled, place_of(*which), finished);
    open_more(clock_->now());
    keep_watching();
  }
  finished.deliver(delivery::posted, executor_);
  rest_if_quiet();
}

void engine::cancel_all_of(void const* owner) {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    for (auto* list : {&active_, &waiting_}) {
      for (auto at = list->begin(); at != list->end();) {
        call& each = *at++;
        if (each.owner == owner) interrupt(each, errc::cancelled, place_of(each), finished);
      }
    }
    open_more(clock_->now());
    keep_watching();
  }
  finished.deliver(delivery::posted, executor_);
  rest_if_quiet();
}

void engine::close() noexcept {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    while (!active_.empty()) interrupt(active_.front(), errc::client_closed, place_of(active_.front()), finished);
    while (!waiting_.empty()) interrupt(waiting_.front(), errc::client_closed, place_of(waiting_.front()), finished);
    for (auto const& each : connections_) {
      if (each) drop(*each, finished);
    }
    if (alarm_at_) alarm_->disarm();
    alarm_at_.reset();
    poller_->disarm();
  }
  finished.deliver(delivery::posted, executor_);
}

void engine::abandon() noexcept {
  // Destroyed outside the lock: a coroutine that goes with its handler may own the client and close it.
  std::vector<completion> targets;
  std::vector<http::connection_ptr> connections;
  {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    for (auto* list : {&active_, &waiting_}) {
      for (auto& each : *list) {
        each.serial = 0;
        targets.push_back(std::move(each.target));
      }
      list->clear();
    }
    for (auto& each : connections_) {
      if (!each) continue;
      each->current = nullptr;
      pool_.remove(each->slot());
      connections.push_back(std::move(each));
    }
    alarm_at_.reset();
  }
}

client_stats engine::stats() const {
  std::lock_guard const lock(mutex_);
  auto now = stats_;
  now.connections_open = pool_.open();
  now.connections_idle = pool_.idle();
  now.connections_opening = pool_.opening();
  now.calls_waiting = waiting_.size();
  now.calls_in_exchange = active_.size();
  return now;
}

void engine::opened(http::connection& which, finished_calls& finished) {
  auto const now = clock_->now();
  ++stats_.connections_opened;
  pool_.opened(which.slot(), now);
  serve_waiting(which, now, finished);
}

void engine::open_failed(http::connection& which, open_error const& why, finished_calls& finished) {
  ++stats_.connect_failures;
  drop(which, finished);
  // As long as another connection is open or being opened, those who wait have a chance.
  bool const hopeless = pool_.open() == 0 && pool_.opening() == 0;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    call& each = *at++;
    if (!hopeless && !each.needs_fresh) continue;
    waiting_.erase(waiting_.iterator_to(each));
    auto details = details_of(each, why.where);
    details.cause = why.cause;
    ++details.attempts;
    finish(each, failure(why.code, std::move(details)), finished);
  }
}

void engine::exchange_done(http::connection& which, exchange_report&& report, finished_calls& finished) {
  call& mine = *which.current;
  which.current = nullptr;
  mine.exchange = nullptr;
  active_.erase(active_.iterator_to(mine));
  auto const now = clock_->now();

  bool const stale = report.outcome.has_error() && !report.answered && which.exchanges > 0 && !mine.needs_fresh;
  if (stale) {
    // The server closed a connection that it had kept: no fault of this request, which it has not answered.
    drop(which, finished);
    ++stats_.stale_retries;
    mine.needs_fresh = true;
    waiting_.push_front(mine);
    open_more(now);
    return;
  }
  ++which.exchanges;
  finish(mine, std::move(report.outcome), finished);
  if (report.reusable && pool_.fit_for_reuse(which.slot(), now)) {
    serve_waiting(which, now, finished);
  } else {
    drop(which, finished);
    open_more(now);
  }
}

void engine::idle_lost(http::connection& which, finished_calls& finished) { drop(which, finished); }

/// One round over all connections that are ready. Ends the round properly also when a caller's callback throws.
class engine::batch {
 public:
  explicit batch(engine& owner) : owner_(owner) {}

  ~batch() {
    bool quiet = false;
    {
      std::lock_guard const lock(owner_.mutex_);
      owner_.in_batch_ = false;
      // Left over only after an exception; the poller will not tell of them again.
      for (auto const tag : std::span(unfinished_).subspan(resumed_)) owner_.unfinished_.push_back(tag);
      for (auto const& each : events_.subspan(next_)) owner_.unfinished_.push_back(each.tag);
      owner_.keep_watching();
      quiet = owner_.is_quiet();
    }
    if (quiet) owner_.rest_if_quiet();
  }

  void run() {
    std::uint64_t only = 0;
    {
      std::lock_guard const lock(owner_.mutex_);
      unfinished_.swap(owner_.unfinished_);
      if (unfinished_.empty() && owner_.active_.size() == 1 && owner_.pool_.opening() == 0) {
        only = owner_.active_.front().exchange->tag();
      }
    }
    // If one connection alone can be meant, asking which one would cost a system call.
    if (only != 0 && owner_.turn({only, true, false, false})) return;
    while (resumed_ < unfinished_.size()) owner_.turn({unfinished_[resumed_++], true, true, true});
    // A busy client finds the next answers there as soon as it has taken these: asking again at once spares the way
    // through the context, but not for ever, since others live there.
    for (std::size_t turns = 0; turns < turns_per_batch; turns += events_.size()) {
      next_ = 0;
      events_ = owner_.poller_->take();
      while (next_ < events_.size()) owner_.turn(events_[next_++]);
      if (events_.size() < 2) break;
    }
  }

 private:
  engine& owner_;
  std::vector<std::uint64_t> unfinished_;  // from the round before
  std::size_t resumed_ = 0;
  std::span<net::poller::event const> events_;
  std::size_t next_ = 0;
};

void engine::on_ready(std::uint64_t wait) {
  {
    std::lock_guard const lock(mutex_);
    if (!poller_->begin_batch(wait)) return;
    in_batch_ = true;
  }
  batch(*this).run();
}

bool engine::turn(net::poller::event const& event) {
  finished_calls finished;
  bool progressed = false;
  {
    std::lock_guard const lock(mutex_);
    if (auto* const which = find(event.tag)) progressed = which->on_ready(event, finished);
  }
  finished.deliver(delivery::in_place, executor_);
  return progressed;
}

http::connection* engine::find(std::uint64_t tag) noexcept {
  auto* const which = connections_[static_cast<std::uint32_t>(tag)].get();
  return which != nullptr && which->tag() == tag ? which : nullptr;
}

void engine::keep_watching() {
  if (in_batch_ || closed_) return;
  if (!unfinished_.empty()) {
    poller_->arm_at_once();
  } else if (!active_.empty() || pool_.opening() > 0) {
    poller_->arm();
  }
}

failure::details engine::details_of(call const& which, std::string where) const {
  failure::details made;
  made.where = std::move(where);
  made.attempts = which.attempts;
  made.elapsed = clock_->now() - which.started;
  return made;
}

call& engine::take_call() {
  if (free_calls_.empty()) {
    free_calls_.reserve(calls_.size() + 1);  // so that `finish` never allocates
    free_calls_.push_back(&calls_.emplace_back());
  }
  call& taken = *free_calls_.back();
  free_calls_.pop_back();
  taken.serial = ++call_serial_;
  taken.attempts = 0;
  taken.needs_fresh = false;
  return taken;
}

void engine::finish(call& which, result<script_instance> outcome, finished_calls& finished) {
  ++(outcome.has_value() ? stats_.calls_answered : stats_.calls_failed);
  which.serial = 0;
  finished.add(which, std::move(outcome));
  free_calls_.push_back(&which);
}

void engine::finish(call& which, errc code, std::string where, finished_calls& finished) {
  finish(which, failure(code, details_of(which, std::move(where))), finished);
}

void engine::place(call& which, clock::time_point now, finished_calls& finished) {
  if (begin_on_idle(which, now, finished)) return;
  close_expired(now, finished);
  if (waiting_.size() >= config_.max_waiting_calls) {
    finish(which, errc::queue_full, "limit " + std::to_string(config_.max_waiting_calls) + " calls", finished);
    return;
  }
  waiting_.push_back(which);
  open_more(now);
}

bool engine::begin_on_idle(call& which, clock::time_point now, finished_calls& finished) {
  while (auto const slot = pool_.take_idle(now)) {
    http::connection& candidate = *connections_[*slot];
    if (pool_.idle_for(*slot, now) > trusted_idle_time && !candidate.is_quiet()) {
      drop(candidate, finished);
      continue;
    }
    begin(candidate, which, finished);
    return true;
  }
  return false;
}

void engine::begin(http::connection& which, call& what, finished_calls& finished) {
  what.exchange = &which;
  which.current = &what;
  ++what.attempts;
  ++stats_.requests_sent;
  active_.push_back(what);
  which.exchange(what, finished);
}

void engine::serve_waiting(http::connection& which, clock::time_point now, finished_calls& finished) {
  if (call* const next = next_waiting_for(which)) {
    waiting_.erase(waiting_.iterator_to(*next));
    begin(which, *next, finished);
  } else {
    pool_.give_back(which.slot(), now);
  }
}

call* engine::next_waiting_for(http::connection const& which) {
  // Calls that need a fresh connection stand at the front and are few.
  for (auto& each : waiting_) {
    if (!each.needs_fresh || which.exchanges == 0) return &each;
  }
  return nullptr;
}

void engine::open_more(clock::time_point now) {
  while (pool_.should_open(waiting_.size())) {
    auto const slot = pool_.begin_open();
    auto const tag = (++connection_serial_ << 32U) | slot;
    connections_[slot].reset(new http::connection(*this, slot, tag));
    auto& made = *connections_[slot];
    made.open_deadline = now + std::min(config_.connect_timeout, longest_timeout);
    wake_at(made.open_deadline);
    made.open();
  }
}

void engine::drop(http::connection& which, finished_calls& finished) {
  which.close();
  pool_.remove(which.slot());
  finished.bury(std::move(connections_[which.slot()]));
}

void engine::interrupt(call& which, errc code, std::string where, finished_calls& finished) {
  if (which.exchange) {
    http::connection& used = *which.exchange;
    used.current = nullptr;
    which.exchange = nullptr;
    active_.erase(active_.iterator_to(which));
    drop(used, finished);
  } else {
    waiting_.erase(waiting_.iterator_to(which));
  }
  finish(which, code, std::move(where), finished);
}

std::string engine::place_of(call const& which) const {
  if (which.exchange) return "while waiting for the answer of " + which.exchange->peer();
  if (pool_.open() == 0) return "while connecting to " + endpoint_.authority();
  return "while waiting for a connection";
}

void engine::close_expired(clock::time_point now, finished_calls& finished) {
  while (auto const slot = pool_.take_expired(now)) {
    connections_[*slot]->close();
    finished.bury(std::move(connections_[*slot]));
  }
}

void engine::wake_at(clock::time_point when) {
  if (alarm_at_ && *alarm_at_ <= when) return;
  alarm_at_ = when;
  alarm_->arm(when);
}

void engine::on_alarm() {
  handle([this](finished_calls& finished) {
    alarm_at_.reset();
    if (closed_) return;
    auto const now = clock_->now();
    auto next = clock::time_point::max();
    for (auto* list : {&active_, &waiting_}) {
      for (auto at = list->begin(); at != list->end();) {
        call& each = *at++;
        if (each.deadline <= now) {
          interrupt(each, errc::deadline_exceeded, place_of(each), finished);
        } else {
          next = std::min(next, each.deadline);
        }
      }
    }
    for (std::size_t slot = 0; pool_.opening() > 0 && slot < connections_.size(); ++slot) {
      auto* const each = connections_[slot].get();
      if (each == nullptr || !each->opening()) continue;
      if (each->open_deadline <= now) {
        open_failed(*each, {errc::connect_timeout, {}, each->peer()}, finished);
      } else {
        next = std::min(next, each->open_deadline);
      }
    }
    close_expired(now, finished);
    open_more(now);
    if (!active_.empty() || !waiting_.empty()) wake_at(std::max(next, now + alarm_grain));
  });
}

void engine::rest_if_quiet() {
  finished_calls finished;
  std::lock_guard const lock(mutex_);
  if (!is_quiet()) return;
  // Nobody waits: what would keep the context running is given up.
  for (std::size_t slot = 0; pool_.opening() > 0 && slot < connections_.size(); ++slot) {
    if (connections_[slot] && connections_[slot]->opening()) drop(*connections_[slot], finished);
  }
  poller_->disarm();
  if (alarm_at_) alarm_->disarm();
  alarm_at_.reset();
}

}  // namespace dataarts
