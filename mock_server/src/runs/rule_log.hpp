#ifndef DATAARTS_MOCK_RUNS_RULE_LOG_HPP
#define DATAARTS_MOCK_RUNS_RULE_LOG_HPP

#include <dataarts/mock/coverage.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/conduct.hpp"
#include "runs/name_key.hpp"
#include "runs/shared_course.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::runs {

/// What happened to one rule: which parts of it were seen, and, if it expects something, how those who asked behaved.
/// For any number of threads at once.
class rule_log {
 public:
  /// Both live longer. The rule's own timeline and faults are not looked at.
  /// @param course  null: the rule has an answer instead
  rule_log(run_rule const& of, shared_course const* course);

  void note_answer() noexcept { see(behind_steps_); }
  void note_step(std::size_t step) noexcept { see(step); }
  void note_transition(std::size_t from) noexcept { see(steps_ + from); }
  void note_failed() noexcept { see(behind_steps_); }
  void note_fault(std::string_view name) noexcept;

  /// The number of the query, from 1. Only for a rule that expects something.
  std::uint64_t note_poll(name_view run, std::string_view session, poll_facts const& poll);

  coverage::of_rule covered() const;

  /// @param only  of one session; none: of all
  std::vector<verdict> judge(std::optional<std::string> const& only) const;

  /// Forgets how those behaved who asked for a run.
  void forget(std::string_view session, name_view run);

  /// Forgets how one session, or everybody, behaved; not what was seen.
  void forget(std::optional<std::string_view> session);

 private:
  static constexpr std::size_t in_one_word = 64;

  // A flag that is set once, and then only read: threads do not fight for it.
  void see(std::size_t item) noexcept {
    if (item >= in_one_word) return more_seen_[item - in_one_word].store(true, std::memory_order_relaxed);
    auto const flag = std::uint64_t(1) << item;
    if ((seen_.load(std::memory_order_relaxed) & flag) == 0) seen_.fetch_or(flag, std::memory_order_relaxed);
  }
  bool is_seen(std::size_t item) const noexcept {
    return item < in_one_word ? (seen_.load() >> item & 1) != 0 : more_seen_[item - in_one_word].load();
  }

  // What can be seen, in the order of the flags: steps, transitions, FAILED or the answer, faults.
  std::vector<std::string> items() const;
  bool may_fail() const noexcept { return course_ != nullptr && course_->failed > 0; }

  std::atomic<std::uint64_t> seen_ = 0;
  std::uint32_t steps_;
  std::uint32_t behind_steps_;  // the first item behind steps and transitions
  run_rule const* of_;
  shared_course const* course_;
  std::vector<std::atomic<bool>> more_seen_;  // for long timelines

  mutable std::mutex mutex_;  // of the following
  std::map<std::string, name_map<conduct>, std::less<>> by_session_;
};

}  // namespace dataarts::mock::runs

#endif
