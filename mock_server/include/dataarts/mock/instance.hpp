#ifndef DATAARTS_MOCK_INSTANCE_HPP
#define DATAARTS_MOCK_INSTANCE_HPP

#include <dataarts/mock/run_rule.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace dataarts::mock {

/// Makes a `run_rule` word by word:
///
///     server.add(mock::instance("stuck").script("load").running_for(11min).then_finished());
///
/// What is wrong with the whole is said when it is added; a word that is out of place throws `std::logic_error`. A
/// value, not for several threads at once.
class instance {
 public:
  /// @param name  for `server::polls`, `hold` and so on, for expectations and messages
  explicit instance(std::string name) { rule_.name = std::move(name); }

  // Which instances: `*` stands for any text; what is left out matches anything.
  instance& script(std::string pattern);
  instance& id(std::string pattern);         ///< of the instance, as in the path
  instance& workspace(std::string pattern);  ///< the empty one is the default workspace
  instance& project(std::string pattern);

  // Each of these adds a step. `then_` is for reading only.
  instance& launching() { return add(run_state::launching); }
  instance& launching_for(step_time lasts) { return launching().lasting(lasts); }
  instance& running() { return add(run_state::running); }
  instance& running_for(step_time lasts) { return running().lasting(lasts); }
  instance& finished(std::string results = {});
  instance& failed(std::string message = {});
  instance& answering(canned_answer what);  ///< in place of a state
  instance& then_running() { return running(); }
  instance& then_running_for(step_time lasts) { return running_for(lasts); }
  instance& then_finished(std::string results = {}) { return finished(std::move(results)); }
  instance& then_failed(std::string message = {}) { return failed(std::move(message)); }
  instance& then_answering(canned_answer what) { return answering(std::move(what)); }

  // Each of these says something of the step that was added last. `std::logic_error` if there is none.
  instance& lasting(step_time lasts);
  instance& for_polls(std::uint64_t queries);  ///< with `lasting`: whichever is first
  instance& held();                            ///< until `server::advance`
  instance& message(std::string text);
  instance& results(std::string json);  ///< a list
  instance& body(std::string text);     ///< all of the answer's
  instance& latency(step_time each);    ///< of each answer

  /// The same answer to everything that matches, in place of steps.
  instance& always(canned_answer what);

  instance& starts(run_start when);

  /// That share of runs, 0 to 1, fails where the steps say finished.
  instance& failing(double share);
  instance& failing(double share, std::string message);

  instance& fault(fault_rule what);

  // The same for the n-th query for the instance, from 1. Several may befall one query: see `run_rule::faults`.
  instance& on_poll(std::uint64_t nth, wire_fault what);
  instance& on_poll(std::uint64_t nth, canned_answer const& what);
  instance& late_on_poll(std::uint64_t nth, step_time by);

  /// Replaces what was expected before.
  instance& expect(expectation what);

  // These change it one by one.
  instance& expect_polls(std::uint64_t exactly) { return expect_polls(exactly, exactly); }
  instance& expect_polls(std::uint64_t least, std::uint64_t most);
  instance& expect_gap(std::chrono::nanoseconds least, std::chrono::nanoseconds most);
  instance& expect_end_seen();           ///< nobody gives up before
  instance& expect_nothing_after_end();  ///< no query comes after FINISHED or FAILED

  instance& revision(std::uint64_t number);

  /// What was made so far. Valid while this lives.
  run_rule const& rule() const noexcept { return rule_; }
  operator run_rule const&() const noexcept { return rule_; }

 private:
  instance& add(run_state state);
  run_step& last(char const* word);
  instance& add_fault(std::uint64_t nth, char const* what, fault_rule made);
  expectation& expected();

  run_rule rule_;
};

}  // namespace dataarts::mock

#endif
