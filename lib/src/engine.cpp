#include "engine.hpp"

#include "http/connection.hpp"
#include "net/tls_context.hpp"

#include <dataarts/real_clock.hpp>
#include <dataarts/version.hpp>

#include <boost/asio/detail/scheduler.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <span>
#include <stdexcept>
#include <utility>

namespace dataarts {

namespace {

/// True if the context was made for a single thread, as in `io_context(1)`.
bool runs_on_one_thread(boost::asio::any_io_executor const& executor) {
  using scheduler = boost::asio::detail::scheduler;
  auto& context = boost::asio::query(executor, boost::asio::execution::context);
  return boost::asio::has_service<scheduler>(context) &&
         boost::asio::use_service<scheduler>(context).concurrency_hint() == 1;
}

client_config completed(client_config config) {
  if (config.user_agent.empty()) config.user_agent = "dataarts/" + std::string(version());
  return config;
}

}  // namespace

std::shared_ptr<engine> engine::make(boost::asio::any_io_executor executor, client_config config) {
  config.validate();
  if (!executor) throw std::invalid_argument("executor: is empty");
  std::shared_ptr<engine> made(new engine(std::move(executor), std::move(config)));
  made->alarm_ = made->clock_->make_alarm(made->executor_, [weak = made->weak_from_this()] {
    if (auto const self = weak.lock()) self->on_alarm();
  });
  auto on_ready = [weak = made->weak_from_this()](std::uint64_t wait) {
    if (auto const self = weak.lock()) self->on_ready(wait);
  };
  if (made->config_.network) {
    made->poller_ = std::make_unique<net::memory_poller>(made->executor_, std::move(on_ready));
  } else {
    made->poller_ = std::make_unique<net::poller>(made->executor_, std::move(on_ready));
  }
  context_watch::of(made->executor_).add(made);
  return made;
}

engine::engine(boost::asio::any_io_executor executor, client_config config)
    : executor_(std::move(executor)),
      config_(completed(std::move(config))),
      endpoint_(net::parse_endpoint(config_.endpoint)),
      proxy_(net::choose_proxy(config_.proxy, endpoint_, [](char const* name) { return std::getenv(name); })),
      request_(endpoint_.path_prefix, config_.project_id, endpoint_.host_header, config_.user_agent, config_.workspace,
               config_.accept_gzip),
      operation_request_(endpoint_.path_prefix, config_.project_id, endpoint_.host_header, config_.user_agent,
                         config_.workspace),
      authorization_(std::make_unique<auth::authorization>(config_.auth, config_.signing, endpoint_.host_header,
                                                           config_.project_id)),
      clock_(config_.time ? config_.time : real_clock::shared()),
      flights_(clock_->flights()),
      pool_({config_.max_connections, config_.idle_timeout, config_.connection_max_age}),
      connections_(config_.max_connections),
      one_thread_(runs_on_one_thread(executor_)),
      retry_budget_(config_.retry.budget, config_.retry.budget_ratio),
      random_(std::random_device()()),
      limiter_(config_.throttle),
      keeper_(config_.retry),
      answers_(config_.sharing) {
  if (authorization_->signs()) key_trial_.begin(config_.signing.prove_keys);
  watch_.tell(config_.observer);
  watch_.limiter_moved(limiter_.rate(), false);
  if (config_.network && endpoint_.tls) {
    throw std::invalid_argument("network: there is no TLS in memory, the endpoint has to be http://");
  }
  if (config_.network && proxy_) {
    throw std::invalid_argument("network: there is no proxy in memory, proxy.url has to be empty");
  }
  if (endpoint_.tls) tls_ = std::make_unique<net::tls_context>(config_.tls, endpoint_.host);
  if (auto const least = request_.size_of({}, {}, {}, *authorization_); least > config_.max_request_header) {
    throw std::invalid_argument("max_request_header: " + std::to_string(config_.max_request_header) +
                                " bytes are too few: a request with empty names takes " + std::to_string(least) +
                                " (a large token?)");
  }
}

engine::~engine() = default;

void engine::start(instance_ref ref, call_options const& options, completion target,
                   boost::asio::cancellation_slot slot, void const* owner, operation* what) {
  auto const objection =
      what == nullptr ? objection_to(ref.script(), ref.instance(), ref.workspace()) : std::optional<std::string>();
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
    mine.what = what;
    ++stats_.calls_started;
    watch_.call_began(mine, options);
    if (closed_ || draining_) {
      finish(mine, errc::client_closed, {}, finished);
    } else if (objection) {
      finish(mine, errc::invalid_reference, *objection, finished);
    } else if (what != nullptr && what->problem) {
      finish(mine, what->problem->code, what->problem->text, finished);
    } else if (!fits(mine)) {
      finish_too_large(mine, finished);
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
      if (what != nullptr || !share(mine, options.max_age(), now, finished)) {
        retry_budget_.call_begins();
        place(mine, now, finished);
      }
      // One that is over already must not keep the context running.
      if (mine.at != call::place::none) look_by(deadline);
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
    auto const now = clock_->now();
    interrupt(*which, errc::cancelled, place_of(*which), now, finished);
    serve_turns(now, finished);
    open_more(now);
    keep_watching();
  }
  finished.deliver(delivery::posted, executor_);
  rest_if_quiet();
}

void engine::cancel_all_of(void const* owner) {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    auto const now = clock_->now();
    for (auto& list : lists_) {
      for (auto at = list.begin(); at != list.end();) {
        call& each = *at++;
        if (each.owner == owner) interrupt(each, errc::cancelled, place_of(each), now, finished);
      }
    }
    serve_turns(now, finished);
    open_more(now);
    keep_watching();
  }
  finished.deliver(delivery::posted, executor_);
  rest_if_quiet();
}

