#include "result/result_lines.hpp"

#include "histogram/hdr_v2.hpp"
#include "plan/plan_json.hpp"
#include "result/counter_json.hpp"
#include "result/counter_names.hpp"
#include "result/interval_summary.hpp"
#include "result/result_error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_from.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

constexpr std::string_view program = "dataarts-load";

// Sums of what is within these bounds do not overflow.
constexpr std::size_t most_shards = 1'000'000;
constexpr double most_cores = 1e6;
constexpr std::int64_t longest_run = std::int64_t{10} * 366 * 86'400;

void put_histogram(boost::json::object& into, std::string_view name, hdr_histogram const& some) {
  into[name] = encode_hdr_v2_base64(some);
  if (some.clipped() > 0) into[fmt::format("{}_clipped", name)] = some.clipped();
}

interval::percentiles percentiles_from(line_members const& from) {
  return {from.number("p50"), from.number("p90"), from.number("p99"), from.number("p99_9"), from.number("max")};
}

// A time that is not below 0, and no longer than a run can be.
nanoseconds time_from(line_members const& from, std::string_view name) {
  auto const value = from.number(name);
  constexpr std::int64_t nanoseconds_of_second = 1'000'000'000;
  if (value < 0 || value / nanoseconds_of_second > longest_run) from.refuse(name, "is no time from 0 to ten years");
  return nanoseconds(value);
}

// What is counted in two ways has to agree: a file that was changed by hand, or by another program, is no measurement.
void check_counts(line_members const& line, result const& whole) {
  auto const& total = whole.total;
  auto const answered = total.count(outcome::answered);
  if (std::accumulate(total.states.begin(), total.states.end(), std::uint64_t{0}) > answered) {
    line.refuse("states", fmt::format("are more than the {} answers", answered));
  }
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    auto const* const both = total.of(which);
    if (both == nullptr) continue;
    if (both->response.count() != both->service.count() || both->response.count() > total.count(which)) {
      line.refuse(fmt::format("latencies.{}", to_string(which)),
                  fmt::format("has {} response and {} service times of {} requests", both->response.count(),
                              both->service.count(), total.count(which)));
    }
  }
}

machine machine_from(line_members const& from) {
  machine made;
  made.host = from.text("host");
  made.kernel = from.text("kernel");
  made.cpu_model = from.text("cpu_model");
  made.cpus = static_cast<unsigned>(from.count("cpus"));
  made.memory_bytes = from.count("memory_bytes");
  return made;
}

boost::json::object latencies_to_json(measurement const& from) {
  boost::json::object made;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const* const both = from.of(static_cast<outcome>(i));
    if (both == nullptr || both->response.count() + both->service.count() == 0) continue;
    auto& mine = made[to_string(static_cast<outcome>(i))].emplace_object();
    put_histogram(mine, "response", both->response);
    put_histogram(mine, "service", both->service);
  }
  return made;
}

void read_failures(line_members const& from, measurement& into) {
  for (auto const& each : from.json()) {
    std::string_view const name(each.key().data(), each.key().size());
    auto const which = outcome_named(name);
    if (!which) from.refuse(name, "is not known; the file may be of a later version");
    into.note_failure(*which, from.text(name));
  }
}

std::int64_t unix_nanoseconds(std::chrono::system_clock::time_point at) {
  return duration_cast<nanoseconds>(at.time_since_epoch()).count();
}

std::chrono::system_clock::time_point unix_time(std::int64_t at) {
  return std::chrono::system_clock::time_point(duration_cast<std::chrono::system_clock::duration>(nanoseconds(at)));
}

}  // namespace

boost::json::object percentiles_json(interval::percentiles const& from) {
  return {{"p50", from.p50}, {"p90", from.p90}, {"p99", from.p99}, {"p99_9", from.p999}, {"max", from.max}};
}

boost::json::object machine_json(machine const& from) {
  return {{"host", from.host},
          {"kernel", from.kernel},
          {"cpu_model", from.cpu_model},
          {"cpus", from.cpus},
          {"memory_bytes", from.memory_bytes}};
}

boost::json::object generator_json(generator_use const& from) {
  return {{"user_ns", from.user.count()},
          {"system_ns", from.system.count()},
          {"waited_ns", from.waited.count()},
          {"peak_resident_bytes", from.peak_resident_bytes},
          {"threads", from.threads}};
}

boost::json::object first_failures_json(measurement const& from) {
  boost::json::object made;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (!from.first_failures[i].empty()) made[to_string(static_cast<outcome>(i))] = from.first_failures[i];
  }
  return made;
}

