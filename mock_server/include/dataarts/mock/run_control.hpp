#ifndef DATAARTS_MOCK_RUN_CONTROL_HPP
#define DATAARTS_MOCK_RUN_CONTROL_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/run_rule.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::mock {

/// Which runs a command is for: one run, or all runs of a rule that are remembered.
struct run_selection {
  /// If given, all runs that rules of this name have been followed by so far, and the other names do not matter.
  std::optional<std::string> rule = {};

  std::string script = {};
  std::string instance = {};
  std::string workspace = {};  ///< empty: the default workspace
  std::string project = {};    ///< matters only for rules with a pattern for it

  /// Empty: the default session; nothing: all sessions that there are. A session that is not there yet begins.
  std::optional<std::string> session = std::string();
};

/// What a command did.
struct command_result {
  std::size_t runs = 0;      ///< that it was carried out for, those that were so already included
  std::string problem = {};  ///< the first reason why it was not carried out for a run, as a sentence; or empty

  explicit operator bool() const noexcept { return problem.empty(); }
};

/// A step of a timeline, for those who look on.
struct step_outline {
  std::string told;  ///< `RUNNING`; `throttled` or `answer 502` in place of a state
  bool hold = false;
};

/// A run that is remembered, as a query now would find it.
struct run_snapshot {
  std::string rule;  ///< its name; empty if it has none, or for a run that no rule is for
  std::string session;
  std::string project;  ///< empty, unless the rule has a pattern for it
  std::string workspace;
  std::string script;
  std::string instance;
  std::size_t step = 0;   ///< of its timeline, from 0
  std::size_t steps = 0;  ///< that the timeline has

  /// The timeline, shared by all runs of a rule. Never null.
  std::shared_ptr<std::vector<step_outline> const> timeline = {};

  std::string told;                ///< what a query gets: `RUNNING`, or `throttled` or `answer 502` in place of a state
  std::optional<run_state> state;  ///< the same, if it is a state
  bool begun = false;              ///< else it begins with the first query
  bool held = false;               ///< by command
  bool stopped = false;            ///< by a stop request
  bool put = false;                ///< by command, into a state that its timeline does not have
  std::uint64_t polls_in_step = 0;
  std::uint64_t polls = 0;                 ///< in all
  std::optional<clock::time_point> since;  ///< when the step, or the state, began; nothing if not begun
  std::optional<clock::time_point> until;  ///< when the step ends, as far as time says so
};

/// Which runs to show.
struct run_page_request {
  std::optional<std::string> session = {};  ///< nothing: those of all sessions; empty: of the default session
  std::optional<std::string> rule = {};
  std::optional<std::string> script = {};
  std::optional<std::string> instance = {};
  std::size_t offset = 0;
  std::size_t limit = 100;
};

struct run_page {
  std::size_t total = 0;  ///< that match, on all pages
  std::vector<run_snapshot> runs;
};

struct session_snapshot {
  std::string name;                        ///< empty: the default session
  std::size_t runs = 0;                    ///< that are remembered
  std::optional<clock::time_point> begun;  ///< or begun anew; nothing for the default session that never was
};

}  // namespace dataarts::mock

#endif
