#ifndef DATAARTS_MOCK_RUNS_SCRIPT_SERVICE_HPP
#define DATAARTS_MOCK_RUNS_SCRIPT_SERVICE_HPP

#include <dataarts/mock/script_runs.hpp>

#include "runs/miss_log.hpp"
#include "runs/name_key.hpp"
#include "runs/quota_book.hpp"
#include "runs/route_book.hpp"
#include "runs/rule_book.hpp"
#include "runs/run_map.hpp"
#include "runs/run_record.hpp"
#include "runs/run_table.hpp"
#include "runs/script_catalog.hpp"
#include "runs/script_object.hpp"
#include "runs/session_table.hpp"
#include "script_route.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// The operations of `script_runs`. `name_view`s without an instance are scripts. Those that come from a request have
/// the project of its path; `key_of` and `bare` take it off where projects share what is meant.
///
/// Rules, sessions and scripts, which seldom change, are behind one lock that queries share; each run is behind the
/// lock of its part of the table, so that what a query finds and what it changes is one decision. Commands have the one
/// lock for themselves.
class script_service {
 public:
  explicit script_service(script_runs_options settings);

  void add(script_definition const& script);
  void add(run_rule const& rule);
  void add(quota_rule const& quota);
  void add(route_rule const& route);
  void replace(std::vector<script_definition> const& scripts, std::vector<run_rule> const& rules,
               std::vector<quota_rule> const& quotas, std::vector<route_rule> const& routes);
  decision decide(request_view const& request);
  std::optional<clock::time_point> true_end(std::string_view session, name_view run) const;
  std::uint64_t looks(std::string_view session, name_view run) const;
  run_counters counts() const;
  verification verify(journal const* log, std::optional<std::string> const& session) const;
  mock::coverage coverage() const;
  std::vector<near_miss> closest_rules(request_view const& request, std::size_t most) const;
  void forget_conduct(std::optional<std::string_view> session);

  // In run_commands.cpp.
  command_result hold(run_selection const& which);
  command_result release(run_selection const& which);
  command_result advance(run_selection const& which, std::optional<run_state> to);
  command_result put(run_selection const& which, std::size_t step);
  command_result put(run_selection const& which, run_state state);
  command_result reset(run_selection const& which);
  void reset_session(std::string_view session);
  void reset_all();

  // In run_pages.cpp.
  run_page runs(run_page_request const& which) const;
  std::vector<session_snapshot> sessions() const;
  std::vector<run_rule> rules() const;
  std::vector<quota_rule> quotas() const;
  std::vector<route_rule> routes() const;

 private:
  // Where a run or a script stands among rules and scripts.
  struct standing {
    script_record const* script = nullptr;
    bool everywhere = true;  // rules without a workspace hold
    bool deleted = false;
  };

  // What a request has besides its target.
  struct caller {
    std::string_view session = {};
    std::string_view workspace = {};
  };

  // A session, with what keeps it there.
  template <class Lock>
  struct entered {
    Lock lock;
    session_state& in;
  };

  // Locks, with the session there. Throws `too_many_sessions`.
  template <class Lock>
  entered<Lock> enter(std::string_view session) {
    for (;;) {
      Lock lock(mutex_);
      if (auto* found = sessions_.find(session)) return {std::move(lock), *found};
      lock.unlock();
      std::unique_lock const opening(mutex_);
      sessions_.open(session, settings_.clock->now());
    }
  }
  using reading = std::shared_lock<std::shared_mutex>;
  using writing = std::unique_lock<std::shared_mutex>;

  // In the following, the lock is held already.
  static name_view bare(name_view script) noexcept { return {script.workspace, script.script, {}, {}}; }
  name_view key_of(session_state const& in, name_view run) const;
  standing look_up(session_state const& in, name_view what) const;
  bool is_known(name_view script, standing const& at) const;
  prepared_rule const* rule_for(name_view run, standing const& at) const;
  bool needs_record(prepared_rule const& rule) const noexcept { return settings_.keep_looks || !rule.keeps_nothing(); }
  run_record make_record(session_state const& in, prepared_rule const& rule, name_view run) const;
  decision tell(run_table::part& part, run_record& record, bool remembered, clock::time_point now) const;
  void tell_state(run_record& record, clock::time_point now, decision& to) const;
  decision tell(std::shared_ptr<void const> keeper, prepared_rule const& rule) const;
  std::shared_ptr<void const> keeper_of(run_table::part& part) const;
  decision tell_none(name_view run, standing const& at) const;
  void report_miss(request_view const& request) const;
  std::string listed_elsewhere(request_view const& request) const;
  void add_loose_ends(verification& to, std::optional<std::string> const& session) const;

  // A run with a record, which is made if a rule is for the run; else why there is none.
  struct found_run {
    run_record* record = nullptr;
    answer const* refusal = nullptr;
    prepared_rule const* rule = nullptr;  // that of the refusal, if one says so
  };
  found_run find_or_make(session_state& in, run_table::part& part, name_view run, hashed_name const& key) const;

  // What a query gets, and the rule that says so; null if there is none.
  struct told_query {
    decision made;
    rule_line const* by = nullptr;
    clock::time_point at;
    name_view run;  // as runs are kept
  };
  told_query look(std::string_view session, name_view run);
  decision query(std::string_view session, name_view run, request_view const& request);
  decision stop(std::string_view session, name_view run);
  decision execute(std::string_view session, name_view script, std::string_view body);

  // In script_operations.cpp.
  decision create(std::string_view session, name_view scripts, std::string_view body);
  decision modify(std::string_view session, name_view script, std::string_view body);
  decision erase(std::string_view session, name_view script, std::string_view body);
  decision show(std::string_view session, name_view script, std::string_view query);
  decision list(std::string_view session, std::string_view workspace, std::string_view query);

  static caller caller_of(request_view const& request);
  decision decide_for(caller const& from, request_view const& request);
  std::optional<decision> of_route_or_quota(caller const& from, script_route const& route, name_view what,
                                            request_view const& request);
  decision answer_of(std::string_view session, script_route const& route, name_view what, request_view const& request);

  // Carries a command out for each run selected. `what` gets the record and the time, and gives a problem or nothing.
  template <class What>
  command_result command(run_selection const& which, What what);
  template <class What>
  void command_one(session_state& in, run_selection const& which, What const& what, command_result& to);
  run_snapshot snapshot_of(session_state const& in, name_view key, run_record record, clock::time_point now) const;

  // In replacement.cpp.
  void replace_scripts(std::vector<script_definition> const& wanted, std::vector<boost::json::object> const& objects);
  void replace_extras(quota_book quotas, route_book routes);

  script_runs_options settings_;
  mutable miss_log misses_;
  answer done_;
  answer no_script_;
  answer no_instance_;
  answer name_in_use_;
  answer stopped_;
  std::array<answer, 4> plain_states_;            // for runs that were put into a state
  rule_memory memory_;                            // of the following
  std::shared_ptr<prepared_rule const> unruled_;  // for executed scripts without a rule

  mutable std::shared_mutex mutex_;  // of the following; locked before a part of the table
  rule_book rules_;
  std::vector<script_definition> added_;
  quota_book quotas_;
  route_book routes_;
  session_table sessions_;
  std::atomic<bool> has_extras_ = false;  // quotas or routes
};

}  // namespace dataarts::mock::runs

#endif
