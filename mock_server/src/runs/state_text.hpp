#ifndef DATAARTS_MOCK_RUNS_STATE_TEXT_HPP
#define DATAARTS_MOCK_RUNS_STATE_TEXT_HPP

#include <dataarts/mock/run_rule.hpp>

#include <cstddef>
#include <string_view>

namespace dataarts::mock::runs {

/// What the service calls it: `RUNNING`.
constexpr std::string_view state_text(run_state state) noexcept {
  constexpr std::string_view texts[] = {"LAUNCHING", "RUNNING", "FINISHED", "FAILED"};
  return texts[static_cast<std::size_t>(state)];
}

}  // namespace dataarts::mock::runs

#endif
