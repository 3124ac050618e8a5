#ifndef DATAARTS_LOAD_PLAN_RATE_PROFILE_HPP
#define DATAARTS_LOAD_PLAN_RATE_PROFILE_HPP

#include "plan/plan.hpp"
#include "plan/rate_units.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dataarts::load {

/// A rate over time, its integral (how much is due by an instant) and the inverse of that (when so much is due). Both
/// are whole numbers and exact, however long the profile is: no error adds up, and every platform has the same ones.
class rate_profile {
 public:
  /// Stages that `problems_of` has no objection to; the first begins at 0.
  explicit rate_profile(std::span<rate_stage const> stages);

  std::chrono::nanoseconds length() const noexcept { return length_; }

  /// What is due at the end.
  work total() const noexcept { return total_; }

  /// What is due by an instant, rounded up. Before 0 nothing is, after the end `total`.
  work due_by(std::chrono::nanoseconds at) const noexcept;

  /// The last whole nanosecond by which no more than `due` was due: where the rate is 0, the end of that. `due` is less
  /// than `total`.
  std::chrono::nanoseconds instant_of(work due) const noexcept;

  /// Requests per second at an instant.
  double rate_at(std::chrono::nanoseconds at) const noexcept;

  /// Instants in rising order, in less time.
  class forward {
   public:
    explicit forward(rate_profile const& of) noexcept : of_(&of) {}

    /// The same as that of the profile. `due` is not less than in the calls before.
    std::chrono::nanoseconds instant_of(work due) noexcept {
      while (due >= of_->stages_[stage_].end) ++stage_;
      return of_->instant_in(of_->stages_[stage_], due);
    }

   private:
    rate_profile const* of_;
    std::size_t stage_ = 0;
  };

 private:
  struct stage {
    std::int64_t at;  // ns
    std::int64_t length;
    rate_units from;
    rate_units to;
    work begin;  // due at its begin
    work end;
    double curvature;  // of the integral, for estimates
  };

  static work area(stage const& of, std::int64_t time, bool up) noexcept;
  static std::int64_t in_ramp_up(stage const& of, work due) noexcept;
  static std::int64_t in_ramp_down(stage const& of, work missing) noexcept;

  std::chrono::nanoseconds instant_in(stage const& in, work due) const noexcept {
    auto const here = due - in.begin;
    if (in.from == in.to) {
      return std::chrono::nanoseconds(in.at + static_cast<std::int64_t>(here / static_cast<work>(2 * in.from)));
    }
    if (in.from < in.to) return std::chrono::nanoseconds(in.at + in_ramp_up(in, here));
    return std::chrono::nanoseconds(in.at + in.length - in_ramp_down(in, in.end - due));
  }

  std::vector<stage> stages_;
  std::chrono::nanoseconds length_{0};
  work total_ = 0;
};

}  // namespace dataarts::load

#endif
