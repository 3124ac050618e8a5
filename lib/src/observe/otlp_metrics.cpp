#include "observe/otlp_value.hpp"

#include <boost/json/serialize.hpp>

#include <functional>

namespace dataarts::observe {

namespace json = boost::json;

namespace {

constexpr int cumulative = 2;  // of `AggregationTemporality`

attributes about(server_metrics const& which) {
  attributes made;
  made.text("server.address", which.address);
  made.number("server.port", which.port);
  return made;
}

/// The list of metrics, filled family by family.
class metric_list {
 public:
  metric_list(std::vector<server_metrics> const& servers, clock::wall_time begin, clock::wall_time now)
      : servers_(servers), begin_(nanoseconds_text(begin)), now_(nanoseconds_text(now)) {}

  /// `points(list, server)` appends to the list.
  template <class Points>
  void histograms(char const* name, Points points) {
    json::object content;
    content.emplace("aggregationTemporality", cumulative);
    add(name, "s", "histogram", std::move(content), points);
  }

  template <class Points>
  void sums(char const* name, char const* unit, bool monotonic, Points points) {
    json::object content;
    content.emplace("aggregationTemporality", cumulative);
    content.emplace("isMonotonic", monotonic);
    add(name, unit, "sum", std::move(content), points);
  }

  template <class Points>
  void gauges(char const* name, char const* unit, Points points) {
    add(name, unit, "gauge", {}, points);
  }

  json::object point(attributes of) const {
    json::object made;
    made.emplace("attributes", of.take());
    made.emplace("startTimeUnixNano", begin_);
    made.emplace("timeUnixNano", now_);
    return made;
  }

  json::object point(attributes of, histogram const& value) const {
    auto made = point(std::move(of));
    made.emplace("count", int64_text(value.count()));
    made.emplace("sum", value.sum());
    json::array counts;
    for (auto const each : value.counts()) counts.push_back(json::value(json::string(int64_text(each))));
    made.emplace("bucketCounts", std::move(counts));
    json::array bounds;
    for (auto const each : value.bounds()) bounds.push_back(each);
    made.emplace("explicitBounds", std::move(bounds));
    return made;
  }

  template <std::integral Number>
  json::object point(attributes of, Number value) const {
    auto made = point(std::move(of));
    made.emplace("asInt", int64_text(value));
    return made;
  }

  json::array take() { return std::move(list_); }

 private:
  template <class Points>
  void add(char const* name, char const* unit, char const* kind, json::object content, Points points) {
    json::array all;
    for (auto const& each : servers_) points(all, each);
    if (all.empty()) return;
    content.emplace("dataPoints", std::move(all));
    json::object made;
    made.emplace("name", name);
    made.emplace("unit", unit);
    made.emplace(kind, std::move(content));
    list_.push_back(std::move(made));
  }

  std::vector<server_metrics> const& servers_;
  std::string begin_;
  std::string now_;
  json::array list_;
};

void add_requests(metric_list& to) {
  to.histograms("http.client.request.duration", [&](json::array& points, server_metrics const& each) {
    for (auto const& series : each.requests) {
      auto labels = about(each);
      labels.text("http.request.method", series.method);
      labels.text("url.template", series.url_template);
      if (series.status != 0) labels.number("http.response.status_code", series.status);
      if (series.error || series.other) labels.text("error.type", error_label(series.error));
      points.push_back(to.point(std::move(labels), series.duration));
    }
  });
  to.sums("http.client.active_requests", "{request}", false, [&](json::array& points, server_metrics const& each) {
    for (auto const& [method, count] : each.active) {
      auto labels = about(each);
      labels.text("http.request.method", method);
      points.push_back(to.point(std::move(labels), count));
    }
  });
}

void add_connections(metric_list& to) {
  to.sums("http.client.open_connections", "{connection}", false, [&](json::array& points, server_metrics const& each) {
    auto active = about(each);
    active.text("http.connection.state", "active");
    points.push_back(to.point(std::move(active), each.active_requests()));
    auto idle = about(each);
    idle.text("http.connection.state", "idle");
    points.push_back(to.point(std::move(idle), each.open_connections - each.active_requests()));
  });
  to.histograms("http.client.connection.duration", [&](json::array& points, server_metrics const& each) {
    points.push_back(to.point(about(each), each.connection_duration));
  });
  to.sums("dataarts.client.connections.closed", "{connection}", true,
          [&](json::array& points, server_metrics const& each) {
            for (std::size_t i = 0; i < each.closed.size(); ++i) {
              if (each.closed[i] == 0) continue;
              auto labels = about(each);
              labels.text("reason", to_string(static_cast<close_reason>(i + 1)));
              points.push_back(to.point(std::move(labels), each.closed[i]));
            }
          });
  to.sums("dataarts.client.connect.failures", "{connection}", true,
          [&](json::array& points, server_metrics const& each) {
            for (std::size_t i = 1; i < each.connect_failures.size(); ++i) {
              if (each.connect_failures[i] == 0) continue;
              auto labels = about(each);
              labels.text("error.type", to_string(static_cast<errc>(i)));
              points.push_back(to.point(std::move(labels), each.connect_failures[i]));
            }
          });
}

void add_calls(metric_list& to) {
  to.histograms("dataarts.client.call.duration", [&](json::array& points, server_metrics const& each) {
    for (auto const& series : each.calls) {
      auto labels = about(each);
      labels.text("operation", series.operation);
      if (series.error) labels.text("error.type", error_label(series.error));
      points.push_back(to.point(std::move(labels), series.duration));
    }
  });
  to.sums("dataarts.client.active_calls", "{call}", false, [&](json::array& points, server_metrics const& each) {
    points.push_back(to.point(about(each), each.active_calls));
  });
  to.histograms("dataarts.client.queue.time", [&](json::array& points, server_metrics const& each) {
    points.push_back(to.point(about(each), each.queue_time));
  });
  to.histograms("dataarts.client.phase.duration", [&](json::array& points, server_metrics const& each) {
    for (std::size_t i = 0; i < phases; ++i) {
      if (each.phase_durations[i].count() == 0) continue;
      auto labels = about(each);
      labels.text("phase", phase_names[i]);
      points.push_back(to.point(std::move(labels), each.phase_durations[i]));
    }
  });
}

void add_limits(metric_list& to) {
  to.sums("dataarts.client.retries", "{request}", true, [&](json::array& points, server_metrics const& each) {
    points.push_back(to.point(about(each), each.retries));
  });
  to.sums("dataarts.client.throttled", "{request}", true, [&](json::array& points, server_metrics const& each) {
    points.push_back(to.point(about(each), each.throttled));
  });
  to.gauges("dataarts.client.rate_limit", "{request}/s", [&](json::array& points, server_metrics const& each) {
    auto made = to.point(about(each));
    made.emplace("asDouble", each.rate);
    points.push_back(std::move(made));
  });
}

}  // namespace

std::string metrics_body(attribute_list const& resource, std::vector<server_metrics> const& servers,
                         clock::wall_time begin, clock::wall_time now) {
  metric_list all(servers, begin, now);
  add_requests(all);
  add_connections(all);
  add_calls(all);
  add_limits(all);
  return json::serialize(envelope(resource, "resourceMetrics", "scopeMetrics", "metrics", all.take()));
}

}  // namespace dataarts::observe
