#ifndef DATAARTS_CLI_RESULT_GRID_HPP
#define DATAARTS_CLI_RESULT_GRID_HPP

#include <dataarts/script_instance.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::cli {

/// The rows of one result as a grid with a name for every column: a cell of a ragged row that has no column in the
/// schema gets the column "column_N". Rows in a shape that cannot be read as rows are one cell of JSON.
class result_grid {
 public:
  explicit result_grid(run_result const& result);

  std::vector<std::string> const& columns() const noexcept { return columns_; }
  std::size_t rows() const noexcept { return odd_.empty() ? rows_.size() : 1; }

  /// The cells of a row, as many as there are columns. A null, or a cell that the row does not have, is empty.
  std::vector<std::string_view> row(std::size_t index) const;

  /// True if every cell of the column is a number or null, and at least one is a number.
  bool is_numeric(std::size_t column) const;

 private:
  row_list rows_;
  std::vector<std::string> columns_;
  std::string_view odd_;
};

}  // namespace dataarts::cli

#endif
