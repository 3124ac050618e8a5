#include "command/model_options.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace dataarts::load {
namespace {

void refuse(run_arguments const& given, std::span<run_option const> those, std::string_view wanted) {
  if (auto const named = given.given_of(those); !named.empty()) {
    throw apps::usage_error(fmt::format("{}: is of use only with {}", named.front(), wanted));
  }
}

}  // namespace

void check_model_options(run_arguments const& given, plan const& made) {
  constexpr std::array kinds{run_option::rate, run_option::stages, run_option::users, run_option::starts,
                             run_option::plan};
  if (given.given_of(kinds).empty()) {
    throw apps::usage_error(
        "no kind of load is given: give --users N (closed loop: as fast as N users get their answers), --rate R or "
        "--stages S (open loop: at planned instants), or --starts R (workload: scripts start and are polled)");
  }
  constexpr std::array of_workloads{run_option::run_time,    run_option::poll_interval,     run_option::poll_growth,
                                    run_option::poll_jitter, run_option::poll_max_interval, run_option::poll_delay,
                                    run_option::execute};
  constexpr std::array of_arrivals{run_option::arrivals, run_option::max_in_flight};
  constexpr std::array of_zipf{run_option::zipf};
  if (made.model != load_model::workload) refuse(given, of_workloads, "a workload, --starts RATE");
  if (made.model == load_model::closed) refuse(given, of_arrivals, "planned arrivals: --rate, --stages or --starts");
  if (made.execute) {
    if (given.has(run_option::instance)) {
      throw apps::usage_error(
          "--instance: has no effect with --execute, as the service names the instances of the scripts that are "
          "started; leave it out");
    }
    if (given.has(run_option::run_time)) {
      throw apps::usage_error(
          "--run-time: has no effect with --execute, as the scripts take the time that they take; leave it out");
    }
  }
  if (made.order != target_order::zipf) refuse(given, of_zipf, "--order zipf");
}

}  // namespace dataarts::load
