#include "plan/plan_checks.hpp"

#include "plan/exact_duration.hpp"
#include "plan/plan_bounds.hpp"
#include "plan/rate_profile.hpp"
#include "plan/rate_units.hpp"
#include "plan/stages.hpp"
#include "plan/target_choice.hpp"

#include <dataarts/reference_objection.hpp>

#include <fmt/format.h>
#include <parse_duration.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

using std::chrono::nanoseconds;

class problem_finder {
 public:
  explicit problem_finder(plan const& of) : plan_(of) {}

  std::vector<plan_problem> find() && {
    if (plan_.model == load_model::closed) {
      closed();
    } else {
      planned();
    }
    limits();
    targets();
    if (plan_.model == load_model::workload) workload();
    return std::move(found_);
  }

 private:
  void add(std::string field, std::string why) { found_.push_back({std::move(field), std::move(why)}); }

  bool duration(std::string_view field, nanoseconds value, bool zero_too) {
    if (value < nanoseconds(zero_too ? 0 : 1)) {
      add(std::string(field), fmt::format("{}; expected {}", exact_duration_text(value),
                                          zero_too ? "no less than 0s" : "more than 0s, such as 30s"));
      return false;
    }
    if (value > common::longest_duration) {
      add(std::string(field), "longer than ten years, which is the longest");
      return false;
    }
    return true;
  }

  void closed() {
    duration("warmup", plan_.warmup, true);
    duration("duration", plan_.duration, false);
    if (plan_.requests == 0U) add("requests", "0 requests; expected at least 1, or none to end by time alone");
    if (plan_.users == 0) add("users", "no users, so nothing would be sent; expected at least 1");
  }

  void planned() {
    auto const stages_good = stages();
    auto const warmup_good = duration("warmup", plan_.warmup, true);
    auto const length = stages_good ? length_of(plan_.stages) : nanoseconds(0);
    if (stages_good && warmup_good && plan_.warmup >= length) {
      add("warmup", fmt::format("{} is not shorter than all stages together, {}, so nothing would be measured",
                                exact_duration_text(plan_.warmup), exact_duration_text(length)));
    } else if (stages_good && warmup_good && plan_.duration != length - plan_.warmup) {
      add("duration", fmt::format("{}, but after the warm-up the stages last {}; leave it out, or change the stages",
                                  exact_duration_text(plan_.duration), exact_duration_text(length - plan_.warmup)));
    }
    if (plan_.model == load_model::open && plan_.requests == 0U) {
      add("requests", "0 requests; expected at least 1, or none to end with the stages");
    }
    if (plan_.model == load_model::workload && plan_.requests) {
      add("requests", "a workload ends with its stages; leave it out");
    }
    if (plan_.max_in_flight == 0) add("max_in_flight", "0, so everything would be dropped; expected at least 1");
  }

  bool stages() {
    if (plan_.stages.empty()) {
      add("stages", "none; expected a rate such as 500/s, or stages such as 0->500/s:30s,500/s:5m");
      return false;
    }
    auto const before = found_.size();
    nanoseconds sum{0};
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      auto const& stage = plan_.stages[i];
      rate(fmt::format("stages[{}].from", i), stage.from);
      rate(fmt::format("stages[{}].to", i), stage.to);
      if (!duration(fmt::format("stages[{}].lasting", i), stage.lasting, false)) continue;
      if (sum <= common::longest_duration) sum += stage.lasting;
    }
    if (sum > common::longest_duration) add("stages", "together longer than ten years, which is the longest");
    if (found_.size() == before && rate_profile(plan_.stages).total() == 0) {
      add("stages", "the rate is 0 all the time, so nothing would be sent; expected such as 500/s:5m");
    }
    return found_.size() == before;
  }

  void rate(std::string field, double value) {
    if (!(value >= 0 && value <= highest_rate)) {
      add(std::move(field), fmt::format("{}/s; expected a rate from 0/s to {:.0f}/s", value, highest_rate));
    }
  }

  void at_most(std::string_view field, std::uint64_t value, std::int64_t most) {
    if (value > static_cast<std::uint64_t>(most)) {
      add(std::string(field), fmt::format("{}; at most {} are supported", value, most));
    }
  }

  void limits() {
    if (plan_.connections == 0) add("connections", "0; expected at least 1");
    at_most("connections", plan_.connections, most_connections);
    at_most("users", plan_.users, most_in_flight);
    at_most("max_in_flight", plan_.max_in_flight, most_in_flight);
    if (plan_.requests) at_most("requests", *plan_.requests, most_requests);
    duration("timeout", plan_.timeout, false);
  }

  void targets() {
    if (plan_.targets.empty()) {
      add("targets", "none; expected at least one script and instance");
    } else if (plan_.targets.size() > target_choice::most) {
      add("targets", fmt::format("{}; at most {} are supported", plan_.targets.size(), target_choice::most));
    }
    for (std::size_t i = 0; i < plan_.targets.size(); ++i) {
      auto const& each = plan_.targets[i];
      auto const why = each.script().empty()     ? std::optional<std::string>("no script; expected its name")
                       : each.instance().empty() ? std::optional<std::string>("no instance; expected its id")
                                                 : reference_objection(each);
      if (!why) continue;
      add(fmt::format("targets[{}]", i), *why);
      break;  // there may be a million like it
    }
    constexpr double highest_exponent = 10;
    if (plan_.order == target_order::zipf && !(plan_.zipf_exponent >= 0 && plan_.zipf_exponent <= highest_exponent)) {
      add("zipf_exponent", fmt::format("{}; expected a number from 0, all alike, to {}; usual is 1",
                                       plan_.zipf_exponent, highest_exponent));
    }
  }

  void workload() {
    auto const& polling = plan_.polling;
    duration("polling.initial_delay", polling.initial_delay, true);
    auto const interval_good = duration("polling.interval", polling.interval, false);
    if (interval_good && polling.interval < std::chrono::milliseconds(1)) {
      add("polling.interval", fmt::format("{}; expected at least 1ms", exact_duration_text(polling.interval)));
    }
    constexpr double highest_growth = 1000;
    if (!(polling.growth >= 1 && polling.growth <= highest_growth)) {
      add("polling.growth", fmt::format("{}; expected from 1, always the same interval, to {}; usual is 1.5",
                                        polling.growth, highest_growth));
    }
    if (duration("polling.max_interval", polling.max_interval, false) && interval_good &&
        polling.max_interval < polling.interval) {
      add("polling.max_interval",
          fmt::format("{} is shorter than the interval, {}", exact_duration_text(polling.max_interval),
                      exact_duration_text(polling.interval)));
    }
    if (!(polling.jitter >= 0 && polling.jitter <= 1)) {
      add("polling.jitter", fmt::format("{}; expected a share from 0 to 1", polling.jitter));
    }
    if (plan_.execute) return;
    auto const median_good = duration("run_times.median", plan_.run_times.median, false);
    if (duration("run_times.p99", plan_.run_times.p99, false) && median_good &&
        plan_.run_times.p99 < plan_.run_times.median) {
      add("run_times.p99", fmt::format("{} is shorter than the median, {}", exact_duration_text(plan_.run_times.p99),
                                       exact_duration_text(plan_.run_times.median)));
    }
  }

  plan const& plan_;
  std::vector<plan_problem> found_;
};

}  // namespace

std::vector<plan_problem> problems_of(plan const& of) { return problem_finder(of).find(); }

std::string to_text(std::vector<plan_problem> const& problems) {
  std::string text;
  for (auto const& each : problems) text += each.field + ": " + each.why + '\n';
  return text;
}

}  // namespace dataarts::load
