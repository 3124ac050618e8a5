#ifndef DATAARTS_API_RESULT_BUILDER_HPP
#define DATAARTS_API_RESULT_BUILDER_HPP

#include "../instance_block.hpp"
#include "tape.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts {

/// Puts a `script_instance` together, part after part, on a tape that becomes its block or is copied into it.
///
/// One thing is written at a time, always at the end of the tape: a text, or the rows or the columns of a result.
class result_builder {
 public:
  explicit result_builder(std::size_t limit) noexcept : tape_(limit) {}

  /// Forgets everything but the memory.
  void clear() noexcept;

  /// Begins the block. Has to come first, on a builder that holds nothing.
  void start();
  bool started() const noexcept { return tape_.size() != 0; }

  tape& bytes() noexcept { return tape_; }
  std::uint32_t position() const noexcept { return static_cast<std::uint32_t>(tape_.size()); }
  std::string_view text_from(std::uint32_t begin) const noexcept {
    return {tape_.data() + begin, tape_.size() - begin};
  }
  block_span span_from(std::uint32_t begin) const noexcept { return {begin, position() - begin}; }
  [[gnu::always_inline]] block_span store(std::string_view text) {
    auto const begin = position();
    tape_.set_end(tape::copy_short(tape_.room_for(text.size()), text.data(), text.size()));
    return {begin, static_cast<std::uint32_t>(text.size())};
  }

  /// Stores a stored text once more, as a JSON string.
  block_span store_as_json_string(block_span text);

  instance_block& head() noexcept { return head_; }

  // The results

  void add_result(bool is_null) {
    // A result has a few statements. The records of many empty ones would take far more memory than the body.
    if (results_.size() == most_results) throw tape_full("the answer has more than 65536 results");
    results_.emplace_back().is_null = is_null;
  }
  std::size_t result_count() const noexcept { return results_.size(); }
  result_record& result() noexcept { return results_.back(); }
  result_record& result(std::size_t index) noexcept { return results_[index]; }
  void drop_results() noexcept { results_.clear(); }

  // The rows of a result

  void begin_rows() noexcept {
    rows_begin_ = position();
    rows_.clear();
  }
  void begin_row() {
    row_begin_ = position();
    rows_.push_back(row_begin_);
    tape_.set_end(tape_.room_for(sizeof(row_header)) + sizeof(row_header));
    cell_count_ = 0;
    marks_.clear();
  }
  void add_cell(cell_kind kind, std::string_view text) {
    count_cell();
    auto* const at = tape_.room_for(cell_head::longest + text.size());
    tape_.set_end(tape::copy_short(cell_head::write(at, kind, text.size()), text.data(), text.size()));
  }
  /// Begins a cell whose text is appended to `bytes()` until `end_cell`.
  void begin_cell() {
    count_cell();
    cell_begin_ = position();
    tape_.set_end(tape_.room_for(cell_head::longest) + cell_head::longest);
  }
  void end_cell(cell_kind kind) noexcept;
  void end_row() {
    auto const cell_bytes = position() - row_begin_ - static_cast<std::uint32_t>(sizeof(row_header));
    row_header const header{cell_bytes, cell_count_};
    std::memcpy(tape_.data() + row_begin_, &header, sizeof header);
    if (!marks_.empty()) append_marks();
  }
  void end_rows(result_record& record);

  /// Replaces the rows so far by their JSON, open at the end; gives the place where it begins.
  std::uint32_t rows_to_json();
  bool has_rows() const noexcept { return !rows_.empty(); }

  // The columns of a result

  void begin_columns() noexcept {
    columns_begin_ = position();
    columns_.clear();
  }
  void add_column(block_span name, block_span type) { columns_.push_back({name, type}); }
  std::uint32_t column_count() const noexcept { return static_cast<std::uint32_t>(columns_.size()); }
  void end_columns(result_record& record);

  /// As `rows_to_json`.
  std::uint32_t columns_to_json();

  /// Completes the block and gives its owner. Forgets everything then.
  script_instance take(std::string_view request_id);

 private:
  static constexpr std::size_t most_results = 65536;

  void count_cell() {
    if (cell_count_ % row_header::cells_per_mark == 0 && cell_count_ != 0) add_mark();
    ++cell_count_;
  }
  void add_mark();
  void append_marks();
  void replace_from(std::uint32_t begin, std::string const& text);

  tape tape_;
  instance_block head_;
  std::vector<result_record> results_;
  std::vector<column_record> columns_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> marks_;
  std::uint32_t rows_begin_ = 0;
  std::uint32_t row_begin_ = 0;
  std::uint32_t cell_begin_ = 0;
  std::uint32_t cell_count_ = 0;
  std::uint32_t columns_begin_ = 0;
};

}  // namespace dataarts

#endif
