#include "report/json_report.hpp"

#include "result/counter_json.hpp"
#include "result/counter_names.hpp"
#include "result/interval_summary.hpp"
#include "result/load_figures.hpp"
#include "result/merge.hpp"
#include "result/result_lines.hpp"
#include "verdict/run_notes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace dataarts::load {
namespace {

using std::chrono::duration_cast;

struct named_percentile {
  std::string_view name;
  double value;
};
constexpr std::array<named_percentile, 8> reported_percentiles{{{"p50", 50},
                                                                {"p75", 75},
                                                                {"p90", 90},
                                                                {"p95", 95},
                                                                {"p99", 99},
                                                                {"p99_9", 99.9},
                                                                {"p99_99", 99.99},
                                                                {"p99_999", 99.999}}};

constexpr std::array<std::string_view, 6> status_class_names{"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

boost::json::object distribution_of(hdr_histogram const& some) {
  boost::json::object made{{"count", some.count()},
                           {"clipped", some.clipped()},
                           {"min", some.min()},
                           {"mean", std::llround(some.mean())},
                           {"standard_deviation", std::llround(some.standard_deviation())}};
  for (auto const& each : reported_percentiles) made[each.name] = some.value_at_percentile(each.value);
  made["max"] = some.max();
  return made;
}

double in_thousandths(double value) noexcept { return std::round(value * 1000) / 1000; }

boost::json::object requests_of(result const& of) {
  auto const& total = of.total;
  auto const ended = total.judged();  // as thresholds have it
  auto const figures = figures_of(of);
  auto const seconds = std::chrono::duration<double>(of.measured).count();
  return {{"planned", total.planned},
          {"completed", total.completed()},
          {"answered", total.count(outcome::answered)},
          {"answered_in_time", figures.answered},
          {"errors", total.errors()},
          {"in_flight_at_end", of.in_flight_at_end},
          {"planned_per_second", in_thousandths(figures.planned_per_second)},
          {"completed_per_second", in_thousandths(seconds > 0 ? static_cast<double>(total.completed()) / seconds : 0)},
          {"answered_per_second", in_thousandths(figures.answered_per_second)},
          {"answered_share", figures.answered_share},
          {"error_share", ended > 0 ? static_cast<double>(total.errors()) / static_cast<double>(ended) : 0},
          {"outcomes", outcomes_to_json(total.ended, true)}};
}

boost::json::object latency_of(measurement const& total) {
  static hdr_histogram const none;
  boost::json::object by_outcome;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const* const both = total.of(static_cast<outcome>(i));
    if (both == nullptr || both->response.count() + both->service.count() == 0) continue;
    by_outcome[to_string(static_cast<outcome>(i))] = boost::json::object{
        {"response_ns", distribution_of(both->response)}, {"service_ns", distribution_of(both->service)}};
  }
  auto const* const answers = total.of(outcome::answered);
  return {{"response_ns", distribution_of(answers != nullptr ? answers->response : none)},
          {"service_ns", distribution_of(answers != nullptr ? answers->service : none)},
          {"lag_ns", distribution_of(total.lag)},
          {"by_outcome", std::move(by_outcome)}};
}

boost::json::object interval_json(interval const& from) {
  return {{"second", from.second},
          {"planned", from.planned},
          {"outcomes", outcomes_to_json(from.ended, true)},
          {"states", states_to_json(from.states, true)},
          {"traffic", traffic_to_json(from.wire)},
          {"response_ns", percentiles_json(from.response)},
          {"service_ns", percentiles_json(from.service)},
          {"lag_ns", percentiles_json(from.lag)},
          {"in_flight", from.in_flight},
          {"connections_open", from.connections_open},
          {"cpu_cores", rounded_cpu(from.cpu)}};
}

boost::json::object shards_of(result const& of) {
  boost::json::array present;
  for (auto const& each : of.shards) present.push_back(each.index);
  return {{"count", of.shard_count},
          {"present", std::move(present)},
          {"missing", boost::json::value_from(missing_shards(of))},
          {"cut_short", boost::json::value_from(of.cut_short)}};
}

std::string utc_text(std::chrono::system_clock::time_point when) {
  auto const whole = std::chrono::floor<std::chrono::seconds>(when);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(whole)),
                     duration_cast<std::chrono::milliseconds>(when - whole).count());
}

}  // namespace

boost::json::object json_report(result const& of) {
  boost::json::object status_classes;
  for (std::size_t i = 0; i < status_class_names.size(); ++i) {
    status_classes[status_class_names[i]] = of.total.status_classes[i];
  }
  boost::json::object phases;
  for (auto const& each : phase_names) {
    phases[fmt::format("{}_ns", each.name)] = distribution_of(of.total.phases.*each.member);
  }
  boost::json::array machines;
  for (auto const& each : of.machines) machines.push_back(machine_json(each));
  boost::json::array intervals;
  for (auto const& each : of.intervals) intervals.push_back(interval_json(each));

  auto const figures = figures_of(of);
  return {{"format", 1},
          {"program", "dataarts-load"},
          {"version", of.program_version},
          {"label", of.label},
          {"endpoint", of.endpoint},
          {"began", utc_text(of.began)},
          {"measured_ns", of.measured.count()},
          {"planned_time_ns", figures.planned_time.count()},
          {"drain_ns", figures.drain.count()},
          {"start_skew_ns", of.start_skew.count()},
          {"reason", to_string(of.reason)},
          {"plan_hash", of.plan_hash},
          {"plan", plan_without_targets(of)},
          {"shards", shards_of(of)},
          {"requests", requests_of(of)},
          {"states", states_to_json(of.total.states, true)},
          {"status_classes", std::move(status_classes)},
          {"latency", latency_of(of.total)},
          {"phases", std::move(phases)},
          {"runs",
           {{"started", of.total.runs.started},
            {"over", of.total.runs.over},
            {"given_up", of.total.runs.given_up},
            {"executes", of.total.runs.executes},
            {"polls", of.total.runs.polls},
            {"detection_ns", distribution_of(of.total.runs.detection)}}},
          {"first_failures", first_failures_json(of.total)},
          {"traffic", traffic_to_json(of.total.wire)},
          {"generator", generator_json(of.generator)},
          {"machines", std::move(machines)},
          {"intervals", std::move(intervals)}};
}

boost::json::object verdict_json(exit_code code) { return {{"exit_code", to_int(code)}, {"name", to_string(code)}}; }

boost::json::object json_report(result const& of, std::span<threshold_verdict const> verdicts,
                                std::span<std::string const> limits, exit_code code) {
  auto made = json_report(of);
  boost::json::array thresholds;
  for (auto const& each : verdicts) {
    // What has no end, such as the time of requests that got no answer, is no number in JSON.
    auto const known = each.value && std::isfinite(*each.value);
    thresholds.push_back(
        boost::json::object{{"text", each.text},
                            {"holds", each.holds},
                            {"decided", each.decided},
                            {"value", known ? boost::json::value(*each.value) : boost::json::value(nullptr)},
                            {"measured", each.measured}});
  }
  made["verdict"] = verdict_json(code);
  made["thresholds"] = std::move(thresholds);
  made["limits"] = boost::json::value_from(limits);
  made["notes"] = boost::json::value_from(notes_of(of));
  return made;
}

std::string json_report_text(result const& of, std::span<threshold_verdict const> verdicts,
                             std::span<std::string const> limits, exit_code code) {
  return boost::json::serialize(json_report(of, verdicts, limits, code)) + '\n';
}

}  // namespace dataarts::load
