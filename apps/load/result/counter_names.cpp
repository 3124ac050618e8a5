#include "result/counter_names.hpp"

namespace dataarts::load {

std::optional<run_state> run_state_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < run_state_count; ++i) {
    auto const state = static_cast<run_state>(i);
    if (to_string(state) == name) return state;
  }
  return std::nullopt;
}

std::string_view to_string(end_reason value) noexcept {
  switch (value) {
    case end_reason::completed:
      return "completed";
    case end_reason::interrupted:
      return "interrupted";
    case end_reason::hopeless:
      break;
  }
  return "hopeless";
}

std::optional<end_reason> end_reason_named(std::string_view name) noexcept {
  for (auto const each : {end_reason::completed, end_reason::interrupted, end_reason::hopeless}) {
    if (to_string(each) == name) return each;
  }
  return std::nullopt;
}

}  // namespace dataarts::load
