#ifndef DATAARTS_MOCK_RUNS_SCRIPT_SERVICE_HPP
#define DATAARTS_MOCK_RUNS_SCRIPT_SERVICE_HPP

#include <dataarts/mock/script_runs.hpp>

#include "runs/miss_log.hpp"
#include "runs/name_key.hpp"
#include "runs/rule_book.hpp"
#include "runs/run_table.hpp"
#include "runs/script_catalog.hpp"
#include "runs/script_object.hpp"
#include "script_route.hpp"

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <vector>

namespace dataarts::mock::runs {

/// The operations of `script_runs`. `name_view`s without an instance are scripts.
///
/// Rules and scripts, which seldom change, are behind one lock that queries share; each run is behind the lock of its
/// part of the table, so that what a query finds and what it changes is one decision.
class script_service {
 public:
  explicit script_service(script_runs_options settings);

  void add(script_definition const& script);
  void add(run_rule const& rule);
  decision decide(request_view const& request);
  std::optional<clock::time_point> true_end(name_view run) const;
  std::uint64_t looks(name_view run) const;
  run_counters counts() const;
  verification verify(journal const* log) const;
  mock::coverage coverage() const;
  std::vector<near_miss> closest_rules(request_view const& request, std::size_t most) const;
  void forget_conduct(std::optional<std::string_view> session);

 private:
  // Where a run or a script stands among rules and scripts.
  struct standing {
    script_record const* script = nullptr;
    bool everywhere = true;  // rules without a workspace hold
    bool deleted = false;
  };

  standing look_up(name_view what) const;
  bool is_known(name_view script, standing const& at) const;
  prepared_rule const* rule_for(name_view run, standing const& at) const;
  bool needs_record(prepared_rule const& rule) const noexcept { return settings_.keep_looks || !rule.keeps_nothing(); }
  run_record make_record(prepared_rule const& rule, name_view run) const;
  decision tell(run_table::part& part, run_record& record, clock::time_point now) const;
  decision tell(prepared_rule const& rule) const;
  decision tell_none(name_view run, standing const& at) const;
  void report_miss(request_view const& request) const;
  void add_loose_ends(verification& to) const;

  // What a query gets, and the rule that says so; null if there is none.
  struct told_query {
    decision made;
    prepared_rule const* rule = nullptr;
    clock::time_point at;
  };
  told_query look(name_view run);
  decision query(name_view run, request_view const& request);
  decision stop(name_view run);
  decision execute(name_view script, std::string_view body);
  decision create(std::string_view workspace, std::string_view body);
  decision modify(name_view script, std::string_view body);
  decision erase(name_view script, std::string_view body);
  decision show(name_view script, std::string_view query) const;
  decision list(std::string_view workspace, std::string_view query) const;
  decision answer_of(script_route const& route, name_view what, request_view const& request);

  script_runs_options settings_;
  mutable miss_log misses_;
  answer done_;
  answer no_script_;
  answer no_instance_;
  answer name_in_use_;
  answer stopped_;
  prepared_rule unruled_;  // for executed scripts without a rule

  mutable std::shared_mutex mutex_;  // of the following; locked before a part of the table
  rule_book rules_;
  script_catalog scripts_;
  run_counters counted_;  // but for looks
  mutable run_table runs_;
};

}  // namespace dataarts::mock::runs

#endif
