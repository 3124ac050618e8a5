#include "command/plan_options.hpp"

#include "command/model_options.hpp"
#include "plan/plan_bounds.hpp"
#include "plan/plan_checks.hpp"
#include "plan/plan_error.hpp"
#include "plan/plan_json.hpp"
#include "plan/stages.hpp"
#include "plan/target_file.hpp"
#include "references/input_error.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <parse_duration.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <system_error>

namespace dataarts::load {
namespace {

using apps::usage_error;

template <class Read>
auto by_option(apps::sourced const& from, Read read) {
  try {
    return read(from.text);
  } catch (plan_error const& problem) {
    throw usage_error(fmt::format("{}: {}", from.origin, problem.what()));
  }
}

double number_in(apps::sourced const& from, double least, double most) {
  double value = 0;
  auto const& text = from.text;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= least && value <= most)) {
    throw usage_error(fmt::format("{}: '{}' is not a number from {} to {}", from.origin, text, least, most));
  }
  return value;
}

std::string content_of(std::string const& path, std::string_view origin) {
  // A million targets need less; and a device has no end.
  constexpr std::size_t longest = std::size_t{256} << 20U;
  constexpr std::size_t piece = std::size_t{1} << 20U;
  std::string content;
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  while (file && content.size() <= longest) {
    auto const before = content.size();
    content.resize(before + piece);
    file.read(content.data() + before, static_cast<std::streamsize>(piece));
    content.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (content.size() > longest) {
    throw usage_error(fmt::format("{}: {} is longer than {} MiB, which no plan is", origin, path, longest >> 20U));
  }
  if (content.empty() || file.bad()) {
    throw usage_error(fmt::format("{}: cannot read {}: {}", origin, path,
                                  errno != 0 ? std::generic_category().message(errno) : "it is empty"));
  }
  return content;
}

plan base_plan(run_arguments const& given) {
  auto const file = given.read(run_option::plan);
  if (!file) return {};
  auto const text = content_of(file->text, file->origin);
  try {
    return plan_from_json_text(text);
  } catch (plan_error const& problem) {
    throw usage_error(fmt::format("{}: {}: {}", file->origin, file->text, problem.what()));
  }
}

void read_targets(run_arguments const& given, plan& into) {
  auto const script = given.read(run_option::script);
  auto const instance = given.read(run_option::instance);
  auto const file = given.read(run_option::targets);
  if (file && (script || instance)) throw usage_error("--targets is given beside --script or --instance; give either");
  if (instance && !script) throw usage_error("--instance needs --script NAME");
  // A script that the load test starts gets its instances from the service.
  auto const executed = apps::as_switch(given.read(run_option::execute)).has_value() || into.execute;
  if (script && !instance && !executed) throw usage_error("--script needs --instance ID");
  if (script) into.targets = {instance_ref(script->text, instance ? instance->text : "{k}")};
  if (!file) return;
  try {
    into.targets = load::read_targets(file->text);
  } catch (plan_error const& problem) {
    throw usage_error(fmt::format("{}: {}", file->origin, problem.what()));
  } catch (apps::input_error const& problem) {
    throw usage_error(fmt::format("{}: {}", file->origin, problem.what()));
  }
}

void read_order(run_arguments const& given, plan& into) {
  if (auto const order = given.read(run_option::order)) {
    if (order->text == "in_order") {
      into.order = target_order::in_order;
    } else if (order->text == "random") {
      into.order = target_order::random;
    } else if (order->text == "zipf") {
      into.order = target_order::zipf;
    } else {
      throw usage_error(fmt::format("{}: '{}' is not in_order, random or zipf", order->origin, order->text));
    }
  }
  constexpr double steepest = 10;
  if (auto const exponent = given.read(run_option::zipf)) {
    into.zipf_exponent = number_in(*exponent, 0, steepest);
    if (!given.has(run_option::order)) into.order = target_order::zipf;
  }
  if (auto const kind = given.read(run_option::arrivals)) {
    if (kind->text != "uniform" && kind->text != "poisson") {
      throw usage_error(fmt::format("{}: '{}' is not uniform or poisson", kind->origin, kind->text));
    }
    into.arrivals = kind->text == "poisson" ? arrivals_kind::poisson : arrivals_kind::uniform;
  }
}

/// A time that may be none at all: that of a plan is taken back by it.
std::optional<std::chrono::nanoseconds> time_or_zero(std::optional<apps::sourced> const& from) {
  constexpr auto zero = std::chrono::nanoseconds::zero();
  if (from && common::parse_duration(from->text) == zero) return zero;
  return apps::as_duration(from);
}

void read_times(run_arguments const& given, plan& into) {
  if (auto const time = time_or_zero(given.read(run_option::warmup))) into.warmup = *time;
  if (auto const time = apps::as_duration(given.read(run_option::duration))) into.duration = *time;
  if (auto const time = apps::as_duration(given.read(run_option::timeout))) into.timeout = *time;
  if (auto const count = apps::as_number(given.read(run_option::requests), 1, most_requests)) {
    into.requests = static_cast<std::uint64_t>(*count);
    // The number ends it, unless a time was asked for, too.
    if (!given.has(run_option::duration) && !given.has(run_option::plan)) into.duration = std::chrono::hours(24);
  }
}

// One of them decides the model; that of the plan's file stands if none is given.
void read_model(run_arguments const& given, plan& into) {
  constexpr std::array<run_option, 4> models{run_option::rate, run_option::stages, run_option::users,
                                             run_option::starts};
  auto const named = given.given_of(models);
  if (named.size() > 1) {
    throw usage_error(fmt::format("{} are given together; each is another kind of load: give one of them",
                                  fmt::join(named, " and ")));
  }
  auto const constant = [&](apps::sourced const& rate) {
    auto const per_second = by_option(rate, [](std::string const& text) { return parse_rate(text); });
    into.stages = constant_rate(per_second, into.warmup + into.duration);
  };
  if (auto const rate = given.read(run_option::rate)) {
    into.model = load_model::open;
    constant(*rate);
  } else if (auto const stages = given.read(run_option::stages)) {
    into.model = load_model::open;
    into.stages = by_option(*stages, [](std::string const& text) { return parse_stages(text); });
    auto const whole = length_of(into.stages);
    if (!given.has(run_option::duration)) into.duration = whole - into.warmup;
  } else if (auto const starts = given.read(run_option::starts)) {
    into.model = load_model::workload;
    constant(*starts);
  } else if (given.has(run_option::users)) {
    into.model = load_model::closed;
  }
}

void read_sizes(run_arguments const& given, plan& into) {
  auto const count = [&](run_option id, std::int64_t most) { return apps::as_number(given.read(id), 1, most); };
  auto const connections = count(run_option::connections, most_connections);
  auto const users = count(run_option::users, most_in_flight);
  if (connections) into.connections = static_cast<std::size_t>(*connections);
  if (users) into.users = static_cast<std::size_t>(*users);
  // Each follows the other if only one is given: a user has a connection.
  if (connections && !users && !given.has(run_option::plan)) into.users = into.connections;
  if (users && !connections && !given.has(run_option::plan)) {
    into.connections = std::min(into.users, static_cast<std::size_t>(most_connections));
  }
  if (auto const most = count(run_option::max_in_flight, most_in_flight)) {
    into.max_in_flight = static_cast<std::size_t>(*most);
  }
  if (apps::as_switch(given.read(run_option::ignore_retry_after))) into.obey_retry_after = false;
  if (auto const seed = given.read(run_option::seed)) {
    auto const& text = seed->text;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), into.seed);
    if (error != std::errc() || end != text.data() + text.size()) {
      throw usage_error(fmt::format("{}: '{}' is not a whole number from 0 to {}", seed->origin, text, UINT64_MAX));
    }
  }
}

