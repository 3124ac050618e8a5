#ifndef DATAARTS_MOCK_STEP_TIME_HPP
#define DATAARTS_MOCK_STEP_TIME_HPP

#include <chrono>
#include <concepts>

namespace dataarts::mock {

/// How long a step of a run takes: always the same, or drawn for each run.
///
/// A draw depends on the seed, the script, the instance and the number of the step, and on nothing else: not on the
/// order in which requests arrive, nor on the workspace.
class step_time {
 public:
  enum class form { fixed, uniform, lognormal };

  /// Throws `std::invalid_argument` when it is negative, or more than 10 years.
  template <class Count, class Unit>
    requires std::convertible_to<std::chrono::duration<Count, Unit>, std::chrono::nanoseconds>
  step_time(std::chrono::duration<Count, Unit> always) : step_time(form::fixed, always, always) {}

  /// Anything between the two, each as likely. Throws `std::invalid_argument` when `least` is more than `most`, or one
  /// of them is out of the range above.
  static step_time uniform(std::chrono::nanoseconds least, std::chrono::nanoseconds most);

  /// Half of the runs take less than `median`, one in a hundred more than `p99`; the logarithm is normally distributed.
  /// Throws `std::invalid_argument` unless `median` is more than 0 and `p99` no less than it.
  static step_time lognormal(std::chrono::nanoseconds median, std::chrono::nanoseconds p99);

  form shape() const noexcept { return shape_; }
  std::chrono::nanoseconds first() const noexcept { return first_; }    ///< the time, the least, or the median
  std::chrono::nanoseconds second() const noexcept { return second_; }  ///< the most, or the 99th percentile

  /// The longest time that is allowed, or ever drawn.
  static constexpr std::chrono::nanoseconds longest = std::chrono::hours(24 * 3653);

 private:
  step_time(form shape, std::chrono::nanoseconds first, std::chrono::nanoseconds second);

  form shape_;
  std::chrono::nanoseconds first_;
  std::chrono::nanoseconds second_;
};

}  // namespace dataarts::mock

#endif
