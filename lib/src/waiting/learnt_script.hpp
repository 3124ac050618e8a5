#ifndef DATAARTS_WAITING_LEARNT_SCRIPT_HPP
#define DATAARTS_WAITING_LEARNT_SCRIPT_HPP

#include "waiting/look_gaps.hpp"
#include "waiting/run_times.hpp"

#include <optional>

namespace dataarts::waiting {

/// What is known about the runs of one script, and when they are looked at for that. All times in seconds.
class learnt_script {
 public:
  explicit learnt_script(look_limits const& limits) noexcept : gaps_(times_, limits) {}

  /// A look at age `to` found a run going that was going at age `from`.
  void survived(float from, float to) noexcept {
    times_.survived(from, to);
    ++fresh_;
  }

  /// A run ended between two looks.
  /// @param run_time  how long it took, by the service's account.
  void ended(float from, float to, std::optional<float> run_time) noexcept;

  /// Computes the gaps anew if there are enough new observations. True if it did.
  bool update(look_limits const& limits) noexcept;

  look_gaps const& gaps() const noexcept { return gaps_; }

 private:
  run_times times_;
  look_gaps gaps_;
  // Observations that `gaps_` does not know of, the ends among them, and all ends.
  unsigned fresh_ = 0;
  unsigned fresh_ends_ = 0;
  unsigned ends_ = 0;
  float lead_ = 0;  // how long runs go on, or wait to begin, beyond the run time that the service states
};

}  // namespace dataarts::waiting

#endif
