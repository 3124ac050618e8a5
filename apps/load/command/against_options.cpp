#include "command/against_options.hpp"

#include "command/share_option.hpp"
#include "duration_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdint>

namespace dataarts::load {
namespace {

using apps::usage_error;

void refuse_what_has_no_turns(run_arguments const& given, run_request const& request) {
  constexpr std::array<run_option, 7> others{run_option::out,       run_option::csv,      run_option::shard,
                                             run_option::start_at,  run_option::abort_on, run_option::requests,
                                             run_option::prometheus};
  if (auto const named = given.given_of(others); !named.empty()) {
    throw usage_error(
        fmt::format("--against: {} cannot be given with it: its turns are pieces of time of two runs in "
                    "one process; the result of both is had by --output json",
                    fmt::join(named, " and ")));
  }
  if (request.settings.plan.requests) {
    throw usage_error(
        "--against: the plan ends after a number of requests, but turns are pieces of time; take requests "
        "out of it and give a duration");
  }
  for (auto const& each : request.thresholds) {
    if (!each.abort && !each.over) continue;
    throw usage_error(fmt::format("--against: the threshold \"{}\" cannot be watched over turns; leave out {}",
                                  each.text, each.abort ? "abort" : "over"));
  }
  if (request.settings.plan.model == load_model::workload) {
    throw usage_error(
        "--against: a workload has no turns, as its runs last longer than one; give --users, --rate or --stages, or "
        "run "
        "it twice and use dataarts-load compare");
  }
  if (request.shard.shard.count > 1) {
    throw usage_error("--against: the environment makes this process one shard of many; give --shard 0/1");
  }
}

void check_other_endpoint(run_arguments const& given, run_request const& request, std::string const& other) {
  auto service = request.service;
  service.client.endpoint = other;
  service.origins.endpoint = "--against";
  apps::check_all(service);
  if (apps::is_loopback(other) || apps::as_switch(given.read(run_option::yes))) return;
  throw usage_error("--against: " + warning_of_load(request.settings.plan, other));
}

}  // namespace

void read_against(run_arguments const& given, run_request& into) {
  auto const other = given.read(run_option::against);
  if (!other) {
    constexpr std::array<run_option, 2> parts{run_option::turn, run_option::margin};
    if (auto const named = given.given_of(parts); !named.empty()) {
      throw usage_error(fmt::format("{}: is of use only with --against URL", named.front()));
    }
    return;
  }
  refuse_what_has_no_turns(given, into);
  check_other_endpoint(given, into, other->text);
  auto const length = apps::as_duration(given.read(run_option::turn));
  auto const& plan = into.settings.plan;
  if (length && *length > plan.duration) {
    throw usage_error(fmt::format("--turn: {} is more than the duration of the plan, {}",
                                  apps::format_duration(*length), apps::format_duration(plan.duration)));
  }
  against_request made;
  made.endpoint = other->text;
  made.turns = turns_of(plan.duration, length.value_or(std::chrono::nanoseconds::zero()));
  if (made.turns.count < fewest_blocks) {
    auto const needed = static_cast<std::int64_t>(fewest_blocks);
    throw usage_error(fmt::format(
        "--against: {} {} of {} cannot tell what changed, {} are needed: give --duration {} or "
        "more, or --turn {}ms or less",
        made.turns.count, made.turns.count == 1 ? "turn" : "turns", apps::format_duration(made.turns.length),
        fewest_blocks, apps::format_duration(made.turns.length * needed),
        plan.duration / needed / std::chrono::milliseconds(1)));
  }
  made.options.margin = share_of(given.read(run_option::margin), made.options.margin);
  into.against = std::move(made);
}

}  // namespace dataarts::load
