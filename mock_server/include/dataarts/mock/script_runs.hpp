#ifndef DATAARTS_MOCK_SCRIPT_RUNS_HPP
#define DATAARTS_MOCK_SCRIPT_RUNS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/coverage.hpp>
#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/near_miss.hpp>
#include <dataarts/mock/run_rule.hpp>
#include <dataarts/mock/verification.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// A script that is there from the beginning.
struct script_definition {
  std::string name = {};
  std::string workspace = {};  ///< empty: the default workspace
  std::string type = "DLISQL";
  std::string content = {};
  std::string directory = "/";
  std::string connection_name = {};  ///< this and the following: left out if empty
  std::string database = {};
  std::string queue_name = {};
  std::string configuration = {};  ///< an object in JSON
  std::string description = {};
};

struct script_runs_options {
  std::uint64_t seed = 1;                  ///< of instance ids, drawn times and drawn failures
  std::shared_ptr<dataarts::clock> clock;  ///< the server's own; null: the machine's clock
  bool numeric_instance_ids = false;       ///< execute gives `{"instanceId":4711}` in place of a text

  /// Count the queries for each instance. Takes memory for each instance, where a rule that starts with `load`, has no
  /// `polls` and expects nothing takes none otherwise. Without it, the journal and the coverage do not know of such
  /// instances the number of the query, the gap to the one before, and transitions.
  bool keep_looks = false;

  /// Told of requests that no rule matches, with the closest rules: those that get 501, and queries for scripts and
  /// instances that are not known. Each path once, at most 20 of them; on a thread of the server.
  std::function<void(std::string const& report)> on_miss = {};
};

/// What happened so far. Numbers only grow.
struct run_counters {
  std::uint64_t looks = 0;  ///< queries that were answered with a step of a timeline

  /// Of them, those for an instance whose last answer was FINISHED or FAILED already: a client that did not notice.
  /// Without `script_runs_options::keep_looks`, not for rules that start with `load` and have no `polls`.
  std::uint64_t polls_after_terminal = 0;

  std::uint64_t executes = 0;  ///< instances made
  std::uint64_t stops = 0;     ///< stop requests answered with 204
  std::uint64_t stopped = 0;   ///< of them, those that ended a run
};

/// The script API with a memory: scripts are made, changed, listed and deleted; runs are started, go their way in time,
/// are asked for and stopped.
///
/// | request, below /v1/{project}/scripts | answer                                                     |
/// |--------------------------------------|------------------------------------------------------------|
/// | POST                                 | 204; DLF.0202 name in use; DLF.6247 no type                |
/// | GET                                  | 200 `{"total":n,"scripts":[...]}`                          |
/// | GET /{script}                        | 200, the script                                            |
/// | PUT /{script}                        | 204                                                        |
/// | DELETE /{script}                     | 204; its instances are gone, too                           |
/// | POST /{script}/execute               | 200 `{"instanceId":"a1ad-448a-9d56-4154193d49c5"}`         |
/// | GET /{script}/instances/{id}         | 200, the state of the run                                  |
/// | POST /{script}/instances/{id}/stop   | 204; the run is FAILED, unless it had ended                |
///
/// An unknown script gets 400 DLF.6201, an unknown instance 400 DLF.6205, a request that is wrong in itself 400
/// DLF.3051 with what would be right, and anything else 501 as with `documented_answers`. `HEAD` is as `GET`. The
/// header `workspace` separates scripts and instances; without it they belong to the default workspace. Projects do
/// not.
///
/// A script is there if it was added or created, or if a rule with a timeline names it, exactly or by its pattern. A
/// rule without a workspace names it everywhere, or where it was added, if it was. A script that is deleted is gone
/// until it is created again.
///
/// Runs are not timed: a state is worked out from the time at the query, and a query is one atomic decision. All
/// members may be called from any thread. Has to outlive its server's answers, which `options::answers` takes care of.
class script_runs final : public answer_source {
 public:
  explicit script_runs(script_runs_options settings = {});
  ~script_runs() override;

  /// Throws `std::invalid_argument` that names what is wrong, or when that workspace has a script of that name.
  void add(script_definition const& script);

  /// Throws `std::invalid_argument` as `run_rule::validate`.
  void add(run_rule const& rule);

  decision decide(request_view const& request) override;

  /// When the run ends or ended, by the clock: what the delay of a detection is measured against. Nothing for a run
  /// that never ends, has not begun, or ends after a number of queries that have not come, and for what is no run.
  std::optional<clock::time_point> true_end(std::string_view script, std::string_view instance,
                                            std::string_view workspace = {}) const;

  /// The queries for an instance that got a step of its timeline. 0 if they are not counted: see `keep_looks`.
  std::uint64_t looks(std::string_view script, std::string_view instance, std::string_view workspace = {}) const;

  run_counters counts() const;

  /// Whether what the rules expect holds so far, and which instances were left before or asked for after their end.
  /// @param log  null, or where to look for the entries that show what was seen
  verification verify(journal const* log = nullptr) const;

  /// Which rules, steps, transitions and answers were seen by a client. A transition is seen by whoever is told one
  /// step and then the next one.
  mock::coverage coverage() const;

  /// The rules that a request misses by the least: `near_misses` with the first 1,000 rules of this.
  std::vector<near_miss> closest_rules(request_view const& request, std::size_t most = 3) const;

  /// Forgets how those who asked behaved, which `verify` looks at: of one session, or of all.
  void forget_conduct(std::optional<std::string_view> session = std::nullopt);

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace dataarts::mock

#endif
