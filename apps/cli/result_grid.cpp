#include "result_grid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dataarts::cli {
namespace {

bool is_number(cell const& value) noexcept {
  switch (value.kind()) {
    case cell_kind::int64:
    case cell_kind::uint64:
    case cell_kind::float64:
    case cell_kind::decimal:
      return true;
    default:
      return false;
  }
}

}  // namespace

result_grid::result_grid(run_result const& result) : rows_(result.rows()) {
  if (auto const text = result.rows_json(); text && rows_.empty()) {
    odd_ = *text;
    columns_.emplace_back("rows");
    return;
  }
  for (auto const& column : result.columns()) columns_.emplace_back(column.name);
  std::size_t widest = columns_.size();
  for (auto const& row : rows_) widest = std::max(widest, row.size());
  while (columns_.size() < widest) columns_.push_back(fmt::format("column_{}", columns_.size() + 1));
}

std::vector<std::string_view> result_grid::row(std::size_t index) const {
  if (!odd_.empty()) return {odd_};
  std::vector<std::string_view> cells;
  cells.reserve(columns_.size());
  for (auto const& value : rows_[index]) cells.push_back(value.is_null() ? std::string_view() : value.text());
  cells.resize(columns_.size());
  return cells;
}

bool result_grid::is_numeric(std::size_t column) const {
  bool found = false;
  for (auto const& row : rows_) {
    if (column >= row.size()) continue;
    auto const value = row[column];
    if (is_number(value)) {
      found = true;
    } else if (!value.is_null()) {
      return false;
    }
  }
  return found;
}

}  // namespace dataarts::cli
