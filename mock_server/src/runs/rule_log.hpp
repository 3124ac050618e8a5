#ifndef DATAARTS_MOCK_RUNS_RULE_LOG_HPP
#define DATAARTS_MOCK_RUNS_RULE_LOG_HPP

#include <dataarts/mock/coverage.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/conduct.hpp"
#include "runs/name_key.hpp"

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
  explicit rule_log(run_rule const& of);

  void note_answer() noexcept { see(answer_at_); }
  void note_step(std::size_t step) noexcept { see(step); }
  void note_transition(std::size_t from) noexcept { see(steps_ + from); }
  void note_failed() noexcept { see(failed_at_); }
  void note_fault(std::string_view name) noexcept;

  bool expects() const noexcept { return expected_.has_value(); }

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
  // A flag that is set once, and then only read: threads do not fight for it.
  void see(std::size_t item) noexcept {
    if (!seen_[item].load(std::memory_order_relaxed)) seen_[item].store(true, std::memory_order_relaxed);
  }

  std::string name_;
  bool for_one_;  ///< script and instance are exact
  std::optional<expectation> expected_;
  std::size_t steps_;
  std::size_t answer_at_ = 0;
  std::size_t failed_at_ = 0;
  std::size_t faults_at_ = 0;
  std::vector<std::string> items_;
  std::vector<std::string> faults_;
  std::vector<std::atomic<bool>> seen_;

  mutable std::mutex mutex_;  // of the following
  std::map<std::string, name_map<conduct>, std::less<>> by_session_;
};

}  // namespace dataarts::mock::runs

#endif
