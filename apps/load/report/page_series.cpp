#include "report/page_series.hpp"

#include "result/counter_names.hpp"
#include "result/interval_summary.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

/// Neighbouring seconds that become one point.
using seconds_of_point = std::span<interval const>;

std::int64_t point_of(std::int64_t second, std::int64_t step) noexcept {
  return second >= 0 ? second / step : -((-second + step - 1) / step);
}

std::vector<seconds_of_point> points_of(std::span<interval const> seconds, std::int64_t step) {
  std::vector<seconds_of_point> made;
  for (std::size_t from = 0; from < seconds.size();) {
    auto to = from + 1;
    while (to < seconds.size() && point_of(seconds[to].second, step) == point_of(seconds[from].second, step)) ++to;
    made.push_back(seconds.subspan(from, to - from));
    from = to;
  }
  return made;
}

template <typename Get>
boost::json::array largest(std::span<seconds_of_point const> points, Get get) {
  boost::json::array made;
  made.reserve(points.size());
  for (auto const& point : points) {
    auto most = get(point.front());
    for (auto const& each : point) most = std::max(most, get(each));
    made.emplace_back(most);
  }
  return made;
}

template <typename Get>
boost::json::array mean(std::span<seconds_of_point const> points, Get get) {
  boost::json::array made;
  made.reserve(points.size());
  for (auto const& point : points) {
    std::uint64_t sum = 0;
    for (auto const& each : point) sum += get(each);
    if (point.size() == 1) {
      made.emplace_back(sum);
    } else {
      made.emplace_back(std::round(static_cast<double>(sum) / static_cast<double>(point.size()) * 1000) / 1000);
    }
  }
  return made;
}

using percentile_member = std::int64_t interval::percentiles::*;
constexpr std::array<std::pair<std::string_view, percentile_member>, 5> shown_percentiles{
    {{"p50", &interval::percentiles::p50},
     {"p90", &interval::percentiles::p90},
     {"p99", &interval::percentiles::p99},
     {"p99_9", &interval::percentiles::p999},
     {"max", &interval::percentiles::max}}};

boost::json::object latency_columns_of(std::span<seconds_of_point const> points,
                                       interval::percentiles interval::* which) {
  boost::json::object made;
  for (auto const& [name, member] : shown_percentiles) {
    made[name] = largest(points, [which, member = member](interval const& of) { return of.*which.*member; });
  }
  return made;
}

boost::json::object outcome_columns(std::span<interval const> seconds, std::span<seconds_of_point const> points) {
  boost::json::object made;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const get = [i](interval const& of) { return of.ended[i]; };
    if (std::all_of(seconds.begin(), seconds.end(), [&](auto const& each) { return get(each) == 0; })) continue;
    made[to_string(static_cast<outcome>(i))] = mean(points, get);
  }
  return made;
}

}  // namespace

boost::json::object page_series(std::span<interval const> seconds, std::size_t most_points) {
  std::int64_t step = 1;
  auto points = points_of(seconds, step);
  // Warm-up and measured part may each end with a point that is not full.
  while (points.size() > std::max<std::size_t>(most_points, 2)) points = points_of(seconds, ++step);

  boost::json::array first;
  for (auto const& point : points) first.emplace_back(point.front().second);
  boost::json::object traffic_columns;
  for (auto const& each : traffic_counters) {
    traffic_columns[each.name] = mean(points, [&each](interval const& of) { return of.wire.*each.member; });
  }
  return {{"step", step},
          {"second", std::move(first)},
          {"planned", mean(points, [](interval const& of) { return of.planned; })},
          {"outcomes", outcome_columns(seconds, points)},
          {"traffic", std::move(traffic_columns)},
          {"response_ns", latency_columns_of(points, &interval::response)},
          {"service_ns", latency_columns_of(points, &interval::service)},
          {"lag_ns", latency_columns_of(points, &interval::lag)},
          {"in_flight", largest(points, [](interval const& of) { return of.in_flight; })},
          {"connections_open", largest(points, [](interval const& of) { return of.connections_open; })},
          {"cpu_cores", largest(points, [](interval const& of) { return rounded_cpu(of.cpu); })}};
}

}  // namespace dataarts::load
