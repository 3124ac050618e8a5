#include "observe/json_lines.hpp"

#include "observe/json_object.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace dataarts::observe {

namespace {

std::string timestamp(clock::wall_time when) {
  std::string text;
  append_timestamp(text, when);
  return text;
}

void add_outcome(json_object& to, std::optional<errc> error, int status, std::string_view service_code,
                 std::string_view request_id) {
  if (error) {
    to.text("outcome", "error");
    to.text("error_type", to_string(*error));
  } else {
    to.text("outcome", "ok");
  }
  if (status != 0) to.number("http_status", status);
  to.foreign_text("service_code", service_code);
  to.foreign_text("request_id", request_id);
}

void add_span(json_object& to, span_context const* span) {
  if (span == nullptr) return;
  to.text("trace_id", to_hex(span->trace));
  to.text("span_id", to_hex(span->span));
  if (is_set(span->parent)) to.text("parent_span_id", to_hex(span->parent));
}

void add_connection(json_object& to, connection_record const& from, bool reused) {
  to.number("connection", from.number);
  to.truth("connection_reused", reused);
  to.foreign_text("server_address", from.server_address);
  to.number("server_port", from.server_port);
  if (!from.network_peer_address.empty()) {
    to.text("network_peer_address", from.network_peer_address);
    to.number("network_peer_port", from.network_peer_port);
  }
  if (reused) return;
  auto begin = from.began;
  if (from.resolved) {
    to.seconds("resolve", *from.resolved - begin);
    begin = *from.resolved;
  }
  if (!from.connected) return;
  to.seconds("connect", *from.connected - begin);
  if (from.tls && from.opened) to.seconds("tls", *from.opened - *from.connected);
}

}  // namespace

void append_timestamp(std::string& out, clock::wall_time when) {
  using namespace std::chrono;
  auto const day = floor<days>(when);
  year_month_day const date(day);
  hh_mm_ss const time(floor<microseconds>(when - day));
  std::array<char, 64> room{};
  auto const size =
      std::snprintf(room.data(), room.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                    static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  out.append(room.data(), static_cast<std::size_t>(size));
}

std::string line_of(call_record const& record, bool with_names) {
  std::string line;
  json_object call(line);
  call.text("event", "call");
  call.text("time", timestamp(record.wall_now));
  call.number("call", record.call);
  call.text("operation", record.operation);
  call.text("url_template", record.url_template);
  call.foreign_text("server_address", record.server_address);
  call.number("server_port", record.server_port);
  if (with_names) {
    call.foreign_text("script_name", record.ref->script());
    call.foreign_text("instance_id", record.ref->instance());
    call.foreign_text("workspace", record.ref->workspace());
  }
  add_outcome(call, record.error, record.http_status, record.service_code, record.request_id);
  call.number("attempts", record.attempts);
  call.seconds("duration", record.now - record.began);
  call.seconds("waited", record.waited);
  call.seconds("paused", record.paused);
  add_span(call, record.span);
  call.end();
  return line += '\n';
}

std::string line_of(attempt_record const& record) {
  std::string line;
  json_object attempt(line);
  attempt.text("event", "attempt");
  attempt.text("time", timestamp(record.wall_now));
  attempt.number("call", record.call);
  attempt.text("operation", record.operation);
  attempt.number("resend_count", record.resend_count);
  add_outcome(attempt, record.error, record.http_status, record.service_code, record.request_id);
  if (record.connection != nullptr) add_connection(attempt, *record.connection, record.connection_reused);
  attempt.number("bytes_sent", record.bytes_sent);
  attempt.number("bytes_received", record.bytes_received);
  attempt.seconds("waited", record.sent.value_or(record.now) - record.queued);
  if (record.sent) {
    if (record.first_byte) attempt.seconds("first_byte", *record.first_byte - *record.sent);
    attempt.seconds("duration", record.now - *record.sent);
  }
  add_span(attempt, record.span);
  attempt.end();
  return line += '\n';
}

std::string line_of_dropped(std::uint64_t lines) {
  std::string line;
  json_object dropped(line);
  dropped.text("event", "dropped");
  dropped.number("lines", lines);
  dropped.end();
  return line += '\n';
}

}  // namespace dataarts::observe
