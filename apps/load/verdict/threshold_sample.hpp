#ifndef DATAARTS_LOAD_VERDICT_THRESHOLD_SAMPLE_HPP
#define DATAARTS_LOAD_VERDICT_THRESHOLD_SAMPLE_HPP

#include "measure/measurement.hpp"
#include "verdict/threshold.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::load {

/// What one threshold looks at, of a whole run or of a window.
struct threshold_sample {
  std::uint64_t planned = 0;
  std::uint64_t answered = 0;
  std::uint64_t ended = 0;    ///< `measurement::judged`, with the class of the threshold
  std::uint64_t counted = 0;  ///< of the outcomes that the threshold names
  /// For thresholds on latencies of answers: requests whose answer did not come in time. A percentile has them above
  /// all answers, since leaving them out would make a service look the better the more it fails.
  std::uint64_t unanswered = 0;
  double seconds = 0;
  hdr_histogram const* latency = nullptr;  ///< null: none was recorded

  /// `from` must outlive it.
  static threshold_sample of(threshold const& condition, measurement const& from, double seconds) noexcept;

  /// Counts only, as several seconds are added up for a window.
  void add_counts(threshold_sample const& other) noexcept;
};

/// The measured value, in the unit of the threshold. None if there is nothing to measure, see `why_no_value`.
std::optional<double> value_of(threshold const& condition, threshold_sample const& sample) noexcept;

std::string_view why_no_value(threshold const& condition) noexcept;

/// "12.3 ms", "1,234", "0.12 %", "4,913/s", "0.98 of planned".
std::string value_text(threshold const& condition, double value);

/// The values that the run can still end with, if `left` more requests end (none: any number), the best and the worst
/// way for everything.
struct value_range {
  double lowest = 0;
  double highest = 0;
};
value_range reachable(threshold const& condition, threshold_sample const& so_far, std::optional<std::uint64_t> left);

/// True if no value of the range fulfils the condition.
bool is_out_of_reach(threshold const& condition, value_range const& range) noexcept;

}  // namespace dataarts::load

#endif
