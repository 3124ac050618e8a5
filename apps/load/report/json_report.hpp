#ifndef DATAARTS_LOAD_REPORT_JSON_REPORT_HPP
#define DATAARTS_LOAD_REPORT_JSON_REPORT_HPP

#include "result/result.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/threshold_watch.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// A result with its percentiles and its seconds.
boost::json::object json_report(result const& of);

/// The same with its verdict: `verdict`, `thresholds`, `limits`; as `result_schema` describes it.
boost::json::object json_report(result const& of, std::span<threshold_verdict const> verdicts,
                                std::span<std::string const> limits, exit_code code);

/// That as a text, in one line.
std::string json_report_text(result const& of, std::span<threshold_verdict const> verdicts,
                             std::span<std::string const> limits, exit_code code);

/// How the program ends, as a number and by name.
boost::json::object verdict_json(exit_code code);

/// The JSON Schema of it (draft 7), the text of apps/load/result.schema.json.
std::string_view result_schema() noexcept;

}  // namespace dataarts::load

#endif
