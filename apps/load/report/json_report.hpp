#ifndef DATAARTS_LOAD_REPORT_JSON_REPORT_HPP
#define DATAARTS_LOAD_REPORT_JSON_REPORT_HPP

#include "result/result.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace dataarts::load {

/// A result with its percentiles and its seconds, as `result_schema` describes it.
boost::json::object json_report(result const& of);

/// The same as a text, in one line.
std::string json_report_text(result const& of);

/// The JSON Schema of it (draft 7), the text of apps/load/result.schema.json.
std::string_view result_schema() noexcept;

}  // namespace dataarts::load

#endif
