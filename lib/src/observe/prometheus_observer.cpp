#include <dataarts/prometheus_observer.hpp>

#include "observe/metrics.hpp"
#include "observe/prometheus_text.hpp"

#include <dataarts/client.hpp>

#include <functional>
#include <utility>

namespace dataarts {

namespace {

using observe::label_list;
using observe::prometheus_text;
using observe::server_metrics;
using servers = std::vector<server_metrics>;

label_list labels_of(server_metrics const& which) {
  return {{"server_address", which.address}, {"server_port", std::to_string(which.port)}};
}

label_list labels_of(server_metrics const& which, std::string_view name, std::string_view value) {
  auto made = labels_of(which);
  made.emplace_back(name, value);
  return made;
}

label_list labels_of(server_metrics const& which, observe::request_series const& series) {
  auto made = labels_of(which, "http_request_method", series.method);
  if (!series.url_template.empty()) made.emplace_back("url_template", series.url_template);
  if (series.status != 0) made.emplace_back("http_response_status_code", std::to_string(series.status));
  if (series.error || series.other) made.emplace_back("error_type", observe::error_label(series.error));
  return made;
}

void write_requests(prometheus_text& out, servers const& all) {
  out.family("http_client_request_duration_seconds", "histogram",
             "Duration of HTTP requests, from sending to the end of the answer.");
  for (auto const& each : all) {
    for (auto const& series : each.requests) out.sample(labels_of(each, series), series.duration);
  }
  out.family("http_client_active_requests", "gauge", "Requests that are sent and not answered.");
  for (auto const& each : all) {
    for (auto const& [method, count] : each.active) {
      out.sample(labels_of(each, "http_request_method", method), static_cast<double>(count));
    }
  }
}

void write_connections(prometheus_text& out, servers const& all) {
  out.family("http_client_open_connections", "gauge", "Connections that are open.");
  for (auto const& each : all) {
    auto const active = each.active_requests();
    out.sample(labels_of(each, "http_connection_state", "active"), static_cast<double>(active));
    out.sample(labels_of(each, "http_connection_state", "idle"), static_cast<double>(each.open_connections - active));
  }
  out.family("http_client_connection_duration_seconds", "histogram", "How long connections were open.");
  for (auto const& each : all) out.sample(labels_of(each), each.connection_duration);
  out.family("dataarts_client_connections_closed_total", "counter", "Connections that were closed, and why.");
  for (auto const& each : all) {
    for (std::size_t i = 0; i < each.closed.size(); ++i) {
      out.sample(labels_of(each, "reason", to_string(static_cast<close_reason>(i + 1))), each.closed[i]);
    }
  }
  out.family("dataarts_client_connect_failures_total", "counter", "Connections that could not be opened.");
  for (auto const& each : all) {
    for (std::size_t i = 1; i < each.connect_failures.size(); ++i) {
      if (each.connect_failures[i] == 0) continue;
      out.sample(labels_of(each, "error_type", to_string(static_cast<errc>(i))), each.connect_failures[i]);
    }
  }
}

void write_calls(prometheus_text& out, servers const& all) {
  out.family("dataarts_client_call_duration_seconds", "histogram",
             "Duration of calls, waiting, pauses and all attempts included.");
  for (auto const& each : all) {
    for (auto const& series : each.calls) {
      auto labels = labels_of(each, "operation", series.operation);
      if (series.error) labels.emplace_back("error_type", observe::error_label(series.error));
      out.sample(labels, series.duration);
    }
  }
  out.family("dataarts_client_active_calls", "gauge", "Calls that have begun and not ended.");
  for (auto const& each : all) out.sample(labels_of(each), static_cast<double>(each.active_calls));
  out.family("dataarts_client_queue_time_seconds", "histogram",
             "How long requests waited for a connection and their turn under the rate limit.");
  for (auto const& each : all) out.sample(labels_of(each), each.queue_time);
  out.family("dataarts_client_phase_duration_seconds", "histogram",
             "Duration of the phases of connections and requests.");
  for (auto const& each : all) {
    for (std::size_t i = 0; i < observe::phases; ++i) {
      out.sample(labels_of(each, "phase", observe::phase_names[i]), each.phase_durations[i]);
    }
  }
}

void write_limits(prometheus_text& out, servers const& all) {
  out.family("dataarts_client_retries_total", "counter", "Requests that repeated an earlier one.");
  for (auto const& each : all) out.sample(labels_of(each), each.retries);
  out.family("dataarts_client_throttled_total", "counter", "Answers of HTTP 429.");
  for (auto const& each : all) out.sample(labels_of(each), each.throttled);
  out.family("dataarts_client_rate_limit", "gauge",
             "Requests per second that the client allows itself; 0: any number.");
  for (auto const& each : all) out.sample(labels_of(each), each.rate);
}

void write_now(prometheus_text& out, client_stats const& now) {
  auto const state = [&](std::string_view name, std::size_t count) {
    out.sample({{"state", std::string(name)}}, static_cast<double>(count));
  };
  out.family("dataarts_client_calls", "gauge", "Calls of the client by what they do now.");
  state("authorizing", now.calls_authorizing);
  state("waiting", now.calls_waiting);
  state("in_exchange", now.calls_in_exchange);
  state("pausing", now.calls_pausing);
  out.family("dataarts_client_connections_opening", "gauge", "Connections of the client that are being opened.");
  out.sample({}, static_cast<double>(now.connections_opening));
}

prometheus_text write(observe::metrics const& from) {
  prometheus_text out;
  auto const all = from.snapshot();
  write_requests(out, all);
  write_connections(out, all);
  write_calls(out, all);
  write_limits(out, all);
  return out;
}

}  // namespace

prometheus_observer::prometheus_observer() : metrics_(std::make_unique<observe::metrics>()) {}
prometheus_observer::~prometheus_observer() = default;

std::string prometheus_observer::text() const { return write(*metrics_).take(); }

std::string prometheus_observer::text(client_stats const& now) const {
  auto out = write(*metrics_);
  write_now(out, now);
  return out.take();
}

void prometheus_observer::call_began(call_record const& record) noexcept { metrics_->call_began(record); }
void prometheus_observer::call_ended(call_record const& record) noexcept { metrics_->call_ended(record); }
void prometheus_observer::attempt_began(attempt_record const& record) noexcept { metrics_->attempt_began(record); }
void prometheus_observer::attempt_ended(attempt_record const& record) noexcept { metrics_->attempt_ended(record); }
void prometheus_observer::connection_opened(connection_record const& record) noexcept {
  metrics_->connection_opened(record);
}
void prometheus_observer::connection_closed(connection_record const& record, close_reason why) noexcept {
  metrics_->connection_closed(record, why);
}
void prometheus_observer::connection_failed(connection_record const& record, errc why) noexcept {
  metrics_->connection_failed(record, why);
}
void prometheus_observer::limiter_changed(limiter_record const& record) noexcept { metrics_->limiter_changed(record); }

}  // namespace dataarts
