#ifndef DATAARTS_LOAD_PLAN_PLAN_NAMES_HPP
#define DATAARTS_LOAD_PLAN_PLAN_NAMES_HPP

#include "plan/plan.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace dataarts::load {

/// The names of the kinds in options and files, in the order of the enumerations.
inline constexpr std::array<std::string_view, 3> load_model_names{"closed", "open", "workload"};
inline constexpr std::array<std::string_view, 2> arrivals_kind_names{"uniform", "poisson"};
inline constexpr std::array<std::string_view, 3> target_order_names{"in_order", "random", "zipf"};

constexpr std::string_view to_string(load_model value) noexcept {
  return load_model_names[static_cast<std::size_t>(value)];
}
constexpr std::string_view to_string(arrivals_kind value) noexcept {
  return arrivals_kind_names[static_cast<std::size_t>(value)];
}
constexpr std::string_view to_string(target_order value) noexcept {
  return target_order_names[static_cast<std::size_t>(value)];
}

}  // namespace dataarts::load

#endif
