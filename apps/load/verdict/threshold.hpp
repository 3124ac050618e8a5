#ifndef DATAARTS_LOAD_VERDICT_THRESHOLD_HPP
#define DATAARTS_LOAD_VERDICT_THRESHOLD_HPP

#include "measure/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// Which histogram a latency is read from. Response and service times are those of answers.
enum class latency_source : std::uint8_t { response, service, lag, dns, connect, tls, first_byte };

enum class threshold_kind : std::uint8_t {
  percentile,
  min,
  max,
  mean,
  outcomes,  ///< how many requests ended so: a count, or a share of all that ended
  rate,      ///< answers per second
};

enum class threshold_unit : std::uint8_t {
  nanoseconds,
  count,
  share,       ///< 0 to 1
  per_second,  ///< of answers
  of_planned,  ///< answers within the planned time to requests planned for it, 0 to 1
};

enum class threshold_relation : std::uint8_t { less, less_or_equal, equal, greater_or_equal, greater };

/// A condition that a run has to fulfil. As text:
///
///     p99<50ms               p50, p99.9, min, max, mean; the same as response.p99
///     service.p99<=40ms      service, lag, dns, connect, tls, first_byte
///     errors<0.1%  errors<10 share of all that ended, or count; `dropped` and every class of `outcome` likewise
///     rate>=4900/s           answers per second
///     rate>=0.99*planned     answers to planned requests
///     p99<50ms over 10s      in every 10 seconds of the run
///     dropped==0 abort       ends the run when it cannot hold any more
struct threshold {
  std::string text;  ///< as it was written, without control characters
  threshold_kind kind = threshold_kind::percentile;
  latency_source source = latency_source::response;
  double percentile = 99;
  std::optional<outcome> of;  ///< of kind outcomes; none: all errors
  threshold_relation relation = threshold_relation::less;
  double limit = 0;
  threshold_unit unit = threshold_unit::nanoseconds;
  std::optional<std::chrono::seconds> over;
  bool abort = false;
};

/// A threshold that cannot be read: what is wrong, at which column, and what would be right.
class threshold_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Throws `threshold_error`.
threshold parse_threshold(std::string_view text);

/// Both lists; those of the second have `abort`. Throws `threshold_error`.
std::vector<threshold> parse_thresholds(std::span<std::string const> texts, std::span<std::string const> abort_on = {});

/// Of the whole condition: true if `value` fulfils it.
bool fulfils(threshold const& condition, double value) noexcept;

}  // namespace dataarts::load

#endif
