#include "report/csv_report.hpp"

#include "result/counter_names.hpp"
#include "result/interval_summary.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace dataarts::load {
namespace {

struct latency_column {
  std::string_view name;
  interval::percentiles interval::* member;
};
constexpr std::array<latency_column, 3> latency_columns{
    {{"response", &interval::response}, {"service", &interval::service}, {"lag", &interval::lag}}};

struct percentile_column {
  std::string_view name;
  std::int64_t interval::percentiles::* member;
};
constexpr std::array<percentile_column, 5> percentile_columns{{{"p50", &interval::percentiles::p50},
                                                               {"p90", &interval::percentiles::p90},
                                                               {"p99", &interval::percentiles::p99},
                                                               {"p99_9", &interval::percentiles::p999},
                                                               {"max", &interval::percentiles::max}}};

// Calls `use(name, value)` for each column, so that the header and the lines cannot differ. Names and values need no
// quotes.
template <typename Use>
void for_each_column(interval const& of, Use use) {
  std::uint64_t completed = 0;
  std::uint64_t errors = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (was_sent(static_cast<outcome>(i))) completed += of.ended[i];
    if (is_error(static_cast<outcome>(i))) errors += of.ended[i];
  }
  use("second", of.second);
  use("planned", of.planned);
  use("completed", completed);
  use("errors", errors);
  for (auto const& latency : latency_columns) {
    for (auto const& percentile : percentile_columns) {
      use(fmt::format("{}_{}_ns", latency.name, percentile.name), of.*latency.member.*percentile.member);
    }
  }
  use("in_flight", of.in_flight);
  use("connections_open", of.connections_open);
  use("cpu_cores", rounded_cpu(of.cpu));
  for (std::size_t i = 0; i < outcome_count; ++i) {
    use(fmt::format("outcome_{}", to_string(static_cast<outcome>(i))), of.ended[i]);
  }
  for (std::size_t i = 0; i < run_state_count; ++i) {
    use(fmt::format("state_{}", to_string(static_cast<run_state>(i))), of.states[i]);
  }
  for (auto const& each : traffic_counters) use(each.name, of.wire.*each.member);
}

}  // namespace

std::string csv_report(result const& of) {
  std::string text;
  for_each_column(interval(), [&text](std::string_view name, auto) {
    if (!text.empty()) text += ',';
    text += name;
  });
  text += "\r\n";
  for (auto const& each : of.intervals) {
    bool first = true;
    for_each_column(each, [&text, &first](std::string_view, auto value) {
      if (!std::exchange(first, false)) text += ',';
      fmt::format_to(std::back_inserter(text), "{}", value);
    });
    text += "\r\n";
  }
  return text;
}

}  // namespace dataarts::load
