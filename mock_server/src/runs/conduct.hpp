#ifndef DATAARTS_MOCK_RUNS_CONDUCT_HPP
#define DATAARTS_MOCK_RUNS_CONDUCT_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/expectation.hpp>
#include <dataarts/mock/verification.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace dataarts::mock::runs {

/// One query as far as expectations go.
struct poll_facts {
  clock::time_point at;
  std::chrono::nanoseconds delay{};                          ///< until it is answered
  std::optional<std::chrono::nanoseconds> retry_after = {};  ///< what the answer asks for
  bool is_signed = false;
  bool terminal = false;
  bool after_terminal = false;
};

/// How those who ask for one instance behaved: sums and extremes in place of a record of each query, so that it does
/// not matter how much the journal keeps.
class conduct {
 public:
  void note(poll_facts const& poll);

  std::uint64_t polls() const noexcept { return polls_; }

  /// The expectations that do not hold.
  std::vector<finding> judge(expectation const& expected) const;

 private:
  // A number and the poll at which it was seen.
  template <class T>
  struct mark {
    T value{};
    std::uint64_t poll = 0;

    bool given() const noexcept { return poll != 0; }
    void keep_least(T seen, std::uint64_t at) {
      if (poll == 0 || seen < value) *this = {seen, at};
    }
    void keep_most(T seen, std::uint64_t at) {
      if (poll == 0 || value < seen) *this = {seen, at};
    }
    void keep_first(T seen, std::uint64_t at) {
      if (poll == 0) *this = {seen, at};
    }
  };

  void note_gap(std::chrono::nanoseconds gap);
  std::optional<double> jitter() const noexcept;

  std::uint64_t polls_ = 0;
  std::uint64_t gaps_ = 0;
  clock::time_point last_;
  std::chrono::nanoseconds last_gap_{};
  std::chrono::nanoseconds sum_of_gaps_{};
  mark<std::chrono::nanoseconds> least_gap_;
  mark<std::chrono::nanoseconds> most_gap_;
  mark<double> least_ratio_;
  mark<double> most_ratio_;
  mark<bool> first_signed_;
  mark<bool> first_unsigned_;
  std::uint64_t signed_ = 0;
  std::uint64_t after_terminal_ = 0;
  mark<bool> first_after_terminal_;
  bool terminal_ = false;
  std::optional<clock::time_point> not_before_;
  mark<std::chrono::nanoseconds> most_early_;
  std::vector<clock::time_point> answered_at_;  // of those that wait
  mark<std::uint64_t> most_in_flight_;
};

}  // namespace dataarts::mock::runs

#endif
