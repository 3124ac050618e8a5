#include "runs/fault_plan.hpp"

#include "mix.hpp"
#include "runs/whole_draws.hpp"
#include "stable_hash.hpp"

namespace dataarts::mock::runs {

fault_draws::fault_draws(std::string_view fault) noexcept : name_key_(stable_hash(0, fault)) {}

std::uint64_t fault_draws::key(keyed_draws const& run, std::uint64_t nth, std::uint64_t purpose) const noexcept {
  return mix(mix(run.key() ^ name_key_) + 2 * nth + purpose);
}

bool fault_draws::befalls(fault_polls const& on, keyed_draws const& run, std::uint64_t nth) const noexcept {
  switch (on.which()) {
    case fault_polls::form::every:
      return true;
    case fault_polls::form::first:
      return nth <= on.n();
    case fault_polls::form::one:
      return nth == on.n();
    case fault_polls::form::every_nth:
      return nth % on.n() == 0;
    case fault_polls::form::rate:
      return hits(key(run, nth, 0), on.share());
  }
  return false;
}

std::chrono::nanoseconds fault_draws::delay(step_time const& of, keyed_draws const& run,
                                            std::uint64_t nth) const noexcept {
  return draw_time(key(run, nth, 1), of);
}

fault_plan::fault_plan(std::vector<fault_rule> const& rules) {
  for (auto const& each : rules) faults_.push_back({each, fault_draws(each.name)});
}

bool fault_plan::apply_some(keyed_draws const& run, std::uint64_t nth, decision& to) const {
  bool delayed = false;
  bool spoilt = false;
  bool arrives = true;
  for (auto const& [rule, draws] : faults_) {
    auto const has_other = rule.wire || rule.answer;
    if ((delayed || !rule.delay) && (spoilt || !has_other)) continue;
    if (!draws.befalls(rule.on, run, nth)) continue;
    if (rule.delay && !delayed) {
      to.delay += draws.delay(*rule.delay, run, nth);
      to.about.fault = rule.name;
      delayed = true;
    }
    if (has_other && !spoilt) {
      if (rule.answer) {
        to.reply = rule.answer;
        to.about.told = {};
      }
      to.fault = rule.wire;
      arrives = rule.wire && rule.wire->leaves_whole();
      to.about.fault = rule.name;
      spoilt = true;
    }
  }
  return arrives;
}

}  // namespace dataarts::mock::runs
