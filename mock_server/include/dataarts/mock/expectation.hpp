#ifndef DATAARTS_MOCK_EXPECTATION_HPP
#define DATAARTS_MOCK_EXPECTATION_HPP

#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::mock {

/// Bounds of what is expected, both included; one that is absent does not bind.
template <class T>
struct expected_range {
  std::optional<T> min = {};
  std::optional<T> max = {};

  bool given() const noexcept { return min.has_value() || max.has_value(); }
  bool operator==(expected_range const&) const = default;
};

/// What a rule expects of those who ask for its instances: of each instance by itself, and of each session that asks
/// for it. What is absent is not looked at. Times are on the mock's clock, at the decision.
struct expectation {
  /// Queries for the instance. A rule for one instance, by its exact name, that nobody asked for has 0.
  expected_range<std::uint64_t> polls = {};

  /// Between a query and the one before it.
  expected_range<std::chrono::nanoseconds> gap = {};

  /// A gap divided by the gap before it: 2 for a poller that doubles its pauses.
  expected_range<double> backoff = {};

  /// How much the gaps differ: the longest less the shortest one, divided by their mean. Looked at from three gaps on.
  /// 0 for a poller with a fixed pause, 0.4 for one that draws its pauses from ±20 %.
  expected_range<double> jitter = {};

  /// True: each query carries a signature; false: none does.
  std::optional<bool> is_signed = {};

  /// At most so many queries after the answer was FINISHED or FAILED.
  std::optional<std::uint64_t> after_terminal = {};

  /// True: the last answer was FINISHED or FAILED; whoever stopped before that abandoned the instance.
  std::optional<bool> terminal = {};

  /// True: after an answer with `Retry-After`, in seconds, no query comes before that time is over.
  std::optional<bool> retry_after = {};

  /// At most so many queries for the instance wait for their answers at a time, as far as `decision::delay` says.
  std::optional<std::uint64_t> in_flight = {};

  /// Throws `std::invalid_argument`: "expect.gap.min is …", with what would be right.
  void validate() const;

  bool operator==(expectation const&) const = default;
};

}  // namespace dataarts::mock

#endif
