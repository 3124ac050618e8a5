#include "result/interval_summary.hpp"

#include <cmath>

namespace dataarts::load {

double rounded_cpu(double cores) noexcept { return std::round(cores * 1e4) / 1e4; }

interval::percentiles percentiles_of(hdr_histogram const& some) noexcept {
  return {some.value_at_percentile(50), some.value_at_percentile(90), some.value_at_percentile(99),
          some.value_at_percentile(99.9), some.max()};
}

interval summary_of(std::int64_t second, measurement const& seen) noexcept {
  interval made;
  made.second = second;
  made.planned = seen.planned;
  made.ended = seen.ended;
  made.states = seen.states;
  made.wire = seen.wire;
  if (auto const* const answers = seen.of(outcome::answered)) {
    made.response = percentiles_of(answers->response);
    made.service = percentiles_of(answers->service);
  }
  made.lag = percentiles_of(seen.lag);
  return made;
}

}  // namespace dataarts::load
