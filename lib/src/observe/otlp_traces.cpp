#include "observe/otlp_value.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>

namespace dataarts::observe {

namespace json = boost::json;

namespace {

// Of `Span.SpanKind` and `Status.StatusCode`.
constexpr int kind_internal = 1;
constexpr int kind_client = 3;
constexpr int status_error = 2;
constexpr unsigned flag_sampled = 1;

void put_span(finished_span& into, span_context const& from) {
  into.trace = from.trace;
  into.id = from.span;
  into.parent = from.parent;
  into.state = from.state;
}

void put_phases(finished_span& into, connection_record const& from) {
  auto begin = from.began;
  if (from.resolved) {
    into.phases[index_of(phase::resolve)] = *from.resolved - begin;
    begin = *from.resolved;
  }
  if (!from.connected) return;
  into.phases[index_of(phase::connect)] = *from.connected - begin;
  if (from.tls && from.opened) into.phases[index_of(phase::tls)] = *from.opened - *from.connected;
}

void add_call(attributes& to, finished_span const& from) {
  to.number("dataarts.attempts", from.attempts);
  to.seconds("dataarts.paused", from.paused);
}

void add_attempt(attributes& to, finished_span const& from) {
  to.text("http.request.method", from.method);
  if (from.resend_count > 0) to.number("http.request.resend_count", from.resend_count);
  to.text("network.protocol.version", "1.1");
  if (!from.peer_address.empty()) {
    to.text("network.peer.address", from.peer_address);
    to.number("network.peer.port", from.peer_port);
  }
  to.number("http.request.size", static_cast<std::int64_t>(from.bytes_sent));
  to.number("http.response.size", static_cast<std::int64_t>(from.bytes_received));
  to.truth("dataarts.connection.reused", from.connection_reused);
  for (std::size_t i = 0; i < phases; ++i) {
    if (from.phases[i]) to.seconds("dataarts." + std::string(phase_names[i]), *from.phases[i]);
  }
}

json::object json_of(finished_span const& from) {
  json::object made;
  made.emplace("traceId", to_hex(from.trace));
  made.emplace("spanId", to_hex(from.id));
  if (is_set(from.parent)) made.emplace("parentSpanId", to_hex(from.parent));
  if (!from.state.empty()) made.emplace("traceState", from.state);
  made.emplace("flags", flag_sampled);
  auto const name =
      from.is_call ? std::string(from.operation) : std::string(from.method).append(1, ' ').append(from.url_template);
  made.emplace("name", name);
  made.emplace("kind", from.is_call ? kind_internal : kind_client);
  made.emplace("startTimeUnixNano", nanoseconds_text(from.begin));
  made.emplace("endTimeUnixNano", nanoseconds_text(from.end));
  attributes about;
  about.text("url.template", from.url_template);
  about.text("server.address", from.server_address);
  about.number("server.port", from.server_port);
  if (from.status != 0) about.number("http.response.status_code", from.status);
  if (from.error) about.text("error.type", to_string(*from.error));
  about.text("dataarts.service_code", from.service_code);
  about.text("dataarts.request_id", from.request_id);
  about.seconds("dataarts.waited", from.waited);
  if (from.is_call) {
    add_call(about, from);
  } else {
    add_attempt(about, from);
  }
  made.emplace("attributes", about.take());
  json::object status;
  if (from.error) status.emplace("code", status_error);
  made.emplace("status", std::move(status));
  return made;
}

template <class Record>
void name_operation(finished_span& made, Record const& record) {
  made.operation = record.operation;
  made.method = record.http_request_method;
  made.url_template = record.url_template;
}

}  // namespace

finished_span span_of(call_record const& record) {
  finished_span made;
  put_span(made, *record.span);
  made.is_call = true;
  name_operation(made, record);
  made.end = record.wall_now;
  made.begin = made.end - std::chrono::duration_cast<clock::wall_time::duration>(record.now - record.began);
  made.error = record.error;
  made.status = record.http_status;
  made.server_address = record.server_address;
  made.server_port = record.server_port;
  made.service_code = record.service_code;
  made.request_id = record.request_id;
  made.attempts = record.attempts;
  made.paused = record.paused;
  made.waited = record.waited;
  return made;
}

finished_span span_of(attempt_record const& record) {
  finished_span made;
  put_span(made, *record.span);
  name_operation(made, record);
  auto const begin = record.sent.value_or(record.queued);
  made.end = record.wall_now;
  made.begin = made.end - std::chrono::duration_cast<clock::wall_time::duration>(record.now - begin);
  made.error = record.error;
  made.status = record.http_status;
  made.service_code = record.service_code;
  made.request_id = record.request_id;
  made.resend_count = record.resend_count;
  made.connection_reused = record.connection_reused;
  made.bytes_sent = record.bytes_sent;
  made.bytes_received = record.bytes_received;
  made.waited = record.sent.value_or(record.now) - record.queued;
  if (record.first_byte) made.phases[index_of(phase::first_byte)] = *record.first_byte - *record.sent;
  if (record.connection != nullptr) {
    auto const& used = *record.connection;
    made.server_address = used.server_address;
    made.server_port = used.server_port;
    made.peer_address = used.network_peer_address;
    made.peer_port = used.network_peer_port;
    if (!record.connection_reused) put_phases(made, used);
  }
  return made;
}

std::string traces_body(attribute_list const& resource, std::span<finished_span const> spans) {
  json::array list;
  for (auto const& each : spans) list.push_back(json_of(each));
  return json::serialize(envelope(resource, "resourceSpans", "scopeSpans", "spans", std::move(list)));
}

refused_part read_refused_part(std::string_view body) {
  refused_part found;
  json::error_code error;
  auto const read = json::parse(json::string_view(body.data(), body.size()), error);
  auto const* const whole = error ? nullptr : read.if_object();
  auto const* const part = whole != nullptr ? whole->if_contains("partialSuccess") : nullptr;
  auto const* const members = part != nullptr ? part->if_object() : nullptr;
  if (members == nullptr) return found;
  for (auto const* const name : {"rejectedSpans", "rejectedDataPoints"}) {
    auto const* const count = members->if_contains(name);
    if (count == nullptr) continue;
    if (auto const* const text = count->if_string()) {
      std::from_chars(text->data(), text->data() + text->size(), found.count);
    } else if (auto const* const number = count->if_int64(); number != nullptr && *number > 0) {
      found.count = static_cast<std::uint64_t>(*number);
    }
  }
  if (auto const* const message = members->if_contains("errorMessage")) {
    if (auto const* const text = message->if_string()) found.message.assign(text->data(), text->size());
  }
  return found;
}

}  // namespace dataarts::observe
