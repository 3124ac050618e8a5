#ifndef DATAARTS_LOAD_PLAN_STAGES_HPP
#define DATAARTS_LOAD_PLAN_STAGES_HPP

#include "plan/plan.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// Reads a rate: "5000/s", "300/min", "0.5/s", "90/h". Per second. Throws `plan_error`.
double parse_rate(std::string_view text);

/// Reads stages, "0->500/s:30s,500/s:5m": a rate, or two for a ramp in a straight line, and how long. The first rate of
/// a ramp may leave out its unit, which is then that of the second; "→" may stand for "->". Throws `plan_error`.
std::vector<rate_stage> parse_stages(std::string_view text);

/// The one stage of a rate that never changes.
std::vector<rate_stage> constant_rate(double per_second, std::chrono::nanoseconds lasting);

/// How long they last together.
std::chrono::nanoseconds length_of(std::span<rate_stage const> stages) noexcept;

/// A rate as `parse_rate` reads it: the same one, in the unit that needs the fewest digits.
std::string rate_text(double per_second);

/// Stages as `parse_stages` reads them; the same ones if they last whole microseconds.
std::string stages_text(std::span<rate_stage const> stages);

}  // namespace dataarts::load

#endif
