// What the engine does with connections: who gets one, what becomes of it afterwards.

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"
#include "throttle/throttle_text.hpp"

#include <algorithm>
#include <utility>

namespace dataarts {

namespace {

/// An idle connection is looked at before it is used again only if it was idle for longer than this: in a busy client
/// the look would cost a system call per query, and the repetition on a fresh connection covers the rest.
constexpr auto trusted_idle_time = std::chrono::milliseconds(10);

/// True if it must not be sent a second time as long as nobody knows what came of the first time.
bool once_only(call const& which) noexcept { return which.what != nullptr && !which.what->kind->repeatable; }

/// What it takes to make a connection, about.
constexpr auto connecting_time = std::chrono::milliseconds(100);

}  // namespace

void engine::opened(http::connection& which, finished_calls& finished) {
  auto const now = clock_->now();
  ++stats_.connections_opened;
  pool_.opened(which.slot(), now);
  watch_.opened(which, now);
  if (!warm_ups_.empty()) note_opening(which.tag(), nullptr, now);
  serve_waiting(which, now, finished);
}

void engine::open_failed(http::connection& which, open_error const& why, finished_calls& finished) {
  auto const now = clock_->now();
  ++stats_.connect_failures;
  auto const tag = which.tag();
  watch_.open_failed(which, why.code, now);
  drop(which, finished);
  // As long as another connection is open or being opened, those who wait have a chance.
  bool const hopeless = pool_.open() == 0 && pool_.opening() == 0;
  if (!warm_ups_.empty()) note_opening(tag, &why, now);
  auto& waiting = list(call::place::waiting);
  // One connection failed: the budget pays once, however many waited for it.
  auto charge = budget::pays;
  for (auto at = waiting.begin(); at != waiting.end();) {
    call& each = *at++;
    if (!hopeless && !each.needs_fresh) continue;
    leave(each);
    end_wait(each, now);
    ++each.attempts;
    auto details = details_of(each, why.where);
    details.cause = why.cause;
    watch_.attempt_failed(which, each, why.code, now);
    if (settle(each, failure(why.code, std::move(details)), now, charge, finished)) charge = budget::has_paid;
  }
  if (!hopeless) serve_turns(now, finished);
}

void engine::exchange_done(http::connection& which, exchange_report&& report, finished_calls& finished) {
  call& mine = *which.current;
  which.current = nullptr;
  mine.exchange = nullptr;
  leave(mine);
  auto const now = report.ended;
  watch_.attempt_ended(which, mine, report.outcome, now);

  bool const stale =
      report.outcome.has_error() && !report.answered && which.exchanges > 0 && !mine.needs_fresh && !mine.unsettled;
  if (stale) {
    // The server closed a connection that it had kept: no fault of this request, which it has not answered.
    drop(which, finished, close_reason::server_closed);
    ++stats_.stale_retries;
    note_attempt(mine, report.outcome.error(), now);
    mine.needs_fresh = true;
    if (!authorize(mine, now, finished)) {
      open_more(now);
      return;
    }
    wait(mine, list(call::place::waiting).begin(), now);
    open_more(now);
    return;
  }
  ++which.exchanges;
  bool const others_may_go = note_signature(mine, report);
  auto const refused_for_rate = report.outcome.has_error() && report.outcome.error() == errc::throttled;
  if (refused_for_rate) {
    auto const& why = report.outcome.error();
    ++stats_.throttled;
    // A pause that no call would take is not imposed on all of them.
    auto pause = why.retry_after();
    if (pause > config_.retry.max_retry_after) pause.reset();
    limiter_.refused(mine.sent, now, throttle::rate_in(why.service_message()), pause);
  } else if (report.answered) {
    limiter_.answered(now);
  }
  watch_.limiter_moved(limiter_.rate(), refused_for_rate);
  auto const closing = observe::call_watch::reason_after(report.outcome);
  if (report.outcome.has_value()) {
    finish(mine, std::move(report.outcome), now, finished);
  } else if (!renew_for(mine, report.outcome.error(), now, finished)) {
    settle(mine, std::move(report.outcome).error(), now, budget::pays, finished);
  }
  // What goes on now is not sent when the answer came, but after that was decoded.
  auto const next = list(call::place::waiting).empty() ? now : clock_->now();
  if (report.reusable && pool_.fit_for_reuse(which.slot(), next)) {
    serve_waiting(which, next, finished);
  } else {
    drop(which, finished, closing);
    open_more(next);
  }
  if (others_may_go) {
    serve_turns(next, finished);
    open_more(next);
  }
}

void engine::idle_lost(http::connection& which, finished_calls& finished) {
  drop(which, finished, close_reason::server_closed);
}

void engine::place(call& which, clock::time_point now, finished_calls& finished) {
  close_expired(now, finished);
  if (!authorize(which, now, finished)) return;
  // Who waits for a turn goes first.
  if (!waits_for_turn() && may_send(now) && begin_on_idle(which, now, finished)) return;
  if (refuse_if_full(which, finished)) return;
  wait(which, list(call::place::waiting).end(), now);
  expect_next_turn(now);
  open_more(now);
}

bool engine::refuse_if_full(call& which, finished_calls& finished) {
  // The queries of a stream are limited by its concurrency.
  if (which.owner != nullptr || which.attempts > 0) return false;
  // A connection that is not busy yet will take one of those that wait.
  auto const outstanding =
      list(call::place::exchanging).size() + list(call::place::waiting).size() + list(call::place::authorizing).size();
  if (outstanding < config_.max_connections || outstanding - config_.max_connections < config_.max_waiting_calls) {
    return false;
  }
  finish(which, errc::queue_full, "limit " + std::to_string(config_.max_waiting_calls) + " calls", finished);
  return true;
}

void engine::wait(call& which, call_list::iterator const& before, clock::time_point now) {
  which.at = call::place::waiting;
  list(call::place::waiting).insert(before, which);
  be_patient(which, now);
}

void engine::be_patient(call& which, clock::time_point since) {
  which.waits_since = since;
  which.impatient_at = clock::time_point::max();
  if (!config_.max_wait) return;
  which.impatient_at = since + (std::min<clock::duration>(*config_.max_wait, longest_timeout) - which.waited);
  look_by(which.impatient_at);
}

void engine::end_wait(call& which, clock::time_point now) noexcept {
  which.waited += now - which.waits_since;
  which.waits_since = clock::time_point::min();
}

bool engine::may_send(clock::time_point now) {
  if (!may_authorize(now)) return false;
  auto const next = limiter_.next(now);
  if (next <= now) return true;
  wake_at(next);
  return false;
}

void engine::serve_turns(clock::time_point now, finished_calls& finished) {
  if (gives_up(now)) refuse_waiting(now, finished);
  // A request that fails as it is sent leads back here: the round under way goes on with what it left.
  if (serves_turns_) return;
  serves_turns_ = true;
  close_expired(now, finished);
  auto& waiting = list(call::place::waiting);
  // Calls that need a fresh connection stand at the front, and are served when that is there.
  auto const first = [&] {
    return std::find_if(waiting.begin(), waiting.end(), [](call const& each) { return !each.needs_fresh; });
  };
  while (pool_.idle() > 0 && first() != waiting.end() && may_send(now)) {
    call& mine = *first();
    leave(mine);
    if (begin_on_idle(mine, now, finished)) continue;
    // It never stopped waiting.
    mine.at = call::place::waiting;
    waiting.insert(first(), mine);
    break;
  }
  serves_turns_ = false;
  expect_next_turn(now);
}

bool engine::begin_on_idle(call& which, clock::time_point now, finished_calls& finished) {
  while (auto const slot = pool_.take_idle(now)) {
    http::connection& candidate = *connections_[*slot];
    // What must not be sent twice is not sent over a connection that the server may have closed.
    bool const doubtful = pool_.idle_for(*slot, now) > trusted_idle_time || once_only(which);
    if (doubtful && !candidate.is_quiet()) {
      drop(candidate, finished, close_reason::server_closed);
      continue;
    }
    begin(candidate, which, now, finished);
    return true;
  }
  return false;
}

void engine::begin(http::connection& which, call& what, clock::time_point now, finished_calls& finished) {
  what.exchange = &which;
  which.current = &what;
  ++what.attempts;
  ++stats_.requests_sent;
  what.sent = now;
  what.unsettled = once_only(what);
  what.credentials = keeper_.serial();
  if (what.waits_since != clock::time_point::min()) end_wait(what, what.sent);
  limiter_.sent(what.sent);
  watch_.attempt_began(which, what);
  enter(what, call::place::exchanging);
  which.exchange(what, finished);
}

void engine::serve_waiting(http::connection& which, clock::time_point now, finished_calls& finished) {
  if (call* const next = next_waiting_for(which, now)) {
    leave(*next);
    begin(which, *next, now, finished);
  } else {
    pool_.give_back(which.slot(), now);
  }
  expect_next_turn(now);
}

void engine::expect_next_turn(clock::time_point now) {
  if (limiter_.next(now) > now && waits_for_turn()) wake_at(limiter_.next(now));
}

bool engine::waits_for_turn() const noexcept {
  auto const& waiting = list(call::place::waiting);
  // Those that need a fresh connection stand at the front, and had their turn.
  return !waiting.empty() && !waiting.back().needs_fresh;
}

call* engine::next_waiting_for(http::connection const& which, clock::time_point now) {
  // Calls that need a fresh connection stand at the front and are few. They had their turn.
  for (auto& each : list(call::place::waiting)) {
    if (!each.needs_fresh) return may_send(now) ? &each : nullptr;
    if (which.exchanges > 0) continue;
    if (may_authorize(now)) return &each;
    // It waits for its turn as all others do.
    each.needs_fresh = false;
    return nullptr;
  }
  return nullptr;
}

void engine::open_more(clock::time_point now) {
  auto wanted = list(call::place::waiting).size();
  if (limiter_.rate() > 0) {
    // Those that wait for their turn need no connection yet: as many as may be sent while connections are made.
    auto const soon = limiter_.rate() * std::chrono::duration<double>(connecting_time).count() + 1;
    if (static_cast<double>(wanted) > soon) wanted = static_cast<std::size_t>(soon);
    wanted -= std::min(wanted, pool_.idle());
    // Those that had their turn already, and found that their connection was closed.
    std::size_t repeated = 0;
    for (auto const& each : list(call::place::waiting)) {
      if (!each.needs_fresh) break;
      ++repeated;
    }
    wanted = std::max(wanted, repeated);
  }
  if (!is_authorized(now)) wanted -= std::min(wanted, pool_.idle());
  while (pool_.should_open(wanted)) open_connection(now);
}

void engine::open_connection(clock::time_point now) {
  auto const slot = pool_.begin_open();
  auto const tag = (++connection_serial_ << 32U) | slot;
  connections_[slot].reset(new http::connection(*this, slot, tag));
  auto& made = *connections_[slot];
  made.open_deadline = now + std::min(config_.connect_timeout, longest_timeout);
  look_by(made.open_deadline);
  watch_.opening(made);
  made.open();
}

void engine::look_up(std::uint64_t tag) {
  looking_up_.push_back(tag);
  if (resolver_) return;
  resolver_ = std::make_unique<boost::asio::ip::tcp::resolver>(executor_);
  resolver_->async_resolve(
      dialled().host, std::to_string(dialled().port), boost::asio::ip::tcp::resolver::numeric_service,
      [weak = weak_from_this(), serial = ++look_up_serial_](boost::system::error_code error,
                                                            boost::asio::ip::tcp::resolver::results_type const& found) {
        auto const self = weak.lock();
        if (!self) return;
        self->handle([&](finished_calls& finished) {
          if (!self->resolver_ || self->look_up_serial_ != serial) return;
          auto const waiting = std::exchange(self->looking_up_, {});
          self->end_look_up();
          for (auto const each : waiting) {
            if (auto* const which = self->find(each)) which->resolved(error, found, finished);
          }
        });
      });
}

void engine::end_look_up() noexcept {
  resolver_.reset();
  looking_up_.clear();
}

void engine::drop(http::connection& which, finished_calls& finished, close_reason why) {
  watch_.closed(which, why);
  which.close();
  pool_.remove(which.slot());
  trim_workspaces();
  finished.bury(std::move(connections_[which.slot()]));
}

void engine::interrupt(call& which, errc code, std::string where, clock::time_point now, finished_calls& finished) {
  auto const end = [&] { finish(which, failure(code, details_of(which, std::move(where))), now, finished); };
  if (which.leader) stop_following(which);
  if (code != errc::client_closed && which.leads && hand_over(which, now)) {
    end();
    return;
  }
  watch_.interrupted(which, code, now);
  if (which.exchange) {
    http::connection& used = *which.exchange;
    // What came says enough, even if the rest never does.
    bool const refused = used.answer_status() == 401 && authorization_->signs();
    if (refused && which.credentials == keeper_.serial()) note_refusal("HTTP 401 without the rest of the answer");
    if (used.bytes_sent() == 0) which.unsettled = false;
    used.current = nullptr;
    which.exchange = nullptr;
    leave(which);
    drop(used, finished, code == errc::client_closed ? close_reason::client_closed : close_reason::interrupted);
  } else {
    leave(which);
  }
  end();
}

void engine::close_expired(clock::time_point now, finished_calls& finished) {
  while (auto const slot = pool_.take_expired(now)) {
    watch_.expired(*connections_[*slot]);
    connections_[*slot]->close();
    finished.bury(std::move(connections_[*slot]));
    trim_workspaces();
  }
}

void engine::trim_workspaces() noexcept { workspaces_.keep_at_most(pool_.open() + pool_.opening()); }

}  // namespace dataarts