boost::json::object plan_without_targets(result const& of) {
  auto made = to_json(of.plan, {.targets = false});
  made["targets_left_out"] = targets_of(of);
  return made;
}

boost::json::object header_line(result const& of) {
  boost::json::array shards;
  for (std::size_t i = 0; i < of.shards.size(); ++i) {
    auto const on = i < of.machines.size() ? of.machines[i] : machine();
    shards.push_back(boost::json::object{{"index", of.shards[i].index}, {"machine", machine_json(on)}});
  }
  return {{"type", "header"},
          {"format", result::format},
          {"program", program},
          {"version", of.program_version},
          {"label", of.label},
          {"endpoint", of.endpoint},
          {"start_unix_ns", unix_nanoseconds(of.began)},
          {"common_start_unix_ns", unix_nanoseconds(of.common_start.value_or(of.began))},
          {"threads", of.generator.threads},
          {"shard_count", of.shard_count},
          {"shards", std::move(shards)},
          {"plan_hash", of.plan_hash},
          {"plan", plan_without_targets(of)}};
}

result header_of(line_members const& line) {
  result made;
  made.program_version = line.text("version");
  made.label = line.text("label");
  made.endpoint = line.text("endpoint");
  made.began = unix_time(line.number("start_unix_ns"));
  if (line.has("common_start_unix_ns")) made.common_start = unix_time(line.number("common_start_unix_ns"));
  made.generator.threads = line.count("threads");
  made.shard_count = line.count("shard_count");
  if (made.shard_count == 0 || made.shard_count > most_shards) {
    line.refuse("shard_count", fmt::format("is not from 1 to {}", most_shards));
  }
  for (std::size_t i = 0; i < line.array("shards").size(); ++i) {
    auto const one = line.item("shards", i);
    auto const index = one.count("index");
    if (index >= made.shard_count) one.refuse("index", fmt::format("has to be below {}", made.shard_count));
    if (i > 0 && index <= made.shards.back().index) one.refuse("index", "is not above the one before");
    made.shards.push_back({index, made.shard_count});
    made.machines.push_back(machine_from(one.object("machine")));
  }
  if (made.shards.empty()) line.refuse("shards", "names none");
  made.plan_hash = line.text("plan_hash");
  auto const plan = line.object("plan");
  if (plan.has("targets_left_out")) made.target_count = plan.count("targets_left_out");
  try {
    made.plan = plan_from_json(plan.json());
  } catch (std::exception const& e) {
    line.refuse("plan", fmt::format("is no plan: {}", e.what()));
  }
  return made;
}

boost::json::object interval_line(interval const& of, measurement const& histograms) {
  static hdr_histogram const none;
  auto const* const answers = histograms.of(outcome::answered);
  boost::json::object stored;
  put_histogram(stored, "response", answers != nullptr ? answers->response : none);
  put_histogram(stored, "service", answers != nullptr ? answers->service : none);
  put_histogram(stored, "lag", histograms.lag);
  return {{"type", "interval"},
          {"second", of.second},
          {"planned", of.planned},
          {"outcomes", outcomes_to_json(of.ended)},
          {"states", states_to_json(of.states)},
          {"traffic", traffic_to_json(of.wire)},
          {"response_ns", percentiles_json(of.response)},
          {"service_ns", percentiles_json(of.service)},
          {"lag_ns", percentiles_json(of.lag)},
          {"in_flight", of.in_flight},
          {"connections_open", of.connections_open},
          {"cpu_cores", rounded_cpu(of.cpu)},
          {"histograms", std::move(stored)}};
}

interval interval_of(line_members const& line) {
  interval made;
  made.second = line.number("second");
  if (made.second < -longest_run || made.second > longest_run) line.refuse("second", "is more than ten years away");
  made.planned = line.count("planned");
  made.ended = outcomes_from_json(line.object("outcomes"));
  made.states = states_from_json(line.object("states"));
  made.wire = traffic_from_json(line.object("traffic"));
  made.response = percentiles_from(line.object("response_ns"));
  made.service = percentiles_from(line.object("service_ns"));
  made.lag = percentiles_from(line.object("lag_ns"));
  made.in_flight = line.count("in_flight");
  made.connections_open = line.count("connections_open");
  made.cpu = rounded_cpu(line.real("cpu_cores"));
  if (made.cpu > most_cores) line.refuse("cpu_cores", "is more than a million");
  return made;
}

void add_interval_histograms(line_members const& line, measurement& into) {
  auto const stored = line.object("histograms");
  auto& answers = into.room_for(outcome::answered);
  stored.add_histogram("response", answers.response);
  stored.add_histogram("service", answers.service);
  stored.add_histogram("lag", into.lag);
}

