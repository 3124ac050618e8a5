#include "result_builder.hpp"

#include "../json_text.hpp"
#include "../row_json.hpp"

#include <cstdlib>
#include <new>

namespace dataarts {

namespace {

// Results up to this size are copied into a block of their own, and the tape stays; larger ones take the tape along.
constexpr std::size_t largest_copied = 64 * 1024;

// Working memory beyond this is not kept for the next answer.
constexpr std::size_t largest_kept = 2 * largest_copied;

template <class T>
void forget(std::vector<T>& values) noexcept {
  values.clear();
  if (values.capacity() * sizeof(T) > largest_kept / 4) values = {};
}

char* copy_of(tape const& bytes) {
  auto* const copy = static_cast<char*>(std::malloc(bytes.size()));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, bytes.data(), bytes.size());
  return copy;
}

template <class T>
std::uint32_t append_array(tape& out, std::vector<T> const& values) {
  out.align(alignof(T));
  auto const begin = static_cast<std::uint32_t>(out.size());
  if (!values.empty()) out.append(reinterpret_cast<char const*>(values.data()), values.size() * sizeof(T));
  return begin;
}

}  // namespace

void result_builder::clear() noexcept {
  head_ = {};
  forget(results_);
  forget(columns_);
  forget(rows_);
  forget(marks_);
  tape_.cut(0);
  if (tape_.capacity() > largest_kept) std::free(tape_.release());
}

void result_builder::start() { tape_.set_end(tape_.room_for(sizeof(instance_block)) + sizeof(instance_block)); }

block_span result_builder::store_as_json_string(block_span text) {
  std::string const plain(text.in(tape_.data()));
  auto const begin = position();
  append_json_string(tape_, plain);
  return span_from(begin);
}

void result_builder::end_cell(cell_kind kind) noexcept {
  auto const text = text_from(cell_begin_ + static_cast<std::uint32_t>(cell_head::longest));
  auto* const at = cell_head::write(tape_.data() + cell_begin_, kind, text.size());
  std::memmove(at, text.data(), text.size());
  tape_.set_end(at + text.size());
}

void result_builder::add_mark() {
  marks_.push_back(position() - row_begin_ - static_cast<std::uint32_t>(sizeof(row_header)));
}

void result_builder::append_marks() {
  tape_.append(reinterpret_cast<char const*>(marks_.data()), marks_.size() * sizeof(std::uint32_t));
}

void result_builder::end_rows(result_record& record) {
  record.row_offsets = append_array(tape_, rows_);
  record.row_count = static_cast<std::uint32_t>(rows_.size());
}

void result_builder::end_columns(result_record& record) {
  record.columns = append_array(tape_, columns_);
  record.column_count = column_count();
}

std::uint32_t result_builder::rows_to_json() {
  std::string text = "[";
  for (std::size_t i = 0; i != rows_.size(); ++i) {
    if (i != 0) text += ',';
    append_row_json(text, tape_.data() + rows_[i]);
  }
  replace_from(rows_begin_, text);
  return rows_begin_;
}

std::uint32_t result_builder::columns_to_json() {
  std::string text = "[";
  for (std::size_t i = 0; i != columns_.size(); ++i) {
    if (i != 0) text += ',';
    append_column_json(text, {columns_[i].name.in(tape_.data()), columns_[i].type.in(tape_.data())});
  }
  columns_.clear();
  replace_from(columns_begin_, text);
  return columns_begin_;
}

void result_builder::replace_from(std::uint32_t begin, std::string const& text) {
  tape_.cut(begin);
  tape_.append(text);
}

script_instance result_builder::take(std::string_view request_id) {
  head_.request_id = store(request_id);
  head_.results = append_array(tape_, results_);
  head_.result_count = static_cast<std::uint32_t>(results_.size());
  head_.references = 1;
  auto const copied = tape_.size() <= largest_copied;
  if (!copied) tape_.fit();
  head_.size = static_cast<std::uint32_t>(copied ? tape_.size() : tape_.capacity());
  std::memcpy(tape_.data(), &head_, sizeof head_);
  auto* const block = copied ? copy_of(tape_) : tape_.release();
  auto owner = instance_block::adopt(block);
  clear();
  return owner;
}

}  // namespace dataarts
