#include "plan/plan_json.hpp"

#include "plan/exact_duration.hpp"
#include "plan/plan_names.hpp"
#include "plan/stages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) noexcept { return {text.data(), text.size()}; }

json::value json_of(std::chrono::nanoseconds value) {
  if (auto const text = exact_duration(value)) return json::string(view(*text));
  return static_cast<std::int64_t>(value.count());
}

// Whole ones without the "E0" that the serializer writes.
json::value json_of(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

json::object json_of(instance_ref const& target) {
  json::object made;
  made["script"] = view(target.script());
  made["instance"] = view(target.instance());
  if (!target.workspace().empty()) made["workspace"] = view(target.workspace());
  return made;
}

json::array json_of(std::vector<rate_stage> const& stages) {
  json::array made;
  for (auto const& each : stages) {
    json::object stage;
    stage["from"] = view(rate_text(each.from));
    stage["to"] = view(rate_text(each.to));
    stage["lasting"] = json_of(each.lasting);
    made.push_back(std::move(stage));
  }
  return made;
}

json::object json_of(poll_policy const& polling) {
  json::object made;
  made["initial_delay"] = json_of(polling.initial_delay);
  made["interval"] = json_of(polling.interval);
  made["growth"] = json_of(polling.growth);
  made["max_interval"] = json_of(polling.max_interval);
  made["jitter"] = json_of(polling.jitter);
  return made;
}

}  // namespace

json::object to_json(plan const& of, plan_json_options options) {
  json::object made;
  made["model"] = view(to_string(of.model));
  made["stages"] = json_of(of.stages);
  made["arrivals"] = view(to_string(of.arrivals));
  made["warmup"] = json_of(of.warmup);
  made["duration"] = json_of(of.duration);
  made["requests"] = of.requests ? json::value(*of.requests) : json::value(nullptr);
  made["connections"] = of.connections;
  made["users"] = of.users;
  made["max_in_flight"] = of.max_in_flight;
  made["timeout"] = json_of(of.timeout);
  made["obey_retry_after"] = of.obey_retry_after;
  made["order"] = view(to_string(of.order));
  made["zipf_exponent"] = json_of(of.zipf_exponent);
  made["polling"] = json_of(of.polling);
  json::object run_times;
  run_times["median"] = json_of(of.run_times.median);
  run_times["p99"] = json_of(of.run_times.p99);
  made["run_times"] = std::move(run_times);
  made["execute"] = of.execute;
  made["seed"] = of.seed;
  json::array thresholds;
  for (auto const& each : of.thresholds) thresholds.push_back(json::string(view(each)));
  made["thresholds"] = std::move(thresholds);
  if (options.targets) {
    json::array targets;
    targets.reserve(of.targets.size());
    for (auto const& each : of.targets) targets.push_back(json_of(each));
    made["targets"] = std::move(targets);
  } else {
    made["targets_left_out"] = of.targets.size();
  }
  return made;
}

std::string to_json_text(plan const& of, plan_json_options options) {
  std::string text = "{";
  auto const* separator = "\n";
  for (auto const& [name, value] : to_json(of, {.targets = false})) {
    if (name == "targets_left_out") continue;
    text += separator;
    text += "  " + json::serialize(name) + ": " + json::serialize(value);
    separator = ",\n";
  }
  if (!options.targets) return text + ",\n  \"targets_left_out\": " + std::to_string(of.targets.size()) + "\n}\n";
  text += ",\n  \"targets\": [";
  separator = "\n";
  for (auto const& each : of.targets) {
    text += separator;
    text += "    " + json::serialize(json_of(each));
    separator = ",\n";
  }
  return text + (of.targets.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace dataarts::load