boost::json::object end_line(result const& of) {
  boost::json::object lag_and_more;
  put_histogram(lag_and_more, "lag", of.total.lag);
  put_histogram(lag_and_more, "detection", of.total.runs.detection);
  for (auto const& each : phase_names) put_histogram(lag_and_more, each.name, of.total.phases.*each.member);
  return {{"type", "end"},
          {"reason", to_string(of.reason)},
          {"cut_short", boost::json::value_from(of.cut_short)},
          {"measured_ns", of.measured.count()},
          {"start_skew_ns", of.start_skew.count()},
          {"planned_time_ns", of.planned_time.count()},
          {"answered_in_time", of.answered_in_time},
          {"planned", of.total.planned},
          {"in_flight_at_end", of.in_flight_at_end},
          {"outcomes", outcomes_to_json(of.total.ended)},
          {"states", states_to_json(of.total.states)},
          {"status_classes", boost::json::value_from(of.total.status_classes)},
          {"traffic", traffic_to_json(of.total.wire)},
          {"generator", generator_json(of.generator)},
          {"runs",
           {{"started", of.total.runs.started},
            {"over", of.total.runs.over},
            {"given_up", of.total.runs.given_up},
            {"executes", of.total.runs.executes},
            {"polls", of.total.runs.polls}}},
          {"histograms", std::move(lag_and_more)},
          {"latencies", latencies_to_json(of.total)},
          {"first_failures", first_failures_json(of.total)}};
}

void read_end(line_members const& line, result& into) {
  auto const reason = end_reason_named(line.text("reason"));
  if (!reason) line.refuse("reason", "is none of completed, interrupted, hopeless");
  into.reason = *reason;
  for (std::size_t i = 0; i < line.array("cut_short").size(); ++i) {
    into.cut_short.push_back(line.count_in("cut_short", i));
  }
  into.measured = time_from(line, "measured_ns");
  into.start_skew = time_from(line, "start_skew_ns");
  into.in_flight_at_end = line.count("in_flight_at_end");
  // Files of earlier versions do not tell.
  if (line.has("planned_time_ns") && line.has("answered_in_time")) {
    into.planned_time = time_from(line, "planned_time_ns");
    into.answered_in_time = line.count("answered_in_time");
  }

  auto const used = line.object("generator");
  into.generator.user = time_from(used, "user_ns");
  into.generator.system = time_from(used, "system_ns");
  if (used.has("waited_ns")) into.generator.waited = time_from(used, "waited_ns");
  into.generator.peak_resident_bytes = used.count("peak_resident_bytes");
  into.generator.threads = used.count("threads");

  into.total.planned = line.count("planned");
  into.total.ended = outcomes_from_json(line.object("outcomes"));
  into.total.states = states_from_json(line.object("states"));
  into.total.wire = traffic_from_json(line.object("traffic"));
  if (line.array("status_classes").size() != into.total.status_classes.size()) {
    line.refuse("status_classes", fmt::format("has not {} numbers", into.total.status_classes.size()));
  }
  for (std::size_t i = 0; i < into.total.status_classes.size(); ++i) {
    into.total.status_classes[i] = line.count_in("status_classes", i);
  }
  auto const runs = line.object("runs");
  into.total.runs.started = runs.count("started");
  into.total.runs.over = runs.count("over");
  into.total.runs.given_up = runs.count("given_up");
  // Files of 0.1 that were made before these were counted do not have them.
  if (runs.has("executes")) into.total.runs.executes = runs.count("executes");
  if (runs.has("polls")) into.total.runs.polls = runs.count("polls");
  auto const stored = line.object("histograms");
  stored.add_histogram("lag", into.total.lag);
  stored.add_histogram("detection", into.total.runs.detection);
  for (auto const& each : phase_names) stored.add_histogram(each.name, into.total.phases.*each.member);
  auto const classes = line.object("latencies");
  for (auto const& each : classes.json()) {
    std::string_view const name(each.key().data(), each.key().size());
    auto const which = outcome_named(name);
    if (!which) classes.refuse(name, "is not known; the file may be of a later version");
    auto const both = classes.object(name);
    auto& mine = into.total.room_for(*which);
    both.add_histogram("response", mine.response);
    both.add_histogram("service", mine.service);
  }
  // Files of earlier versions do not tell.
  if (line.has("first_failures")) read_failures(line.object("first_failures"), into.total);
  check_counts(line, into);
}

}  // namespace dataarts::load
