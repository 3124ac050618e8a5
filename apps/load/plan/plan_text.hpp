#ifndef DATAARTS_LOAD_PLAN_PLAN_TEXT_HPP
#define DATAARTS_LOAD_PLAN_PLAN_TEXT_HPP

#include "plan/plan.hpp"
#include "plan/shard_choice.hpp"

#include <string>

namespace dataarts::load {

/// A plan for people, some twenty lines: how many requests, what each stage has, the first planned instants and whom
/// they ask, how the targets are mixed, and which part is that of this process. Nothing in it steers a terminal.
/// @param of  a plan that `problems_of` has no objection to.
std::string plan_text(plan const& of, shard_choice const& part);

}  // namespace dataarts::load

#endif
