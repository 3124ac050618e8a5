#ifndef DATAARTS_LOAD_REPORT_PAGE_DATA_HPP
#define DATAARTS_LOAD_REPORT_PAGE_DATA_HPP

#include "compare/block.hpp"
#include "compare/comparison.hpp"
#include "result/result.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/threshold_watch.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// What the page of a run shows: the JSON report with its seconds as columns (`page_series`), the percentile spectra,
/// the verdicts, and sentences. `code` is what the program ends with.
boost::json::object page_data(result const& run, std::span<threshold_verdict const> verdicts,
                              std::span<std::string const> limits, exit_code code);

/// One of two runs that are compared.
struct compared_run {
  std::string_view name;
  result const& run;
  std::span<threshold_verdict const> verdicts = {};

  /// Of runs that took turns: each of them, which the charts show in place of seconds, since the last second of a turn
  /// is hardly ever a whole one; and how long they took.
  std::span<interval const> turns = {};
  std::span<block const> blocks = {};
};

/// What the page of a comparison shows. `which` is the latency that was compared, `code` what the program ends with.
boost::json::object page_data(comparison const& what, compared_latency which, exit_code code,
                              compared_run const& before, compared_run const& after);

}  // namespace dataarts::load

#endif
