#include "runs/run_course.hpp"

#include "runs/state_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace dataarts::mock::runs {
namespace {

answer reply_of(run_step const& step) {
  if (step.error) return make_answer(*step.error);
  return answer(200, step.body.empty() ? run_body(step.state, step.results, step.message) : step.body);
}

bool is_end(run_step const& step) {
  return !step.error && (step.state == run_state::finished || step.state == run_state::failed);
}

}  // namespace

std::string run_body(run_state state, std::string_view results, std::string_view message) {
  std::string made = R"({"results":)";
  made.append(results.empty() ? "[]" : results);
  if (!message.empty()) {
    made.append(R"(,"message":)");
    made.append(boost::json::serialize(boost::json::value(boost::json::string_view(message))));
  }
  return made.append(R"(,"status":")").append(state_text(state)).append("\"}");
}

run_course::run_course(run_rule const& rule)
    : failed_(rule.failed),
      counts_polls_(std::any_of(rule.timeline.begin(), rule.timeline.end(),
                                [](auto const& each) { return each.polls.has_value(); })),
      faults_(rule.faults) {
  for (auto const& each : rule.timeline) {
    steps_.push_back({reply_of(each), each.lasts, each.polls, is_end(each),
                      each.error ? to_text(*each.error) : state_text(each.state)});
  }
  if (failed_ > 0) failed_reply_.emplace(200, run_body(run_state::failed, {}, rule.failed_message));
}

void run_course::settle(run_position& at, keyed_draws const& draws, clock::time_point now) const noexcept {
  while (auto const& lasts = steps_[at.step].lasts) {
    auto const end = at.entered + draws.time(*lasts, at.step);
    if (now < end) return;
    at = {end, at.step + 1, 0};
  }
}

void run_course::note_poll(run_position& at, clock::time_point now) const noexcept {
  auto const& polls = steps_[at.step].polls;
  if (polls && ++at.polls == *polls) at = {now, at.step + 1, 0};
}

answer const& run_course::reply(run_position const& at, keyed_draws const& draws) const noexcept {
  return fails(at, draws) ? *failed_reply_ : steps_[at.step].reply;
}

bool run_course::fails(run_position const& at, keyed_draws const& draws) const noexcept {
  return steps_[at.step].ends && failed_reply_ && draws.among(failed_);
}

std::string_view run_course::told(run_position const& at, keyed_draws const& draws) const noexcept {
  return fails(at, draws) ? state_text(run_state::failed) : steps_[at.step].told;
}

std::optional<clock::time_point> run_course::end(run_position at, keyed_draws const& draws) const noexcept {
  while (!steps_[at.step].ends) {
    auto const& next = steps_[at.step];
    if (!next.lasts || next.polls) return std::nullopt;
    at = {at.entered + draws.time(*next.lasts, at.step), at.step + 1, 0};
  }
  return at.entered;
}

}  // namespace dataarts::mock::runs
