#ifndef DATAARTS_LOAD_RESULT_COUNTER_JSON_HPP
#define DATAARTS_LOAD_RESULT_COUNTER_JSON_HPP

#include "measure/measurement.hpp"
#include "result/line_members.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace dataarts::load {

using outcome_counts = std::array<std::uint64_t, outcome_count>;
using state_counts = std::array<std::uint64_t, run_state_count>;

// Counters by name. Without `all`, only those that are not 0 are written, which keeps lines short. An outcome or a
// state that this version does not know is refused, since sums would lack it.

boost::json::object outcomes_to_json(outcome_counts const& from, bool all = false);
boost::json::object states_to_json(state_counts const& from, bool all = false);
boost::json::object traffic_to_json(traffic const& from);

outcome_counts outcomes_from_json(line_members const& from);
state_counts states_from_json(line_members const& from);
traffic traffic_from_json(line_members const& from);

}  // namespace dataarts::load

#endif