void engine::close() noexcept {
  finished_calls finished;
  {
    std::lock_guard const lock(mutex_);
    if (!poller_) return;  // the context is gone
    closed_ = true;
    auto const now = clock_->now();
    for (auto& list : lists_) {
      while (!list.empty()) interrupt(list.front(), errc::client_closed, place_of(list.front()), now, finished);
    }
    for (auto const& each : connections_) {
      if (each) drop(*each, finished, close_reason::client_closed);
    }
    if (alarm_at_) alarm_->disarm();
    alarm_at_.reset();
    end_look_up();
    cancel_renewal();
    poller_->disarm();
    end_sleep();
    end_warm_ups_and_drains();
  }
  finished.deliver(delivery::posted, executor_);
}

void engine::abandon() noexcept {
  // Destroyed outside the lock: a coroutine that goes with its handler may own the client and close it.
  std::vector<completion> targets;
  std::vector<http::connection_ptr> connections;
  std::unique_ptr<net::readiness> poller;
  std::unique_ptr<clock::alarm> alarm;
  std::unique_ptr<boost::asio::ip::tcp::resolver> resolver;
  std::shared_ptr<renewal> renewing;
  std::vector<warm_up> warm_ups;
  std::vector<drain_target> drains;
  sleepers sleeping;
  {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    auto const now = clock_->now();
    // What belongs to the context goes while that still exists; the client may outlive it.
    poller = std::move(poller_);
    alarm = std::move(alarm_);
    resolver = std::move(resolver_);
    renewing = std::move(renewal_);
    warm_ups.swap(warm_ups_);
    drains.swap(drains_);
    sleeping.swap(sleepers_);
    for (auto& list : lists_) {
      for (auto& each : list) {
        watch_.interrupted(each, errc::client_closed, now);
        watch_.call_ended(each, failure(errc::client_closed), now);
        each.serial = 0;
        each.leader = each.next_follower = nullptr;
        each.at = call::place::none;
        targets.push_back(std::move(each.target));
      }
      list.clear();
    }
    leaders_.clear();
    for (auto& each : connections_) {
      if (!each) continue;
      each->current = nullptr;
      watch_.closed(*each, close_reason::client_closed);
      pool_.remove(each->slot());
      connections.push_back(std::move(each));
    }
    trim_workspaces();
    alarm_at_.reset();
  }
}

