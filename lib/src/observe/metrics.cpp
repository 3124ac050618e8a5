#include "observe/metrics.hpp"

#include <algorithm>
#include <chrono>

namespace dataarts::observe {
namespace {

request_series& series_of(std::vector<request_series>& all, attempt_record const& record) {
  auto const found = std::find_if(all.begin(), all.end(), [&](request_series const& each) {
    return !each.other && each.operation == record.operation && each.status == record.http_status &&
           each.error == record.error;
  });
  if (found != all.end()) return *found;
  if (all.size() < metrics::most_request_series) {
    all.push_back({record.operation,
                   record.http_request_method,
                   record.url_template,
                   record.http_status,
                   record.error,
                   false,
                   {}});
  } else if (!all.back().other) {
    all.push_back({"_OTHER", "_OTHER", {}, 0, std::nullopt, true, {}});
  }
  return all.back();
}

std::int64_t& active_of(server_metrics& which, std::string_view method) {
  auto found = std::find_if(which.active.begin(), which.active.end(),
                            [&](active_series const& each) { return each.method == method; });
  if (found == which.active.end()) found = which.active.insert(found, {method, 0});
  return found->count;
}

void add_connecting(server_metrics& to, connection_record const& from) {
  auto begin = from.began;
  if (from.resolved) {
    to.phase_durations[index_of(phase::resolve)].add(*from.resolved - begin);
    begin = *from.resolved;
  }
  if (!from.connected) return;
  to.phase_durations[index_of(phase::connect)].add(*from.connected - begin);
  if (from.tls && from.opened) to.phase_durations[index_of(phase::tls)].add(*from.opened - *from.connected);
}

}  // namespace

std::string_view error_label(std::optional<errc> error) noexcept { return error ? to_string(*error) : "_OTHER"; }

std::int64_t server_metrics::active_requests() const noexcept {
  std::int64_t all = 0;
  for (auto const& each : active) all += each.count;
  return all;
}

server_metrics& metrics::server(std::string_view address, std::uint16_t port) {
  auto const found = std::find_if(servers_.begin(), servers_.end(), [&](server_metrics const& each) {
    return each.port == port && each.address == address;
  });
  if (found != servers_.end()) return *found;
  auto& made = servers_.emplace_back();
  made.address = address;
  made.port = port;
  return made;
}

void metrics::call_began(call_record const& record) {
  std::lock_guard const lock(mutex_);
  ++server(record.server_address, record.server_port).active_calls;
}

void metrics::call_ended(call_record const& record) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.server_address, record.server_port);
  --to.active_calls;
  auto found = std::find_if(to.calls.begin(), to.calls.end(), [&](call_series const& each) {
    return each.operation == record.operation && each.error == record.error;
  });
  if (found == to.calls.end()) found = to.calls.insert(found, {record.operation, record.error, {}});
  found->duration.add(record.now - record.began);
}

void metrics::attempt_began(attempt_record const& record) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.connection->server_address, record.connection->server_port);
  ++active_of(to, record.http_request_method);
  to.queue_time.add(*record.sent - record.queued);
}

void metrics::attempt_ended(attempt_record const& record) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.connection->server_address, record.connection->server_port);
  if (record.sent) --active_of(to, record.http_request_method);
  if (record.resend_count > 0) ++to.retries;
  if (record.http_status == 429) ++to.throttled;
  series_of(to.requests, record).duration.add(record.now - record.sent.value_or(record.queued));
  if (record.first_byte) to.phase_durations[index_of(phase::first_byte)].add(*record.first_byte - *record.sent);
}

void metrics::connection_opened(connection_record const& record) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.server_address, record.server_port);
  ++to.open_connections;
  add_connecting(to, record);
}

void metrics::connection_closed(connection_record const& record, close_reason why) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.server_address, record.server_port);
  --to.open_connections;
  ++to.closed[static_cast<std::size_t>(why) - 1];
  to.connection_duration.add(record.now - record.opened.value_or(record.began));
}

void metrics::connection_failed(connection_record const& record, errc why) {
  std::lock_guard const lock(mutex_);
  auto& to = server(record.server_address, record.server_port);
  ++to.connect_failures[static_cast<std::size_t>(why)];
  add_connecting(to, record);
}

void metrics::limiter_changed(limiter_record const& record) {
  std::lock_guard const lock(mutex_);
  server(record.server_address, record.server_port).rate = record.requests_per_second;
}

std::vector<server_metrics> metrics::snapshot() const {
  std::lock_guard const lock(mutex_);
  return servers_;
}

}  // namespace dataarts::observe
