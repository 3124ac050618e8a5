#ifndef DATAARTS_LOAD_PLAN_EXACT_JSON_HPP
#define DATAARTS_LOAD_PLAN_EXACT_JSON_HPP

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace dataarts::load {

/// Reads JSON whose numbers are the nearest ones to what is written, which those of `boost::json::parse` are not
/// always: only so is a number that was written with all its digits the same one again. A name twice in an object is
/// refused. Throws `plan_error` with line and column.
boost::json::value parse_exact_json(std::string_view text);

}  // namespace dataarts::load

#endif
