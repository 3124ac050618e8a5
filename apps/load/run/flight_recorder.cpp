#include "run/flight_recorder.hpp"

#include <dataarts/script_instance.hpp>

#include <utility>

namespace dataarts::load {
namespace {

constexpr std::size_t first_places = 1024;

std::int64_t ns_of(clock::duration value) noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(value).count();
}

run_state state_of(script_instance const& answer) noexcept {
  switch (answer.status()) {
    case run_status::launching:
      return run_state::launching;
    case run_status::running:
      return run_state::running;
    case run_status::finished:
      return run_state::finished;
    case run_status::failed:
      return run_state::failed;
    default:
      return run_state::other;
  }
}

std::size_t status_class(int status) noexcept {
  constexpr int per_class = 100;
  constexpr int classes = 6;
  auto const found = status / per_class;
  return found > 0 && found < classes ? static_cast<std::size_t>(found) : 0;
}

}  // namespace

flight_recorder::flight_recorder(bool obeys)
    : current_(std::make_unique<measurement>()), by_call_(first_places), obeys_(obeys) {}

void flight_recorder::place(flight& what) {
  for (;;) {
    auto& there = by_call_[what.call & (by_call_.size() - 1)];
    if (there == nullptr) {
      there = &what;
      return;
    }
    // An old call is still under way where this one belongs.
    std::vector<flight*> larger(by_call_.size() * 2);
    for (auto* const each : by_call_) {
      if (each != nullptr) larger[each->call & (larger.size() - 1)] = each;
    }
    by_call_ = std::move(larger);
  }
}

void flight_recorder::forget(flight const& what) noexcept {
  auto& there = by_call_[what.call & (by_call_.size() - 1)];
  if (there == &what) there = nullptr;
}

void flight_recorder::call_began(call_record const& record) noexcept {
  auto* const mine = std::exchange(starting_, nullptr);
  if (mine == nullptr) return;
  mine->call = record.call;
  mine->began = record.began;
  mine->was_sent = false;
  mine->http_status = 0;
  place(*mine);
  ++in_flight_;
  if (counts(*mine)) current_->lag.record(ns_of(mine->began - mine->planned));
}

void flight_recorder::call_ended(call_record const& record) noexcept {
  auto* const mine = find(record.call);
  if (mine == nullptr) return;
  mine->ended = record.now;
  mine->http_status = record.http_status;
}

void flight_recorder::attempt_began(attempt_record const& record) noexcept {
  auto* const mine = find(record.call);
  if (mine == nullptr) return;
  auto const first = !mine->was_sent;
  mine->sent = record.now;
  mine->was_sent = true;
  if (!counts(*mine)) return;
  auto& wire = current_->wire;
  ++wire.requests_sent;
  if (record.connection_reused) ++wire.on_reused;
  if (!first) ++wire.stale_repeats;
  if (mine->purpose == flight_purpose::execute) ++current_->runs.executes;
  if (mine->purpose == flight_purpose::poll) ++current_->runs.polls;
  if (first) current_->phases.queue.record(ns_of(mine->sent - mine->began));
}

void flight_recorder::attempt_ended(attempt_record const& record) noexcept {
  auto* const mine = find(record.call);
  if (mine == nullptr || !counts(*mine)) return;
  auto& wire = current_->wire;
  wire.bytes_sent += record.bytes_sent;
  wire.bytes_received += record.bytes_received;
  if (record.sent && record.first_byte) current_->phases.first_byte.record(ns_of(*record.first_byte - *record.sent));
}

void flight_recorder::connection_opened(connection_record const& record) noexcept {
  ++connections_open_;
  ++current_->wire.connections_opened;
  auto& phases = current_->phases;
  auto const looked_up = record.resolved.value_or(record.began);
  if (record.resolved) phases.dns.record(ns_of(*record.resolved - record.began));
  if (!record.connected) return;
  phases.connect.record(ns_of(*record.connected - looked_up));
  if (record.tls && record.opened) phases.tls.record(ns_of(*record.opened - *record.connected));
}

void flight_recorder::connection_closed(connection_record const&, close_reason why) noexcept {
  --connections_open_;
  auto& wire = current_->wire;
  switch (why) {
    case close_reason::server_closed:
    case close_reason::not_kept_alive:
      ++wire.closed_by_server;
      break;
    case close_reason::error:
      ++wire.closed_broken;
      break;
    case close_reason::idle_timeout:
    case close_reason::max_age:
    case close_reason::interrupted:
    case close_reason::client_closed:
      ++wire.closed_by_client;
      break;
  }
}

void flight_recorder::connection_failed(connection_record const&, errc why) noexcept {
  if (why != errc::cancelled) ++current_->wire.connections_failed;
}

void flight_recorder::end(flight& what, dataarts::result<script_instance> const& answer) {
  if (answer.has_error()) {
    auto const why = answer.error();
    end(what, &why);
    return;
  }
  if (counts(what)) ++current_->states[static_cast<std::size_t>(state_of(*answer))];
  note(what, outcome::answered);
}

void flight_recorder::end(flight& what, failure const* why) {
  if (why == nullptr) {
    note(what, outcome::answered);
    return;
  }
  auto const asked = why->retry_after();
  if (asked && counts(what)) ++current_->wire.retry_after;
  auto became = outcome_of(*why);
  if (asked && obeys_ && became == outcome::throttled) held_back_.hold(what.ended, *asked);
  if (became == outcome::pool_wait_timeout && held_back_.lasts_beyond(what.began)) became = outcome::held_back;
  // Only the first of each class costs the making of its message.
  auto const place = static_cast<std::size_t>(became);
  if (!what.warmup && !told_[place] && is_error(became)) {
    told_.set(place);
    current_->note_failure(became, why->message());
  }
  note(what, became);
}

void flight_recorder::count_held_back(clock::time_point now) noexcept {
  current_->wire.held_back_ns += static_cast<std::uint64_t>(held_back_.take(now).count());
}

void flight_recorder::note(flight& what, outcome became) {
  forget(what);
  --in_flight_;
  if (!counts(what)) return;
  auto const response = ns_of(what.ended - what.planned);
  current_->end(became, response, what.was_sent ? ns_of(what.ended - what.sent) : -1);
  if (what.was_sent) ++current_->status_classes[status_class(what.http_status)];
}

void flight_recorder::drop(flight const& what) {
  if (counts(what)) current_->end(outcome::dropped_by_generator, 0, -1);
}

std::unique_ptr<measurement> flight_recorder::exchange(std::unique_ptr<measurement> empty) noexcept {
  std::swap(current_, empty);
  return empty;
}

}  // namespace dataarts::load
