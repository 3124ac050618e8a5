#include "observe/call_watch.hpp"

#include "call.hpp"
#include "engine.hpp"
#include "http/connection.hpp"
#include "scripts/operation.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <sys/socket.h>

#include <chrono>
#include <utility>

namespace dataarts::observe {

namespace {

using tcp = boost::asio::ip::tcp;

template <class Record>
void name_operation(Record& record, call const& which) {
  if (which.what == nullptr) return;
  auto const& kind = *which.what->kind;
  record.operation = kind.name;
  record.http_request_method = kind.method;
  record.url_template = kind.url_template;
}

errc code_of(failure const& why) noexcept { return static_cast<errc>(why.code().value()); }

}  // namespace

bool call_watch::is_traced(call const& which) noexcept { return which.notes.trace != nullptr; }

std::string_view call_watch::without_secrets(std::string& room, std::string_view text) const {
  if (text.empty()) return text;
  room.assign(text);
  engine_.hide_secrets(room);
  return room;
}

/// The instant may be some time ago: between the last byte of an answer and its hooks that is decoded.
clock::wall_time call_watch::time_of_day(clock::time_point when) const {
  auto const ago = engine_.now() - when;
  return engine_.wall_now() - std::chrono::duration_cast<clock::wall_time::duration>(ago);
}

attempt_record call_watch::record_of(call const& which, clock::time_point now) const {
  attempt_record made;
  made.call = which.serial;
  name_operation(made, which);
  made.resend_count = which.attempts - 1;
  made.queued = which.notes.queued;
  made.now = now;
  if (tells_time_of_day_) made.wall_now = time_of_day(now);
  return made;
}

call_record call_watch::whole_record_of(call const& which, clock::time_point now) const {
  call_record made;
  made.call = which.serial;
  name_operation(made, which);
  made.server_address = engine_.endpoint().host;
  made.server_port = engine_.endpoint().port;
  made.ref = &which.ref;
  made.attempts = which.attempts;
  made.waited = which.notes.waited;
  made.paused = which.notes.paused;
  made.began = which.started;
  made.now = now;
  if (tells_time_of_day_) made.wall_now = time_of_day(now);
  return made;
}

connection_record call_watch::record_of(http::connection const& which, clock::time_point now) const {
  connection_record made;
  made.number = which.tag() >> 32U;
  made.server_address = engine_.endpoint().host;
  made.server_port = engine_.endpoint().port;
  made.network_peer_address = which.notes.peer_address;
  made.network_peer_port = which.notes.peer_port;
  made.tls = engine_.endpoint().tls;
  made.began = which.notes.began;
  made.resolved = which.notes.resolved;
  made.connected = which.notes.connected;
  made.opened = which.notes.opened;
  made.now = now;
  return made;
}

template <class Record>
void call_watch::describe(Record& record, call const& which, result<script_instance> const& outcome) {
  if (outcome.has_value() && which.what != nullptr) {
    record.http_status = which.what->base.http_status;
    record.request_id = which.what->base.request_id;
    return;
  }
  if (outcome.has_value()) {
    record.http_status = 200;
    record.request_id = without_secrets(request_id_, outcome->request_id());
    return;
  }
  auto const& why = outcome.error();
  record.error = code_of(why);
  record.http_status = why.http_status();
  record.service_code = without_secrets(service_code_, why.service_code());
  record.request_id = without_secrets(request_id_, why.request_id());
}

void call_watch::call_began(call& which, call_options const& options) {
  auto& notes = which.notes;
  notes.trace = options.shared_trace();
  notes.forget_attempt_span();
  if (!observer_ && !notes.trace) return;
  if (!notes.trace) {
    if (auto own = observer_->begin_trace()) notes.trace = std::make_shared<trace_context const>(std::move(*own));
  }
  if (notes.trace) {
    if (!ids_) ids_ = std::make_unique<span_ids>();
    notes.own_span = ids_->next_span();
  }
  if (!observer_) return;
  notes.queued = which.started;
  notes.waited = notes.paused = {};
  auto record = whole_record_of(which, which.started);
  auto const span = notes.trace ? notes.span_of_call() : span_context();
  if (notes.trace) record.span = &span;
  observer_->call_began(record);
}

void call_watch::begin_span(call_notes& notes) {
  if (notes.trace) {
    notes.begin_attempt_span(ids_->next_span());
  } else {
    notes.forget_attempt_span();
  }
}

void call_watch::begin_attempt(http::connection const& which, call& what) {
  auto& notes = what.notes;
  begin_span(notes);
  if (!observer_) return;
  notes.first_byte.reset();
  notes.bytes_received = 0;
  notes.waited += what.sent - notes.queued;
  auto record = record_of(what, what.sent);
  auto const span = notes.attempt_trace ? notes.span_of_attempt() : span_context();
  if (notes.attempt_trace) record.span = &span;
  auto const connection = record_of(which, record.now);
  record.connection = &connection;
  record.connection_reused = which.exchanges > 0;
  record.sent = what.sent;
  observer_->attempt_began(record);
}

void call_watch::note_received(call& which, std::size_t size, clock::time_point now) {
  if (!which.notes.first_byte) which.notes.first_byte = now;
  which.notes.bytes_received += size;
}

void call_watch::end_attempt(http::connection const* which, call& what, result<script_instance> const& outcome,
                             clock::time_point now) {
  auto& notes = what.notes;
  auto record = record_of(what, now);
  describe(record, what, outcome);
  auto const span = notes.attempt_trace ? notes.span_of_attempt() : span_context();
  if (notes.attempt_trace) record.span = &span;
  auto const connection = record_of(*which, record.now);
  record.connection = &connection;
  record.connection_reused = which->exchanges > 0;
  record.bytes_sent = which->bytes_sent();
  record.bytes_received = notes.bytes_received;
  record.sent = what.sent;
  record.first_byte = notes.first_byte;
  // What follows, another attempt or a pause, begins here.
  notes.queued = record.now;
  observer_->attempt_ended(record);
}

void call_watch::fail_attempt(http::connection const* which, call& what, errc why, clock::time_point now) {
  auto& notes = what.notes;
  auto record = record_of(what, now);
  record.error = why;
  begin_span(notes);
  auto const span = notes.attempt_trace ? notes.span_of_attempt() : span_context();
  if (notes.attempt_trace) record.span = &span;
  auto const connection = record_of(*which, record.now);
  record.connection = &connection;
  notes.waited += record.now - notes.queued;
  notes.queued = record.now;
  observer_->attempt_ended(record);
}

void call_watch::end_pause(call& which, clock::time_point now) {
  which.notes.paused += now - which.notes.queued;
  which.notes.queued = now;
}

void call_watch::interrupt(call& which, errc why, clock::time_point now) {
  if (which.exchange != nullptr) {
    end_attempt(which.exchange, which, failure(why), now);
    return;
  }
  auto& notes = which.notes;
  (which.at == call::place::pausing ? notes.paused : notes.waited) += now - notes.queued;
  notes.queued = now;
}

void call_watch::handed_over(call& from, call& heir, clock::time_point now) {
  heir.notes.take_attempt(from.notes);
  if (observer_) share_out(from, heir, now);
}

void call_watch::share_out(call& from, call& heir, clock::time_point now) {
  auto& given = from.notes;
  auto& taken = heir.notes;
  bool const waits = from.at == call::place::waiting || from.at == call::place::authorizing;
  // To follow was to wait; in the same place it goes on waiting.
  if (!waits) {
    taken.waited += now - taken.queued;
    taken.queued = heir.exchange != nullptr ? given.queued : now;
  }
  if (heir.exchange == nullptr) (waits ? given.waited : given.paused) += now - given.queued;
  given.queued = now;
}

void call_watch::end_call(call& which, result<script_instance> const& outcome, clock::time_point now) {
  auto record = whole_record_of(which, now);
  // What ends a call without an attempt that ended just now, ends its waiting.
  record.waited += record.now - which.notes.queued;
  describe(record, which, outcome);
  auto const span = which.notes.trace ? which.notes.span_of_call() : span_context();
  if (which.notes.trace) record.span = &span;
  observer_->call_ended(record);
}

void call_watch::note_opening(http::connection& which) { which.notes.began = engine_.now(); }

void call_watch::note_resolved(http::connection& which) { which.notes.resolved = engine_.now(); }

void call_watch::note_connected(http::connection& which, int socket) {
  which.notes.connected = engine_.now();
  tcp::endpoint peer;
  auto size = static_cast<socklen_t>(peer.capacity());
  if (::getpeername(socket, peer.data(), &size) != 0) return;
  peer.resize(size);
  which.notes.peer_address = peer.address().to_string();
  which.notes.peer_port = peer.port();
}

void call_watch::tell_opened(http::connection& which, clock::time_point now) {
  which.notes.opened = now;
  observer_->connection_opened(record_of(which, now));
}

void call_watch::tell_failed(http::connection& which, errc why, clock::time_point now) {
  which.notes.told = true;
  observer_->connection_failed(record_of(which, now), why);
}

void call_watch::tell_closed(http::connection& which, close_reason why) {
  if (std::exchange(which.notes.told, true)) return;
  auto const record = record_of(which, engine_.now());
  if (record.opened) {
    observer_->connection_closed(record, why);
  } else {
    observer_->connection_failed(record, why == close_reason::client_closed ? errc::client_closed : errc::cancelled);
  }
}

void call_watch::tell_expired(http::connection& which) {
  auto const age = engine_.now() - *which.notes.opened;
  tell_closed(which, age >= engine_.config().connection_max_age ? close_reason::max_age : close_reason::idle_timeout);
}

close_reason call_watch::reason_after(result<script_instance> const& outcome) noexcept {
  if (outcome.has_value()) return close_reason::not_kept_alive;
  auto const& why = outcome.error();
  bool const readable = why == errc::unexpected_status || why == condition::rejected || why == condition::server_error;
  return readable && why != condition::connection_lost ? close_reason::not_kept_alive : close_reason::error;
}

void call_watch::tell_rate(double rate, bool refused) {
  rate_ = rate;
  limiter_record record;
  record.server_address = engine_.endpoint().host;
  record.server_port = engine_.endpoint().port;
  record.requests_per_second = rate;
  record.throttled = refused;
  observer_->limiter_changed(record);
}

}  // namespace dataarts::observe
