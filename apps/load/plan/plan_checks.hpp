#ifndef DATAARTS_LOAD_PLAN_PLAN_CHECKS_HPP
#define DATAARTS_LOAD_PLAN_PLAN_CHECKS_HPP

#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace dataarts::load {

/// Something that is wrong with a plan.
struct plan_problem {
  std::string field;  ///< as in its JSON, "stages[1].to"
  std::string why;    ///< what is wrong, and what would be right
};

/// Everything that is wrong with a plan, in the order of its members; nothing if it can be carried out. What its model
/// does not use is not looked at. Thresholds are not looked at either, who reads them has checks of their own.
std::vector<plan_problem> problems_of(plan const& of);

/// "field: why", a line each.
std::string to_text(std::vector<plan_problem> const& problems);

}  // namespace dataarts::load

#endif
