#include "command/run_request.hpp"

#include "command/against_options.hpp"
#include "command/distinct_files.hpp"
#include "command/plan_options.hpp"
#include "duration_text.hpp"
#include "plan/arrivals.hpp"
#include "plan/expected_looks.hpp"
#include "plan/plan_error.hpp"
#include "plan/rate_profile.hpp"
#include "plan/stages.hpp"
#include "plan/start_at.hpp"
#include "quantity_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <thread>

namespace dataarts::load {
namespace {

using apps::usage_error;

void read_place(run_arguments const& given, run_request& into) {
  auto const shard = given.read(run_option::shard);
  try {
    into.shard = choose_shard(shard ? std::optional<std::string_view>(shard->text) : std::nullopt, given.variables());
  } catch (plan_error const& problem) {
    throw usage_error(shard ? fmt::format("--shard: {}", problem.what()) : problem.what());
  }
  into.settings.shard = into.shard.shard;
  if (auto const at = given.read(run_option::start_at)) {
    try {
      auto const now = std::chrono::system_clock::now();
      into.settings.start_at = parse_start_at(at->text, now);
      check_start_at(*into.settings.start_at, now);
    } catch (plan_error const& problem) {
      throw usage_error(fmt::format("--start-at: {}", problem.what()));
    }
  }
}

void read_threads(run_arguments const& given, run_request& into) {
  constexpr std::int64_t most_threads = 1024;
  auto const threads = apps::as_number(given.read(run_option::threads), 1, most_threads);
  into.settings.threads = static_cast<std::size_t>(threads.value_or(1));
  auto& plan = into.settings.plan;
  if (plan.connections < into.settings.threads) {
    throw usage_error(
        fmt::format("--threads: {} threads cannot share {} connections: each needs one of its own; give "
                    "--connections {} or more",
                    into.settings.threads, plan.connections, into.settings.threads));
  }
  if (plan.model == load_model::closed && plan.users < into.settings.threads) {
    throw usage_error(fmt::format("--threads: {} threads cannot share {} users; give --users {} or more",
                                  into.settings.threads, plan.users, into.settings.threads));
  }
}

void read_outputs(run_arguments const& given, run_request& into) {
  if (auto const format = given.read(run_option::output)) {
    if (format->text != "text" && format->text != "json") {
      throw usage_error(fmt::format("{}: '{}' is not text or json", format->origin, format->text));
    }
    into.format = format->text == "json" ? output_format::json : output_format::text;
  }
  auto const path = [&](run_option id) {
    auto const value = given.read(id);
    return value ? std::optional<std::filesystem::path>(value->text) : std::nullopt;
  };
  into.out = path(run_option::out);
  into.csv = path(run_option::csv);
  into.live = !apps::as_switch(given.read(run_option::no_live));
  constexpr std::int64_t highest_port = 65'535;
  if (auto const port = apps::as_number(given.read(run_option::prometheus), 0, highest_port)) {
    into.prometheus = static_cast<std::uint16_t>(*port);
  }
  into.html = path(run_option::html);
  distinct_files files;
  if (auto const plan = path(run_option::plan)) files.read("--plan", *plan);
  if (auto const targets = path(run_option::targets)) files.read("--targets", *targets);
  if (auto const token = path(run_option::token_file)) files.read("--token-file", *token);
  files.write("--out", into.out);
  files.write("--csv", into.csv);
  files.write("--html", into.html);
  if (auto const label = given.read(run_option::label)) into.settings.label = label->text;
}

/// A window that is longer than the measured part is never whole, so its threshold could only fail.
void check_windows(std::span<threshold const> thresholds, plan const& of) {
  // Only whole seconds are looked at.
  auto const whole = std::chrono::floor<std::chrono::seconds>(of.duration);
  for (auto const& each : thresholds) {
    if (!each.over || *each.over <= whole) continue;
    auto const shorter =
        whole.count() > 0 ? fmt::format("\"over {}s\" or less", whole.count()) : std::string("no \"over\"");
    throw usage_error(
        fmt::format("--threshold: \"{}\": only {} are measured, so there is no window of {}s; expected {}, or a "
                    "--duration of {}s or more",
                    each.text, apps::format_duration(of.duration), each.over->count(), shorter, each.over->count()));
  }
}

/// What the plan sends.
std::string load_of(plan const& of) {
  if (of.model == load_model::closed) return fmt::format("as many requests as {} connections allow", of.connections);
  double highest = 0;
  for (auto const& stage : of.stages) highest = std::max({highest, stage.from, stage.to});
  if (of.model == load_model::open) return fmt::format("up to {} requests", rate_text(highest));
  auto const count = apps::with_commas(arrivals::expected_total(of, rate_profile(of.stages)));
  if (of.execute) {
    return fmt::format(
        "orders to EXECUTE real scripts, about {} of them, up to {}, and polls each every {} until it is "
        "over,",
        count, rate_text(highest), apps::format_duration(of.polling.interval));
  }
  auto const looks = expected_looks(of);
  return fmt::format(
      "polls of about {} runs, up to {} of which begin, with about {:.1f} polls each: up to about {:.4g} "
      "requests/s,",
      count, rate_text(highest), looks, highest * looks);
}

}  // namespace

run_request make_run_request(run_arguments const& given) {
  run_request made;
  made.settings.plan = read_plan(given);
  try {
    made.thresholds = parse_thresholds(made.settings.plan.thresholds);
  } catch (threshold_error const& problem) {
    throw usage_error(fmt::format("--threshold: {}", problem.what()));
  }
  check_windows(made.thresholds, made.settings.plan);
  made.print_plan = apps::as_switch(given.read(run_option::print_plan)).has_value();
  made.dry_run = apps::as_switch(given.read(run_option::dry_run)).has_value();
  read_place(given, made);
  read_outputs(given, made);
  // Neither asks anybody.
  if (made.print_plan || made.dry_run) return made;
  read_threads(given, made);
  apps::read_service_access(given, made.service);
  // Before anything of the endpoint is shown.
  apps::check_all(made.service);
  made.settings.client = made.service.client;
  if (!apps::is_loopback(made.service.client.endpoint) && !apps::as_switch(given.read(run_option::yes))) {
    throw usage_error(warning_of_load(made.settings.plan, made.service.client.endpoint));
  }
  read_against(given, made);
  return made;
}

std::string warning_of_load(plan const& of, std::string const& endpoint) {
  return fmt::format(
      "{} is not this machine. The plan sends {} for {}. The service documents 30 requests/s for each user and 300 "
      "requests/s for this API, for all users of a project together: beyond that it answers HTTP 429, to others as "
      "well. Give --yes if that is what you want",
      endpoint, load_of(of), apps::format_duration(of.warmup + of.duration));
}

}  // namespace dataarts::load
