#include <dataarts/mock/run_rule.hpp>

#include "problem_list.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dataarts::mock {
namespace {

bool is_list(std::string const& text) {
  boost::json::error_code problem;
  auto const value = boost::json::parse(text, problem);
  return !problem && value.is_array();
}

void check_step(problem_list& found, run_step const& step, bool last, std::string const& at) {
  if (step.hold && (step.lasts || step.polls)) {
    found.add(at + ".hold stands beside a time or a number of polls; a step that holds ends by command only");
  }
  if (step.hold && last) found.add(at + ".hold is set, and no step follows; the last step never ends anyway");
  auto const ends = !step.error && (step.state == run_state::finished || step.state == run_state::failed);
  if (step.polls && *step.polls == 0) found.add(at + ".polls is 0; it has to be at least 1");
  if (last && (step.lasts || step.polls)) {
    found.add(at + " is the last step, and has an end; the last step has neither a time nor a number of polls");
  }
  if (!last && ends) found.add(at + " is FINISHED or FAILED, and other steps follow; a run has only one end");
  if (!last && !ends && !step.lasts && !step.polls && !step.hold) {
    found.add(at + " never ends, and other steps follow; it needs a time or a number of polls",
              {at + ".for", at + ".polls", at + ".hold"});
  }
  if (step.error) found.add_from(at + " has an answer that cannot be sent: ", {}, [&] { step.error->validate(); });
  if (step.error && !(step.message.empty() && step.results.empty() && step.body.empty())) {
    found.add(at + " is an error, and has a message, results or a body; it has to be one of the two");
  }
  if (!step.body.empty() && !(step.message.empty() && step.results.empty())) {
    found.add(at + " has a body, and a message or results; they are part of the body");
  }
  if (!step.results.empty() && !is_list(step.results)) found.add(at + ".results is not a list in JSON");
}

void check_faults(problem_list& found, std::vector<fault_rule> const& faults) {
  for (std::size_t i = 0; i < faults.size(); ++i) {
    auto const at = "faults[" + std::to_string(i) + ']';
    found.add_from(at + '.', {at}, [&] { faults[i].validate(); });
    for (std::size_t other = 0; other < i; ++other) {
      if (!faults[i].name.empty() && faults[other].name == faults[i].name) {
        found.add(at + ".name is '" + faults[i].name + "', as that of another fault; each needs a name of its own");
        break;
      }
    }
  }
}

void check_beside_answer(problem_list& found, run_rule const& rule) {
  if (!rule.timeline.empty()) found.add("timeline stands beside an answer; a rule has one of the two");
  if (rule.starts) found.add("starts stands beside an answer; it is for timelines", {"answer"});
  if (!rule.faults.empty()) found.add("faults stand beside an answer; they are for timelines", {"answer"});
  if (rule.failed != 0) found.add("failed stands beside an answer; it is for timelines", {"answer"});
  found.add_from("answer cannot be sent: ", {}, [&] { rule.answer->validate(); });
}

void check_timeline(problem_list& found, run_rule const& rule) {
  auto const& timeline = rule.timeline;
  if (timeline.empty()) {
    found.add("timeline is empty; a rule has a timeline of at least one step, or an answer", {"timeline", "answer"});
  }
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    check_step(found, timeline[i], i + 1 == timeline.size(), "timeline[" + std::to_string(i) + ']');
  }
  if (!(rule.failed >= 0 && rule.failed <= 1)) {
    found.add("failed is " + std::to_string(rule.failed) + "; it has to be a share between 0 and 1");
  }
  check_faults(found, rule.faults);
  if (rule.failed > 0 && !timeline.empty() && (timeline.back().error || timeline.back().state != run_state::finished)) {
    found.add("failed is set, and the timeline does not end FINISHED", {"timeline"});
  }
}

}  // namespace

void run_rule::validate() const {
  problem_list found;
  if (expect) found.add_from({}, {}, [&] { expect->validate(); });
  if (answer) {
    check_beside_answer(found, *this);
  } else {
    check_timeline(found, *this);
  }
  found.throw_any();
}

}  // namespace dataarts::mock
