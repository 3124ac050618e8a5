#include "runs/run_course.hpp"

#include <dataarts/mock/preset.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

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
  return made.append(R"(,"status":")").append(to_text(state)).append("\"}");
}

run_course::run_course(run_rule const& rule)
    : failed_(rule.failed),
      counts_polls_(std::any_of(rule.timeline.begin(), rule.timeline.end(),
                                [](auto const& each) {
                                  return each.polls ||
                                         (each.latency && each.latency->shape() != step_time::form::fixed);
                                })),
      waits_(std::any_of(rule.timeline.begin(), rule.timeline.end(), [](auto const& each) { return each.hold; })),
      faults_(rule.faults) {
  std::vector<step_outline> outline;
  for (auto const& each : rule.timeline) {
    auto const state = each.error ? std::nullopt : std::optional(each.state);
    auto label = each.error ? to_text(*each.error) : std::string(to_text(each.state));
    outline.push_back({label, each.hold});
    steps_.push_back({reply_of(each), each.lasts, each.polls, each.latency, state, std::move(label), is_end(each)});
  }
  outline_ = std::make_shared<std::vector<step_outline> const>(std::move(outline));
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
  ++at.polls;
  // More than its number, if it was held meanwhile.
  if (polls && at.polls >= *polls) at = {now, at.step + 1, 0};
}

answer const& run_course::reply(run_position const& at, bool fails) const noexcept {
  auto const& told = steps_[at.step];
  return told.ends && fails ? *failed_reply_ : told.reply;
}

std::optional<std::size_t> run_course::find(run_state state, std::size_t from) const noexcept {
  for (auto i = from; i < steps_.size(); ++i) {
    if (steps_[i].state == state) return i;
  }
  return std::nullopt;
}

std::chrono::nanoseconds run_course::latency(run_position const& at, keyed_draws const& draws,
                                             std::uint64_t nth) const noexcept {
  auto const& given = steps_[at.step].latency;
  return given ? draws.latency(*given, at.step, nth) : std::chrono::nanoseconds::zero();
}

std::optional<run_state> run_course::state(run_position const& at, bool fails) const noexcept {
  auto const& told = steps_[at.step];
  return told.ends && fails ? run_state::failed : told.state;
}

std::string_view run_course::label(run_position const& at, bool fails) const noexcept {
  auto const& told = steps_[at.step];
  return told.ends && fails ? to_text(run_state::failed) : told.label;
}

std::optional<clock::time_point> run_course::step_end(run_position const& at, keyed_draws const& draws) const noexcept {
  auto const& lasts = steps_[at.step].lasts;
  if (!lasts) return std::nullopt;
  return at.entered + draws.time(*lasts, at.step);
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
