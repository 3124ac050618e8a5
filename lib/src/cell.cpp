#include "number_text.hpp"

#include <dataarts/script_instance.hpp>

#include <ostream>

namespace dataarts {

namespace {

bool is_number(cell_kind kind) noexcept { return kind >= cell_kind::int64 && kind <= cell_kind::decimal; }

}  // namespace

std::optional<bool> cell::as_bool() const noexcept {
  if (kind_ != cell_kind::boolean) return std::nullopt;
  return text_ == "true";
}

std::optional<std::int64_t> cell::as_int64() const noexcept {
  if (!is_number(kind_)) return std::nullopt;
  return int64_of(text_);
}

std::optional<std::uint64_t> cell::as_uint64() const noexcept {
  if (!is_number(kind_)) return std::nullopt;
  return uint64_of(text_);
}

std::optional<double> cell::as_double() const noexcept {
  if (!is_number(kind_)) return std::nullopt;
  return double_of(text_);
}

std::ostream& operator<<(std::ostream& out, cell const& value) { return out << value.text(); }

}  // namespace dataarts
