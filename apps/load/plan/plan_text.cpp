#include "plan/plan_text.hpp"

#include "display_text.hpp"
#include "plan/arrivals.hpp"
#include "plan/exact_duration.hpp"
#include "plan/expected_looks.hpp"
#include "plan/plan_hash.hpp"
#include "plan/plan_names.hpp"
#include "plan/run_time.hpp"
#include "plan/stages.hpp"
#include "plan/target_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace dataarts::load {
namespace {

using std::chrono::nanoseconds;

// "12,345".
std::string grouped_digits(std::uint64_t value) {
  auto text = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view what) {
  return grouped_digits(count) + ' ' + std::string(what) + (count == 1 ? "" : "s");
}

std::uint64_t share_of_shard(std::uint64_t total, shard const& part) noexcept {
  return total > part.index ? (total - part.index - 1) / part.count + 1 : 0;
}

class plan_writer {
 public:
  plan_writer(plan const& of, shard_choice const& part)
      : plan_(of),
        part_(part),
        targets_(of.order, of.targets.size(), of.seed, of.zipf_exponent),
        unit_(of.model == load_model::workload ? "start" : "request") {}

  std::string write() && {
    line("plan", plan_hash(plan_));
    if (plan_.model == load_model::closed) {
      closed();
    } else {
      planned();
    }
    targets();
    shard();
    return std::move(out_);
  }

 private:
  void line(std::string_view name, std::string_view text) {
    fmt::format_to(std::back_inserter(out_), "{:<10} {}\n", name, text);
  }

  void closed() {
    line("model", fmt::format("closed: {} on {}, each sends when it has its answer", counted(plan_.users, "user"),
                              counted(plan_.connections, "connection")));
    auto ends = exact_duration_text(plan_.duration);
    if (plan_.requests) ends += " or " + counted(*plan_.requests, "request") + ", whichever is first";
    line("lasts", ends + warmup());
    line("requests", "as many as the answers allow");
  }

  std::string warmup() const {
    return plan_.warmup.count() == 0 ? "" : fmt::format(", after {} of warm-up", exact_duration_text(plan_.warmup));
  }

  void planned() {
    rate_profile const profile(plan_.stages);
    auto const total = arrivals::expected_total(plan_, profile);
    line("model",
         fmt::format("{}: {} arrivals, at most {} in flight on {}", to_string(plan_.model), to_string(plan_.arrivals),
                     grouped_digits(plan_.max_in_flight), counted(plan_.connections, "connection")));
    line("lasts", exact_duration_text(plan_.duration) + warmup());
    auto all = about() + counted(total, unit_);
    if (plan_.requests) all += fmt::format(": ends after {} that are measured", grouped_digits(*plan_.requests));
    line(unit_ + "s", all);
    stages(profile);
    first_instants(profile);
    if (plan_.model == load_model::workload) looks();
  }

  std::string about() const { return plan_.arrivals == arrivals_kind::poisson ? "about " : ""; }

  void stages(rate_profile const& profile) {
    constexpr std::size_t most_lines = 20;
    nanoseconds begin{0};
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      if (i == most_lines) return line("", fmt::format("… {} more stages", plan_.stages.size() - i));
      auto const& stage = plan_.stages[i];
      auto const end = begin + stage.lasting;
      auto const count = [&](nanoseconds at) {
        return static_cast<std::uint64_t>((profile.due_by(at) + work_of_one - 1) / work_of_one);
      };
      auto const to = rate_text(stage.to);
      auto const rates = stage.from == stage.to ? to : fmt::format("{} -> {}", rate_text(stage.from), to);
      line(i == 0 ? "stages" : "",
           fmt::format("{:<18} from {:>8} to {:>8}  {}{}", rates, exact_duration_text(begin), exact_duration_text(end),
                       about(), counted(count(end) - count(begin), unit_)));
      begin = end;
    }
  }

  void first_instants(rate_profile const& profile) {
    constexpr int shown = 5;
    arrivals coming(plan_, profile, part_.shard);
    for (int i = 0; i < shown; ++i) {
      auto const next = coming.next();
      if (!next) break;
      auto const seconds = std::chrono::duration<double>(next->at).count();
      line(i == 0 ? "first" : "",
           fmt::format("{:>14.9f} s  number {:<8} {}", seconds, next->k, name_of(targets_(next->k))));
    }
  }

  void looks() {
    auto const& polling = plan_.polling;
    line("polling", fmt::format("first look after {}, then every {}, times {} up to {}, jitter {}",
                                exact_duration_text(polling.initial_delay), exact_duration_text(polling.interval),
                                polling.growth, exact_duration_text(polling.max_interval), polling.jitter));
    if (plan_.execute) return line("run times", "those of the service");
    line("run times",
         fmt::format("lognormal, half shorter than {}, 1% longer than {}", exact_duration_text(plan_.run_times.median),
                     exact_duration_text(plan_.run_times.p99)));
    auto const mean = expected_looks(plan_);
    double highest = 0;
    for (auto const& each : plan_.stages) highest = std::max({highest, each.from, each.to});
    line("looks", fmt::format("about {:.1f} for each run, so up to about {:.4g} requests/s", mean, mean * highest));
  }

  std::string name_of(std::size_t place) const {
    auto const& target = plan_.targets[place];
    auto name = std::string(target.script()) + ' ' + std::string(target.instance());
    if (!target.workspace().empty()) name += " in " + std::string(target.workspace());
    constexpr std::size_t widest = 60;
    return apps::truncate(apps::escape_controls(name), widest);
  }

  void targets() {
    auto const count = plan_.targets.size();
    constexpr std::size_t shown = 3;
    if (count == 1) return line("targets", name_of(0));
    line("targets", counted(count, "target") + ", " + mix());
    auto const shares = target_shares(plan_.order, count, plan_.zipf_exponent, shown);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      line("", fmt::format("{:>8.4f}%  {}", shares[i] * 100, name_of(i)));
    }
    if (count > shown) line("", fmt::format("{:>9}  {} more", "…", grouped_digits(count - shown)));
  }

  std::string mix() const {
    switch (plan_.order) {
      case target_order::in_order:
        return "one after the other";
      case target_order::random:
        return "at random, all alike";
      case target_order::zipf:
        break;
    }
    return fmt::format("at random, the first ones most (Zipf, exponent {})", plan_.zipf_exponent);
  }

  void shard() {
    auto const& mine = part_.shard;
    if (mine.count == 1) return line("shard", "all of it");
    auto text = fmt::format("{}/{} by {}", mine.index, mine.count, part_.origin);
    if (plan_.model != load_model::closed) {
      auto const total = arrivals::expected_total(plan_, rate_profile(plan_.stages));
      text += fmt::format(": numbers {}, {}, …, {}{}", mine.index, mine.index + mine.count, about(),
                          counted(share_of_shard(total, mine), unit_));
    }
    line("shard", text);
  }

  plan const& plan_;
  shard_choice const& part_;
  target_choice targets_;
  std::string unit_;
  std::string out_;
};

}  // namespace

std::string plan_text(plan const& of, shard_choice const& part) { return plan_writer(of, part).write(); }

}  // namespace dataarts::load
