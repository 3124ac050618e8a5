#ifndef DATAARTS_MOCK_SCRIPT_RUNS_HPP
#define DATAARTS_MOCK_SCRIPT_RUNS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/coverage.hpp>
#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/near_miss.hpp>
#include <dataarts/mock/quota_rule.hpp>
#include <dataarts/mock/route_rule.hpp>
#include <dataarts/mock/run_control.hpp>
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

  bool operator==(script_definition const&) const = default;
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

  std::size_t max_sessions = 1'000;  ///< beside the default session; one more gets 507 MOCK.0507
};

/// What happened so far. Numbers only grow.
struct run_counters {
  std::uint64_t looks = 0;  ///< queries that were answered with a step of a timeline

  /// Of them, those for an instance whose last answer was FINISHED or FAILED already: a client that did not notice.
  /// Without `script_runs_options::keep_looks`, not for rules that start with `load` and have no `polls`.
  std::uint64_t polls_after_terminal = 0;

  std::uint64_t executes = 0;    ///< instances made
  std::uint64_t stops = 0;       ///< stop requests answered with 204
  std::uint64_t stopped = 0;     ///< of them, those that ended a run
  std::uint64_t over_quota = 0;  ///< requests that a quota refused
  std::uint64_t routed = 0;      ///< requests that a route answered
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
/// not, but for the runs of a rule that has a pattern for the project.
///
/// The header `X-Mock-Session`, of at most 128 characters, names the session that a request belongs to; without it, it
/// is the default session. Each session has scripts, runs, quotas and positions in routes of its own, and begins with
/// its first request or command as the server did, rules that start with `load` included. Ids and draws are the same in
/// all sessions.
///
/// The order of a decision: authentication (a part of the server, and before this), routes and operation, quotas, rule,
/// the state that is told, and the step that follows. The delay of the answer comes after.
///
/// The `X-Request-Id` of the nth answer about a run, to the nth execution of a script and to the nth stop of a run
/// depends on the seed, the session, the names and n only, so that all bytes of the answer are the same whatever else
/// is asked meanwhile. That needs runs that are remembered: see `keep_looks`.
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

  /// Throws `std::invalid_argument` as `quota_rule::validate`. All sessions begin to count then.
  void add(quota_rule const& quota);

  /// Throws `std::invalid_argument` as `route_rule::validate`.
  void add(route_rule const& route);

  /// Puts these in place of everything that was added, in all sessions, as one step between two requests: all or
  /// nothing.
  ///
  /// A run goes on if the rule that holds for it now has the name and the revision (see `run_rule::revision`) of the
  /// one that it follows; other runs are forgotten, as if nobody had asked for them. Scripts that are no longer there
  /// are gone, those that changed are as they are now, and all others, those that requests made included, stay as
  /// requests left them. Counters go on; quotas and the turns of routes begin anew if any of them changed. What was
  /// replaced is released with the last answer that is being made of it. Throws `std::invalid_argument` as `add`; then
  /// nothing is changed.
  void replace(std::vector<script_definition> const& scripts, std::vector<run_rule> const& rules,
               std::vector<quota_rule> const& quotas = {}, std::vector<route_rule> const& routes = {});

  decision decide(request_view const& request) override;

  /// The following commands take effect at once and between two queries. A run is remembered once it was asked for,
  /// executed, stopped or was the subject of a command, unless its rule starts with `load`, has no `polls` and no
  /// `hold` (but see `keep_looks`). A command for one run that is not remembered makes it begin now, if there is a rule
  /// for it that is not for executed runs only.
  ///
  /// Keeps a run in its step: neither time nor queries move it, commands do. Holding twice is as holding once.
  command_result hold(run_selection const& which);

  /// Lets a run go on that was held; the time until then does not count. If it was told often enough meanwhile, the
  /// next query is the last one of the step.
  command_result release(run_selection const& which);

  /// Begins the next step now, or the next one that tells `to`. A run that is held stays so. A problem if there is no
  /// such step, or if the run was stopped; one that was put into a state goes on after the step where it was.
  command_result advance(run_selection const& which, std::optional<run_state> to = std::nullopt);

  /// Begins a step now, an earlier one or a later one. Stopped runs go on. A problem if there is no step of that
  /// number.
  command_result put(run_selection const& which, std::size_t step);

  /// Begins the first step that tells the state; if there is none, the run is told to be in that state until the next
  /// command. A share of runs that fail does not matter.
  command_result put(run_selection const& which, run_state state);

  /// Forgets a run, so that it begins anew: executed ones now, others as their rule says. No problem if there is none.
  command_result reset(run_selection const& which);

  /// Ends a session, and what it has done with it: the next request or command with its name begins a new one. The
  /// default session begins anew at once. No problem if there is no such session. Rules stay.
  void reset_session(std::string_view session = {});

  /// Resets all sessions.
  void reset_all();

  /// The runs that are remembered, in the order of session, workspace, script, instance and project, each by bytes.
  run_page runs(run_page_request const& which = {}) const;

  /// By name, the default session first.
  std::vector<session_snapshot> sessions() const;

  /// As they were added, in that order.
  std::vector<run_rule> rules() const;
  std::vector<quota_rule> quotas() const;
  std::vector<route_rule> routes() const;

  /// When the run ends or ended, by the clock: what the delay of a detection is measured against. Nothing for a run
  /// that never ends, has not begun, or ends after a number of queries that have not come, and for what is no run.
  std::optional<clock::time_point> true_end(std::string_view script, std::string_view instance,
                                            std::string_view workspace = {}) const;

  /// The same in any session. Nothing, too, if `which` names a rule, or no session.
  std::optional<clock::time_point> true_end(run_selection const& which) const;

  /// The queries for an instance that got a step of its timeline. 0 if they are not counted: see `keep_looks`.
  std::uint64_t looks(std::string_view script, std::string_view instance, std::string_view workspace = {}) const;

  /// The same in any session. 0, too, if `which` names a rule, or no session.
  std::uint64_t looks(run_selection const& which) const;

  /// Of all sessions, ended ones included.
  run_counters counts() const;

  /// Whether what the rules expect holds so far, and which instances were left before or asked for after their end.
  /// @param log  null, or where to look for the entries that show what was seen
  /// @param session  of one session alone; empty: the default one; none: of all
  verification verify(journal const* log = nullptr, std::optional<std::string> const& session = std::nullopt) const;

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
