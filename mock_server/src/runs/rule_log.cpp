#include "runs/rule_log.hpp"

#include <dataarts/mock/preset.hpp>

#include "runs/name_pattern.hpp"

#include <algorithm>

namespace dataarts::mock::runs {
namespace {

std::string step_text(run_step const& step) {
  return step.error ? to_text(*step.error) : std::string(to_text(step.state));
}

instance_name to_name(std::string const& session, name_view of) {
  return {session, std::string(of.workspace), std::string(of.script), std::string(of.instance)};
}

}  // namespace

rule_log::rule_log(run_rule const& of)
    : name_(of.name),
      for_one_(name_pattern(of.script).exact() && name_pattern(of.instance).exact()),
      expected_(of.expect),
      steps_(of.timeline.size()) {
  auto const& steps = of.timeline;
  for (std::size_t i = 0; i < steps.size(); ++i)
    items_.push_back("step " + std::to_string(i) + ' ' + step_text(steps[i]));
  for (std::size_t i = 1; i < steps.size(); ++i)
    items_.push_back(step_text(steps[i - 1]) + " -> " + step_text(steps[i]));
  if (of.failed > 0) {
    failed_at_ = items_.size();
    items_.push_back("FAILED in place of FINISHED");
  }
  if (of.answer) {
    answer_at_ = items_.size();
    items_.push_back("answer " + std::string(to_text(*of.answer)));
  }
  faults_at_ = items_.size();
  for (auto const& each : of.faults) faults_.push_back(each.name);
  for (auto const& each : faults_) items_.push_back("fault " + each);
  seen_ = std::vector<std::atomic<bool>>(items_.size());
}

void rule_log::note_fault(std::string_view name) noexcept {
  auto const found = std::find(faults_.begin(), faults_.end(), name);
  if (found != faults_.end()) see(faults_at_ + static_cast<std::size_t>(found - faults_.begin()));
}

std::uint64_t rule_log::note_poll(name_view run, std::string_view session, poll_facts const& poll) {
  std::lock_guard const lock(mutex_);
  auto of_session = by_session_.find(session);
  if (of_session == by_session_.end()) of_session = by_session_.try_emplace(std::string(session)).first;
  auto& conducts = of_session->second;
  auto found = conducts.find(run);
  if (found == conducts.end()) found = conducts.try_emplace(name_key(run)).first;
  found->second.note(poll);
  return found->second.polls();
}

coverage::of_rule rule_log::covered() const {
  coverage::of_rule made{name_, {}};
  for (std::size_t i = 0; i < items_.size(); ++i) made.items.push_back({items_[i], seen_[i].load()});
  return made;
}

std::vector<verdict> rule_log::judge(std::optional<std::string> const& only) const {
  std::vector<verdict> made;
  if (!expected_) return made;
  std::lock_guard const lock(mutex_);
  for (auto const& [session, conducts] : by_session_) {
    if (only && session != *only) continue;
    for (auto const& [run, seen] : conducts) {
      made.push_back({name_, to_name(session, run.view()), seen.polls(), seen.judge(*expected_)});
    }
  }
  std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) { return a.of < b.of; });
  // A pattern may be there for instances that need not come.
  if (made.empty() && for_one_) {
    expectation of_nobody;
    of_nobody.polls = expected_->polls;
    made.push_back({name_, std::nullopt, 0, conduct().judge(of_nobody)});
    for (auto& each : made.back().findings) each.poll.reset();
  }
  return made;
}

void rule_log::forget(std::string_view session, name_view run) {
  std::lock_guard const lock(mutex_);
  auto const found = by_session_.find(session);
  if (found == by_session_.end()) return;
  auto const of_run = found->second.find(run);
  if (of_run != found->second.end()) found->second.erase(of_run);
}

void rule_log::forget(std::optional<std::string_view> session) {
  std::lock_guard const lock(mutex_);
  if (!session) return by_session_.clear();
  auto const found = by_session_.find(*session);
  if (found != by_session_.end()) by_session_.erase(found);
}

}  // namespace dataarts::mock::runs
