#include <dataarts/mock/run_rule.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace dataarts::mock {
namespace {

[[noreturn]] void refuse(std::string const& what) { throw std::invalid_argument(what); }

bool is_list(std::string const& text) {
  boost::json::error_code problem;
  auto const value = boost::json::parse(text, problem);
  return !problem && value.is_array();
}

void check_answer(canned_answer const& what, std::string const& before) {
  try {
    what.validate();
  } catch (std::invalid_argument const& problem) {
    refuse(before + problem.what());
  }
}

void check_step(run_step const& step, bool last, std::string const& at) {
  if (step.hold && (step.lasts || step.polls)) {
    refuse(at + ".hold stands beside a time or a number of polls; a step that holds ends by command only");
  }
  if (step.hold && last) refuse(at + ".hold is set, and no step follows; the last step never ends anyway");
  auto const ends = !step.error && (step.state == run_state::finished || step.state == run_state::failed);
  if (step.polls && *step.polls == 0) refuse(at + ".polls is 0; it has to be at least 1");
  if (last && (step.lasts || step.polls)) {
    refuse(at + " is the last step, and has an end; the last step has neither a time nor a number of polls");
  }
  if (!last && ends) refuse(at + " is FINISHED or FAILED, and other steps follow; a run has only one end");
  if (!last && !step.lasts && !step.polls && !step.hold) {
    refuse(at + " never ends, and other steps follow; it needs a time or a number of polls");
  }
  if (step.error) check_answer(*step.error, at + " has an answer that cannot be sent: ");
  if (step.error && !(step.message.empty() && step.results.empty() && step.body.empty())) {
    refuse(at + " is an error, and has a message, results or a body; it has to be one of the two");
  }
  if (!step.body.empty() && !(step.message.empty() && step.results.empty())) {
    refuse(at + " has a body, and a message or results; they are part of the body");
  }
  if (!step.results.empty() && !is_list(step.results)) refuse(at + ".results is not a list in JSON");
}

void check_faults(std::vector<fault_rule> const& faults) {
  for (std::size_t i = 0; i < faults.size(); ++i) {
    auto const at = "faults[" + std::to_string(i) + ']';
    try {
      faults[i].validate();
    } catch (std::invalid_argument const& wrong) {
      refuse(at + '.' + wrong.what());
    }
    for (std::size_t other = 0; other < i; ++other) {
      if (faults[other].name == faults[i].name) {
        refuse(at + ".name is '" + faults[i].name + "', as that of another fault; each needs a name of its own");
      }
    }
  }
}

}  // namespace

void run_rule::validate() const {
  if (expect) expect->validate();
  if (answer) {
    if (!timeline.empty()) refuse("timeline stands beside an answer; a rule has one of the two");
    if (starts) refuse("starts stands beside an answer; it is for timelines");
    if (!faults.empty()) refuse("faults stand beside an answer; they are for timelines");
    if (failed != 0) refuse("failed stands beside an answer; it is for timelines");
    check_answer(*answer, "answer cannot be sent: ");
    return;
  }
  if (timeline.empty()) refuse("timeline is empty; a rule has a timeline of at least one step, or an answer");
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    check_step(timeline[i], i + 1 == timeline.size(), "timeline[" + std::to_string(i) + ']');
  }
  if (!(failed >= 0 && failed <= 1)) {
    refuse("failed is " + std::to_string(failed) + "; it has to be a share between 0 and 1");
  }
  check_faults(faults);
  if (failed > 0 && (timeline.back().error || timeline.back().state != run_state::finished)) {
    refuse("failed is set, and the timeline does not end FINISHED");
  }
}

}  // namespace dataarts::mock
