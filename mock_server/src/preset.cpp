#include <dataarts/mock/preset.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace dataarts::mock {
namespace {

// In the order of documented_error, then in that of run_state.
constexpr std::size_t error_count = 6;
constexpr std::array<std::string_view, error_count + 4> names{"dlf6201",   "dlf6205", "dlf20819",  "unauthorized",
                                                              "throttled", "no_api",  "launching", "running",
                                                              "finished",  "failed"};
static_assert(static_cast<std::size_t>(documented_error::no_api) + 1 == error_count);

}  // namespace

std::span<std::string_view const> preset_names() noexcept { return names; }

std::optional<preset> find_preset(std::string_view name) noexcept {
  auto const found = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  if (found == names.size()) return std::nullopt;
  if (found < error_count) return static_cast<documented_error>(found);
  return static_cast<run_state>(found - error_count);
}

std::string_view to_text(documented_error what) noexcept { return names[static_cast<std::size_t>(what)]; }

std::string_view to_text(run_state what) noexcept {
  static constexpr std::string_view texts[] = {"LAUNCHING", "RUNNING", "FINISHED", "FAILED"};
  return texts[static_cast<std::size_t>(what)];
}

}  // namespace dataarts::mock
