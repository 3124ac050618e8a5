#include "report/prometheus_report.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {
namespace {

constexpr std::array<double, 14> duration_bounds{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25,
                                                 0.5,   0.75, 1,     2.5,  5,     7.5, 10};
class exposition {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    fmt::format_to(std::back_inserter(text_), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
  }

  /// `label`: as it stands between the braces, or empty.
  void sample(std::string_view label, std::uint64_t value) {
    if (label.empty()) {
      fmt::format_to(std::back_inserter(text_), "{} {}\n", name_, value);
    } else {
      fmt::format_to(std::back_inserter(text_), "{}{{{}}} {}\n", name_, label, value);
    }
  }

  void sample(std::string_view label, std::chrono::nanoseconds value) {
    auto const braced = label.empty() ? std::string() : fmt::format("{{{}}}", label);
    fmt::format_to(std::back_inserter(text_), "{}{} {:.9g}\n", name_, braced,
                   std::chrono::duration<double>(value).count());
  }

  void sample(std::string_view label, hdr_histogram const& values, std::span<double const> bounds) {
    auto const comma = label.empty() ? "" : ",";
    auto const out = std::back_inserter(text_);
    for (auto const each : bounds) {
      auto const count = values.count_up_to(std::llround(each * 1e9));
      fmt::format_to(out, "{}_bucket{{{}{}le=\"{:g}\"}} {}\n", name_, label, comma, each, count);
    }
    fmt::format_to(out, "{}_bucket{{{}{}le=\"+Inf\"}} {}\n", name_, label, comma, values.count());
    auto const braced = label.empty() ? std::string() : fmt::format("{{{}}}", label);
    auto const sum = values.mean() * static_cast<double>(values.count()) / 1e9;
    fmt::format_to(out, "{0}_sum{1} {2:.9g}\n{0}_count{1} {3}\n", name_, braced, sum, values.count());
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string_view name_;
};

std::string outcome_label(std::size_t index) {
  return fmt::format("outcome=\"{}\"", to_string(static_cast<outcome>(index)));
}

void write_latencies(exposition& out, measurement const& so_far) {
  auto const all = [&](hdr_histogram latencies::* which) {
    for (std::size_t i = 0; i < outcome_count; ++i) {
      auto const* const each = so_far.of(static_cast<outcome>(i));
      if (each != nullptr && (each->*which).count() > 0) {
        out.sample(outcome_label(i), each->*which, duration_bounds);
      }
    }
  };
  out.family("dataarts_load_response_duration_seconds", "histogram",
             "From the planned instant to the end of the answer.");
  all(&latencies::response);
  out.family("http_client_request_duration_seconds", "histogram",
             "Duration of HTTP requests, from sending to the end of the answer.");
  all(&latencies::service);
  out.family("dataarts_load_schedule_lag_seconds", "histogram",
             "From the planned instant to the start of the request.");
  out.sample({}, so_far.lag, duration_bounds);
}

void write_outcomes(exposition& out, measurement const& so_far) {
  out.family("dataarts_load_requests_planned_total", "counter", "Planned instants that came.");
  out.sample({}, so_far.planned);
  out.family("dataarts_load_requests_total", "counter", "Planned requests that ended, and how.");
  for (std::size_t i = 0; i < outcome_count; ++i) out.sample(outcome_label(i), so_far.ended[i]);
  out.family("dataarts_load_runs_started_total", "counter", "Scripts of a workload whose runs are followed.");
  out.sample({}, so_far.runs.started);
  out.family("dataarts_load_runs_over_total", "counter", "Of them, those that were seen to be over.");
  out.sample({}, so_far.runs.over);
  out.family("dataarts_load_runs_given_up_total", "counter",
             "Of them, those that failed for good or outlived the test.");
  out.sample({}, so_far.runs.given_up);
  out.family("dataarts_load_answers_total", "counter", "Answers by the state of the run that they tell.");
  for (std::size_t i = 0; i < run_state_count; ++i) {
    out.sample(fmt::format("state=\"{}\"", to_string(static_cast<run_state>(i))), so_far.states[i]);
  }
}

void write_connections(exposition& out, measurement const& so_far, load_now const& now) {
  auto const& wire = so_far.wire;
  out.family("http_client_active_requests", "gauge", "Requests that are sent and not answered.");
  out.sample({}, now.in_flight);
  out.family("http_client_open_connections", "gauge", "Connections that are open.");
  out.sample({}, now.connections_open);
  out.family("dataarts_load_connections_opened_total", "counter", "Connections that were opened.");
  out.sample({}, wire.connections_opened);
  out.family("dataarts_load_connect_failures_total", "counter", "Connections that could not be opened.");
  out.sample({}, wire.connections_failed);
  out.family("dataarts_load_connections_closed_total", "counter", "Connections that were closed, and why.");
  out.sample("reason=\"server\"", wire.closed_by_server);
  out.sample("reason=\"broken\"", wire.closed_broken);
  out.sample("reason=\"client\"", wire.closed_by_client);
  out.family("dataarts_load_requests_on_reused_connections_total", "counter",
             "Attempts over a connection that had served one before.");
  out.sample({}, wire.on_reused);
  out.family("dataarts_load_attempts_total", "counter", "Requests that were sent, repetitions included.");
  out.sample({}, wire.requests_sent);
  out.family("dataarts_load_sent_bytes_total", "counter", "HTTP bytes sent.");
  out.sample({}, wire.bytes_sent);
  out.family("dataarts_load_received_bytes_total", "counter", "HTTP bytes received.");
  out.sample({}, wire.bytes_received);
  out.family("dataarts_load_retry_after_total", "counter", "Answers with a Retry-After.");
  out.sample({}, wire.retry_after);
  out.family("dataarts_load_held_back_seconds_total", "counter", "How long a Retry-After held all requests back.");
  out.sample({}, std::chrono::nanoseconds(wire.held_back_ns));
  out.family("dataarts_load_phase_duration_seconds", "histogram",
             "Duration of the phases of connections and requests.");
  out.sample("phase=\"resolve\"", so_far.phases.dns, duration_bounds);
  out.sample("phase=\"connect\"", so_far.phases.connect, duration_bounds);
  out.sample("phase=\"tls\"", so_far.phases.tls, duration_bounds);
  out.sample("phase=\"first_byte\"", so_far.phases.first_byte, duration_bounds);
}

}  // namespace

std::string prometheus_report(measurement const& so_far, load_now const& now) {
  exposition out;
  write_latencies(out, so_far);
  write_outcomes(out, so_far);
  write_connections(out, so_far, now);
  return out.take();
}

}  // namespace dataarts::load
