#ifndef DATAARTS_LOAD_REPORT_PLAN_TEXT_HPP
#define DATAARTS_LOAD_REPORT_PLAN_TEXT_HPP

#include "plan/plan.hpp"

#include <cstddef>
#include <string>

namespace dataarts::load {

/// What is asked for, in a sentence: "open loop, 0/s to 500/s in 30.0s, then 500/s for 5m00s, uniform; 16 connections;
/// …". Result files have plans without their targets, so their number is given apart.
std::string describe(plan const& what, std::size_t targets);

}  // namespace dataarts::load

#endif
