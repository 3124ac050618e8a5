#ifndef DATAARTS_MOCK_PRESET_HPP
#define DATAARTS_MOCK_PRESET_HPP

#include <dataarts/mock/documented_error.hpp>
#include <dataarts/mock/run_rule.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace dataarts::mock {

/// What an `answer` may name: an error, or a state without message and results.
using preset = std::variant<documented_error, run_state>;

/// `dlf6201`, `throttled` …, then `launching`, `running`, `finished` and `failed`.
std::span<std::string_view const> preset_names() noexcept;

/// Nothing if that is not one of `preset_names`.
std::optional<preset> find_preset(std::string_view name) noexcept;

/// The name of its preset.
std::string_view to_text(documented_error what) noexcept;

/// As the service writes it: `RUNNING`.
std::string_view to_text(run_state what) noexcept;

}  // namespace dataarts::mock

#endif
