#ifndef DATAARTS_MOCK_RUNS_RULE_BOOK_HPP
#define DATAARTS_MOCK_RUNS_RULE_BOOK_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/name_key.hpp"
#include "runs/name_pattern.hpp"
#include "runs/pattern_index.hpp"
#include "runs/rule_line.hpp"
#include "runs/rule_log.hpp"
#include "runs/run_course.hpp"
#include "runs/shared_course.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::runs {

/// What rules share, or have next to each other.
struct rule_memory {
  course_store courses;
  rule_line_store lines;
};

/// A rule, ready for use.
struct prepared_rule : std::enable_shared_from_this<prepared_rule> {
  prepared_rule(run_rule const& from, std::size_t nth, clock::time_point at, rule_memory& memory);
  prepared_rule(prepared_rule const&) = delete;
  prepared_rule& operator=(prepared_rule const&) = delete;
  ~prepared_rule() = default;

  /// As it was added.
  run_rule whole() const;

  run_course const* course() const noexcept { return line->course; }  ///< null: there is a reply
  bool expects() const noexcept { return line->expects; }             ///< whether `log` has to know of each query

  std::shared_ptr<rule_line> line;
  std::shared_ptr<shared_course const> shared;  ///< either this …
  run_rule source;                              ///< as it was added, but for what the course has
  mutable rule_log log;                         ///< for all threads
  name_pattern script;
  name_pattern instance;
  name_pattern workspace;
  name_pattern project;
  std::unique_ptr<answer const> reply;  ///< … or this
  std::string told;                     ///< the name of `reply`
  std::optional<run_start> starts;
  std::uint64_t revision;     ///< see `run_rule`
  mutable std::size_t order;  ///< when it was added; follows its place when rules are replaced
  clock::time_point loaded;

  /// Whether the state of a run can be worked out at any time, with nothing kept.
  bool keeps_nothing() const noexcept {
    return starts == run_start::load && course() != nullptr && !course()->counts_polls() && !course()->waits() &&
           course()->faults().empty() && !expects();
  }

  bool holds_before(prepared_rule const& other) const noexcept;

  /// Keeps this rule, whatever becomes of its book. Costs the cache line of a counter that nothing else needs.
  std::shared_ptr<void const> keep() const noexcept { return shared_from_this(); }
};

/// Finds the rule for a request. The number of rules for exact names does not matter. Not for several threads at once
/// while rules are added.
class rule_book {
 public:
  rule_book() = default;
  rule_book(rule_book&&) noexcept = default;
  rule_book& operator=(rule_book&&) noexcept = default;
  ~rule_book() = default;

  void add(run_rule const& rule, clock::time_point now);

  /// A book of these rules, to be put in place of this one. Rules with the name and the revision of one that is here
  /// are that one. Throws `std::invalid_argument` as `run_rule::validate`; then nothing is changed.
  rule_book replaced_by(std::vector<run_rule> const& rules, clock::time_point now) const;

  /// @param everywhere  whether rules without a workspace hold in this one
  prepared_rule const* for_instance(name_view asked, bool everywhere) const;

  /// The answer of a rule that names no instance. For requests that name no script either, `script` is empty: then only
  /// rules that name none are looked at.
  prepared_rule const* for_script(name_view asked, bool everywhere) const;

  /// In the order in which they were added.
  std::vector<std::shared_ptr<prepared_rule const>> const& all() const noexcept { return *all_; }

  /// Keeps the rules that are here, those that come as well, though this book is replaced or ends.
  std::shared_ptr<void const> keep() const noexcept { return all_; }

  /// Whether a rule with a timeline names the script.
  bool names(name_view script, bool everywhere) const;

  /// Whether any rule has a pattern for the project.
  bool names_projects() const noexcept { return names_projects_; }

  /// How many rules have that name.
  std::size_t count_of(std::string_view name) const noexcept;

 private:
  void take(std::shared_ptr<prepared_rule const> rule);

  using rules = std::vector<std::shared_ptr<prepared_rule const>>;

  std::shared_ptr<rules> all_ = std::make_shared<rules>();
  rule_memory memory_;
  name_map<ranked_rules> by_instance_;  // script and instance exact
  name_map<pattern_index> by_script_;   // script exact
  pattern_index others_;                // by the script
  ranked_rules blanket_;                // answers for any instance
  name_map<ranked_rules> timelines_;    // by exact script
  ranked_rules other_timelines_;
  bool names_projects_ = false;
};

}  // namespace dataarts::mock::runs

#endif
