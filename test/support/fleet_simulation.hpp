#ifndef DATAARTS_TEST_SUPPORT_FLEET_SIMULATION_HPP
#define DATAARTS_TEST_SUPPORT_FLEET_SIMULATION_HPP

#include <dataarts/clock.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

namespace dataarts::test {

/// A run as it is, which a policy does not know.
struct simulated_run {
  std::uint32_t script = 0;
  clock::time_point begin;     // when it is added
  clock::duration run_time{};  // from then on

  clock::time_point end() const { return begin + run_time; }
};

inline clock::duration seconds(double value) {
  return std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(value));
}

/// Runs whose times are log-normal, which begin evenly spread.
inline std::vector<simulated_run> lognormal_runs(std::size_t count, double median, double p99, double spread,
                                                 std::mt19937_64& random, std::uint32_t script = 0) {
  constexpr double normal_p99 = 2.3263478740408408;
  std::lognormal_distribution<double> times(std::log(median), std::log(p99 / median) / normal_p99);
  std::vector<simulated_run> made(count);
  for (std::size_t i = 0; i < count; ++i) {
    made[i].script = script;
    made[i].begin = clock::time_point() + seconds(spread * static_cast<double>(i) / static_cast<double>(count));
    made[i].run_time = seconds(times(random));
  }
  return made;
}

/// What a policy came to. Times in seconds.
struct simulation_outcome {
  std::size_t runs = 0;
  std::uint64_t looks = 0;
  std::uint64_t looks_after_end = 0;  // at a run that was known to be over: always wrong
  double mean_delay = 0;              // from the end of a run until a look shows it
  double p99_delay = 0;
  double longest_gap = 0;    // between two looks at a run, and from its begin to the first one
  double closest_looks = 0;  // the least time in which `rate_window` looks began
  double wall = 0;           // until the last run was known to be over
  std::size_t most_under_way = 0;

  static constexpr std::size_t rate_window = 100;

  double looks_per_run() const { return static_cast<double>(looks) / static_cast<double>(runs); }
  double looks_per_second() const { return static_cast<double>(looks) / wall; }
  double cost(double price) const { return price * looks_per_run() + mean_delay; }
};

/// Runs a policy against runs, in virtual time: exact, without a socket. `Policy` is `waiting::fleet_scheduler` or has
/// the same functions. Runs have to be in the order of their begin.
template <class Policy>
class fleet_simulation {
 public:
  fleet_simulation(std::vector<simulated_run> const& runs, clock::duration answer_after)
      : runs_(runs), answer_after_(answer_after), looked_(runs.size()), known_(runs.size()) {}

  /// Whether answers say how long runs took, and how much shorter than they took that is.
  bool states_run_time = true;
  clock::duration launch_time{};
  bool begun_now = true;

  simulation_outcome run(Policy& policy) {
    for (auto now = clock::time_point(); left_ > 0; now = next(policy, now)) step(policy, now);
    return finish();
  }

 private:
  struct answer {
    std::uint32_t index;
    bool over;
    clock::time_point at;
  };

  static double in_seconds(clock::duration value) { return std::chrono::duration<double>(value).count(); }

  clock::time_point next(Policy& policy, clock::time_point now) const {
    if (left_ == 0) return now;
    auto at = policy.next(now);
    if (added_ < runs_.size()) at = std::min(at, runs_[added_].begin);
    if (!answers_.empty()) at = std::min(at, answers_.front().at);
    if (at == clock::time_point::max()) throw std::logic_error("runs are left, and the policy waits for nothing");
    return at > now ? at : now + std::chrono::nanoseconds(1);
  }

  void step(Policy& policy, clock::time_point now) {
    for (; added_ < runs_.size() && runs_[added_].begin <= now; ++added_) {
      policy.add(runs_[added_].script, now, begun_now);
      looked_[added_] = now;
    }
    hear_answers(policy, now);
    while (auto const taken = policy.take(now)) {
      look(*taken, now);
      if (answer_after_ == clock::duration::zero()) hear_answers(policy, now);
    }
  }

  void look(std::uint32_t index, clock::time_point now) {
    ++outcome_.looks;
    if (known_[index]) ++outcome_.looks_after_end;
    outcome_.longest_gap = std::max(outcome_.longest_gap, in_seconds(now - looked_[index]));
    looked_[index] = now;
    answers_.push_back({index, runs_[index].end() <= now, now + answer_after_});
    outcome_.most_under_way = std::max(outcome_.most_under_way, answers_.size());
    recent_.push_back(now);
    if (recent_.size() < simulation_outcome::rate_window) return;
    auto const took = in_seconds(now - recent_.front());
    outcome_.closest_looks = outcome_.closest_looks == 0 ? took : std::min(outcome_.closest_looks, took);
    recent_.pop_front();
  }

  void hear_answers(Policy& policy, clock::time_point now) {
    for (; !answers_.empty() && answers_.front().at <= now; answers_.pop_front()) {
      auto const which = answers_.front();
      if (!which.over) {
        policy.looked_not_terminal(which.index, now);
        continue;
      }
      auto const& run = runs_[which.index];
      std::optional<clock::duration> stated;
      if (states_run_time) stated = std::max(clock::duration(1), run.run_time - launch_time);
      policy.ended(which.index, now, stated);
      known_[which.index] = true;
      --left_;
      delays_.push_back(in_seconds(now - run.end()));
      outcome_.wall = in_seconds(now.time_since_epoch());
    }
  }

  simulation_outcome finish() {
    outcome_.runs = runs_.size();
    std::sort(delays_.begin(), delays_.end());
    for (auto const delay : delays_) outcome_.mean_delay += delay / static_cast<double>(delays_.size());
    auto const rank = static_cast<std::size_t>(std::ceil(0.99 * static_cast<double>(delays_.size())));
    outcome_.p99_delay = delays_[rank - 1];
    return outcome_;
  }

  std::vector<simulated_run> const& runs_;
  clock::duration answer_after_;
  std::vector<clock::time_point> looked_;
  std::vector<bool> known_;
  std::deque<answer> answers_;
  std::deque<clock::time_point> recent_;
  std::vector<double> delays_;
  std::size_t added_ = 0;
  std::size_t left_ = runs_.size();
  simulation_outcome outcome_;
};

}  // namespace dataarts::test

#endif