void read_polling(run_arguments const& given, plan& into) {
  auto& polling = into.polling;
  if (auto const time = apps::as_duration(given.read(run_option::poll_interval))) polling.interval = *time;
  if (auto const time = apps::as_duration(given.read(run_option::poll_max_interval))) polling.max_interval = *time;
  if (auto const time = time_or_zero(given.read(run_option::poll_delay))) polling.initial_delay = *time;
  constexpr double fastest_growth = 10;
  if (auto const growth = given.read(run_option::poll_growth)) polling.growth = number_in(*growth, 1, fastest_growth);
  if (auto const jitter = given.read(run_option::poll_jitter)) polling.jitter = number_in(*jitter, 0, 1);
  if (polling.max_interval < polling.interval && !given.has(run_option::poll_max_interval)) {
    polling.max_interval = polling.interval;
  }
  into.execute = into.execute || apps::as_switch(given.read(run_option::execute)).has_value();
  auto const times = given.read(run_option::run_time);
  if (!times) return;
  auto const comma = times->text.find(',');
  if (comma == std::string::npos) {
    throw usage_error(
        fmt::format("{}: '{}' is not two times; expected median and p99, such as 30s,5m", times->origin, times->text));
  }
  auto const part = [&](std::string text) {
    return *apps::as_duration(apps::sourced{std::move(text), times->origin, times->by_flag});
  };
  into.run_times = {.median = part(times->text.substr(0, comma)), .p99 = part(times->text.substr(comma + 1))};
}

}  // namespace

plan read_plan(run_arguments const& given) {
  auto made = base_plan(given);
  read_targets(given, made);
  read_order(given, made);
  read_times(given, made);
  read_model(given, made);
  read_sizes(given, made);
  read_polling(given, made);
  check_model_options(given, made);
  for (auto const& each : given.all(run_option::threshold)) made.thresholds.push_back(each);
  for (auto const& each : given.all(run_option::abort_on)) {
    made.thresholds.push_back(each.ends_with(" abort") ? each : each + " abort");
  }
  if (made.targets.empty()) throw usage_error("nobody to ask: give --script NAME and --instance ID, or --targets FILE");
  if (auto const problems = problems_of(made); !problems.empty()) throw usage_error(to_text(problems));
  return made;
}

}  // namespace dataarts::load
