#ifndef DATAARTS_NUMBER_TEXT_HPP
#define DATAARTS_NUMBER_TEXT_HPP

#include <dataarts/script_instance.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts {

/// The value of a JSON number if it is an integer in range, however it is written: `70`, `70.0`, `7e1`. Nothing for any
/// other text.
std::optional<std::int64_t> int64_of(std::string_view text) noexcept;
std::optional<std::uint64_t> uint64_of(std::string_view text) noexcept;

/// The double nearest to a JSON number; nothing if it is beyond the range of a double, and for any other text.
std::optional<double> double_of(std::string_view text) noexcept;

/// True if the double nearest to a JSON number gives the same decimal digits back, zeros at the ends aside.
bool double_keeps_digits(std::string_view number) noexcept;

/// The kind of a JSON number: int64, uint64, float64 or decimal.
cell_kind number_kind(std::string_view number) noexcept;

}  // namespace dataarts

#endif
