#include "runs/rule_log.hpp"

#include <dataarts/mock/preset.hpp>

#include "runs/name_pattern.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::runs {
namespace {

std::string step_text(run_step const& step) {
  return step.error ? to_text(*step.error) : std::string(to_text(step.state));
}

instance_name to_name(std::string const& session, name_view of) {
  return {session, std::string(of.workspace), std::string(of.script), std::string(of.instance)};
}

}  // namespace

rule_log::rule_log(run_rule const& of, shared_course const* course)
    : steps_(static_cast<std::uint32_t>(course == nullptr ? 0 : course->timeline.size())),
      behind_steps_(steps_ == 0 ? 0 : 2 * steps_ - 1),
      of_(&of),
      course_(course) {
  auto const faults = course == nullptr ? 0 : course->faults.size();
  auto const size = behind_steps_ + (may_fail() || of.answer ? 1 : 0) + faults;
  if (size > in_one_word) more_seen_ = std::vector<std::atomic<bool>>(size - in_one_word);
}

std::vector<std::string> rule_log::items() const {
  std::vector<std::string> made;
  if (of_->answer) made.push_back("answer " + std::string(to_text(*of_->answer)));
  if (course_ == nullptr) return made;
  auto const& steps = course_->timeline;
  for (std::size_t i = 0; i < steps.size(); ++i)
    made.push_back("step " + std::to_string(i) + ' ' + step_text(steps[i]));
  for (std::size_t i = 1; i < steps.size(); ++i) made.push_back(step_text(steps[i - 1]) + " -> " + step_text(steps[i]));
  if (may_fail()) made.emplace_back("FAILED in place of FINISHED");
  for (auto const& each : course_->faults) made.push_back("fault " + each.name);
  return made;
}

void rule_log::note_fault(std::string_view name) noexcept {
  if (course_ == nullptr) return;
  auto const& all = course_->faults;
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const& each) { return each.name == name; });
  if (found == all.end()) return;
  see(behind_steps_ + (may_fail() ? 1 : 0) + static_cast<std::size_t>(found - all.begin()));
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
  coverage::of_rule made{of_->name, {}};
  for (auto& each : items()) {
    auto const seen = is_seen(made.items.size());
    made.items.push_back({std::move(each), seen});
  }
  return made;
}

std::vector<verdict> rule_log::judge(std::optional<std::string> const& only) const {
  std::vector<verdict> made;
  if (!of_->expect) return made;
  std::lock_guard const lock(mutex_);
  for (auto const& [session, conducts] : by_session_) {
    if (only && session != *only) continue;
    for (auto const& [run, seen] : conducts) {
      made.push_back({of_->name, to_name(session, run.view()), seen.polls(), seen.judge(*of_->expect)});
    }
  }
  std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) { return a.of < b.of; });
  // A pattern may be there for instances that need not come.
  if (made.empty() && name_pattern(of_->script).exact() && name_pattern(of_->instance).exact()) {
    expectation of_nobody;
    of_nobody.polls = of_->expect->polls;
    made.push_back({of_->name, std::nullopt, 0, conduct().judge(of_nobody)});
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
