#ifndef DATAARTS_MOCK_RUN_RULE_HPP
#define DATAARTS_MOCK_RUN_RULE_HPP

#include <dataarts/mock/canned_answer.hpp>
#include <dataarts/mock/expectation.hpp>
#include <dataarts/mock/fault_rule.hpp>
#include <dataarts/mock/step_time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::mock {

/// What the service calls `status`.
enum class run_state { launching, running, finished, failed };

/// When the first step of a timeline begins.
enum class run_start {
  first_poll,  ///< with the first query for the instance
  load,        ///< when the rule is added
  execute,     ///< when the instance is made by `POST …/execute`; the rule holds for no other instance
};

/// One step of a run. It ends when its time is over or it was told often enough, whichever is first, or by command
/// (`script_runs::advance`); the last step of a timeline has none of these, and never ends.
struct run_step {
  run_state state = run_state::running;
  std::optional<step_time> lasts = {};
  std::optional<std::uint64_t> polls = {};  ///< queries that get this step; the next step begins with the last of them
  std::string message = {};                 ///< of the answer; left out if empty
  std::string results = {};                 ///< of the answer, a list in JSON; empty: no results
  std::string body = {};                    ///< the whole answer's, in place of that made of the three above

  /// This answer in place of the state: an error, or one of your own. A step with one is no end of a run.
  std::optional<canned_answer> error = {};

  bool hold = false;  ///< waits for a command, and has neither time nor polls

  /// How long each answer of this step is held back, on the server's clock. Drawn for each query by seed, script,
  /// instance, step and the number of the query. The state is decided before it.
  std::optional<step_time> latency = {};
};

/// Which instances there are, and what becomes of them.
///
/// In the four patterns `*` stands for any text, the empty one included; without a pattern anything matches. Of the
/// rules that match, the one with the fewest `*` (or absent patterns) in script and instance holds, then that with the
/// fewest in the workspace, then that with the fewest in the project, then the one that was added last.
///
/// Projects share their runs: the same script and instance in the same workspace is one run, whatever the project in
/// the path. Only a run whose rule has a pattern for the project is that project's own.
struct run_rule {
  std::string name = {};  ///< for messages
  std::optional<std::string> script = {};
  std::optional<std::string> instance = {};
  std::optional<std::string> workspace = {};  ///< the empty one is the default workspace
  std::optional<std::string> project = {};    ///< what stands behind `/v1/`

  /// What a run goes through. `FINISHED` and `FAILED` come last or not at all.
  std::vector<run_step> timeline = {};

  /// In place of a timeline: the answer to all requests that the patterns match. Without a pattern for the instance
  /// that includes requests that name none (execute, show …), without one for the script those that name no script
  /// either.
  std::optional<canned_answer> answer = {};

  /// None: `execute` for instances made by `POST …/execute`, else `first_poll`.
  std::optional<run_start> starts = {};

  /// The share of runs, 0 to 1, that end FAILED with `failed_message` where their timeline ends FINISHED. Drawn by
  /// seed, script and instance.
  double failed = 0;
  std::string failed_message = "The script failed, as the mock server was told to let a share of runs.";

  /// What goes wrong with queries for its runs, and with nothing else. Of those that befall one query, the first delay
  /// holds, and the first of the others. The state is decided before them.
  std::vector<fault_rule> faults = {};

  /// What is expected of those who ask; `script_runs::verify` says whether it holds.
  std::optional<expectation> expect = {};

  /// Of what this rule was made of. When rules are replaced, runs of a rule go on under one with the same name and
  /// revision. 0: unlike any other.
  std::uint64_t revision = 0;

  /// Throws `std::invalid_argument`: "timeline[1].polls is …", with what would be right.
  void validate() const;
};

}  // namespace dataarts::mock

#endif