client_stats engine::stats() const {
  std::lock_guard const lock(mutex_);
  auto now = stats_;
  now.connections_open = pool_.open();
  now.connections_idle = pool_.idle();
  now.connections_opening = pool_.opening();
  now.calls_authorizing = list(call::place::authorizing).size();
  now.calls_waiting = list(call::place::waiting).size();
  now.calls_in_exchange = list(call::place::exchanging).size();
  now.calls_pausing = list(call::place::pausing).size();
  now.requests_per_second = limiter_.rate();
  return now;
}

failure::details engine::details_of(call const& which, std::string where) const {
  failure::details made;
  made.where = std::move(where);
  made.attempts = which.attempts;
  made.elapsed = clock_->now() - which.started;
  made.earlier = which.met;
  made.effect_unknown = which.unsettled;
  return made;
}

bool engine::fits(call const& which) const {
  auto const& ref = which.ref;
  auto const lines = observe::call_notes::size_of_lines(which.notes.trace);
  if (which.what == nullptr) {
    // Encoding a name makes it three times as long at most. That nearly always fits, so that it need not be read.
    constexpr std::size_t longest_encoded = 3;
    auto const fixed = request_.size_of({}, {}, ref.workspace(), *authorization_) + lines;
    auto const names = longest_encoded * (ref.script().size() + ref.instance().size());
    if (fixed + names <= config_.max_request_header) return true;
  }
  auto const size = which.what != nullptr
                        ? operation_request_.size_of_head(*which.what, *authorization_)
                        : request_.size_of(ref.script(), ref.instance(), ref.workspace(), *authorization_);
  return size + lines <= config_.max_request_header;
}

void engine::append_operation(std::string& out, call const& which) {
  operation_request_.append_head(out, *which.what, *authorization_, *clock_);
  which.notes.add_trace_lines(out);
  out += which.what->body;
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
  taken.retries = 0;
  taken.what = nullptr;
  taken.unsettled = false;
  taken.leads = false;
  taken.renewed = false;
  taken.waits_since = clock::time_point::min();
  taken.waited = {};
  taken.needs_fresh = false;
  taken.met.clear();
  return taken;
}

void engine::finish(call& which, result<script_instance> outcome, clock::time_point now, finished_calls& finished) {
  if (answers_.enabled() && which.what == nullptr && outcome.has_value()) answers_.keep(which.ref, *outcome, now);
  if (which.leads) finish_followers(which, outcome, now, finished);
  finish_alone(which, std::move(outcome), now, finished);
}

void engine::finish_alone(call& which, result<script_instance>&& outcome, clock::time_point now,
                          finished_calls& finished) {
  ++(outcome.has_value() ? stats_.calls_answered : stats_.calls_failed);
  watch_.call_ended(which, outcome, now);
  which.serial = 0;
  finished.add(which, std::move(outcome));
  free_calls_.push_back(&which);
}

void engine::finish(call& which, errc code, std::string where, finished_calls& finished) {
  finish(which, failure(code, details_of(which, std::move(where))), clock_->now(), finished);
}

void engine::finish_too_large(call& which, finished_calls& finished) {
  finish(which, errc::request_too_large, "limit " + std::to_string(config_.max_request_header) + " bytes", finished);
}

void engine::enter(call& which, call::place where) {
  which.at = where;
  list(where).push_back(which);
}

void engine::leave(call& which) noexcept {
  auto& from = list(which.at);
  from.erase(from.iterator_to(which));
  which.at = call::place::none;
}

std::string engine::place_of(call const& which) const {
  if (which.leader) return place_of(*which.leader);
  if (which.at == call::place::authorizing) return "while waiting for credentials, " + config_.auth_source->name();
  if (which.at == call::place::pausing) return "while pausing before the next attempt";
  if (which.exchange) return "while waiting for the answer of " + which.exchange->peer();
  if (pool_.opening() > 0 && pool_.open() == 0) return "while connecting to " + endpoint_.authority();
  auto const now = clock_->now();
  if (!key_trial_.may_send(list(call::place::exchanging).size())) {
    return "while waiting for a first signature to be accepted";
  }
  if (!is_authorized(now)) return "while waiting for credentials, " + config_.auth_source->name();
  if (limiter_.next(now) > now) return "while waiting for its turn under the rate limit";
  return pool_.opening() > 0 ? "while connecting to " + endpoint_.authority() : "while waiting for a connection";
}

}  // namespace dataarts
