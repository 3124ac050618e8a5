#include "instance_block.hpp"
#include "number_text.hpp"

#include <dataarts/script_instance.hpp>

#include <atomic>
#include <cstdlib>
#include <type_traits>

namespace dataarts {

static_assert(std::is_trivially_copyable_v<instance_block> && std::is_trivially_copyable_v<result_record> &&
                  std::is_trivially_copyable_v<column_record>,
              "a block is moved as bytes");

namespace {

result_record const& record_at(void const* records, std::size_t index) noexcept {
  return static_cast<result_record const*>(records)[index];
}

result_record const& record_of(void const* record) noexcept { return record_at(record, 0); }

std::optional<std::string_view> readable_text(char const* block, member_form form, block_span span) noexcept {
  if (form != member_form::text && form != member_form::json) return std::nullopt;
  return span.in(block);
}

std::optional<std::int64_t> integer_member(char const* block, result_record const& record,
                                           result_member member) noexcept {
  auto const text = readable_text(block, record.form(member), record.span(member));
  if (!text) return std::nullopt;
  return int64_of(*text);
}

std::optional<std::string_view> json_member(char const* block, result_record const& record,
                                            result_member member) noexcept {
  if (record.form(member) != member_form::json) return std::nullopt;
  return record.span(member).in(block);
}

std::atomic_ref<std::uint32_t> references_of(char* block) noexcept {
  return std::atomic_ref<std::uint32_t>(reinterpret_cast<instance_block*>(block)->references);
}

}  // namespace

run_status status_from(std::string_view text) noexcept {
  for (auto const known : {run_status::launching, run_status::running, run_status::finished, run_status::failed}) {
    if (text == to_string(known)) return known;
  }
  return run_status::unknown;
}

std::string_view to_string(run_status status) noexcept {
  switch (status) {
    case run_status::launching:
      return "LAUNCHING";
    case run_status::running:
      return "RUNNING";
    case run_status::finished:
      return "FINISHED";
    case run_status::failed:
      return "FAILED";
    case run_status::unknown:
      break;
  }
  return "UNKNOWN";
}

// Rows

row::row(char const* record) noexcept {
  auto const header = load_unaligned<row_header>(record);
  cells_ = record + sizeof header;
  marks_ = cells_ + header.cell_bytes;
  size_ = header.cells;
}

cell row::operator[](std::size_t column) const noexcept {
  auto const* at = cells_;
  if (auto const mark = column / row_header::cells_per_mark; mark != 0) {
    at += load_unaligned<std::uint32_t>(marks_ + (mark - 1) * sizeof(std::uint32_t));
  }
  for (auto steps = column % row_header::cells_per_mark; steps != 0; --steps) at = cell_head(at).next();
  cell_head const found(at);
  return {found.kind, {found.text, found.size}};
}

row::iterator row::begin() const noexcept {
  iterator first;
  first.at_ = cells_;
  return first;
}

row::iterator row::end() const noexcept {
  iterator last;
  last.index_ = size_;
  return last;
}

cell row::iterator::operator*() const noexcept {
  cell_head const found(at_);
  return {found.kind, {found.text, found.size}};
}

row::iterator& row::iterator::operator++() noexcept {
  at_ = cell_head(at_).next();
  ++index_;
  return *this;
}

row row_list::operator[](std::size_t index) const noexcept { return row(block_ + offsets_[index]); }

column column_list::operator[](std::size_t index) const noexcept {
  auto const& record = static_cast<column_record const*>(records_)[index];
  return {record.name.in(block_), record.type.in(block_)};
}

// Results

std::optional<std::string_view> run_result::message() const noexcept {
  auto const& record = record_of(record_);
  return readable_text(block_, record.form(result_member::message), record.span(result_member::message));
}

std::optional<double> run_result::duration() const noexcept {
  auto const& record = record_of(record_);
  auto const text = readable_text(block_, record.form(result_member::duration), record.span(result_member::duration));
  if (!text) return std::nullopt;
  return double_of(*text);
}

std::optional<std::int64_t> run_result::row_count() const noexcept {
  return integer_member(block_, record_of(record_), result_member::row_count);
}

std::optional<std::int64_t> run_result::input_row_count() const noexcept {
  return integer_member(block_, record_of(record_), result_member::input_row_count);
}

std::optional<std::int64_t> run_result::result_count() const noexcept {
  return integer_member(block_, record_of(record_), result_member::result_count);
}

std::optional<std::string_view> run_result::raw_result() const noexcept {
  return json_member(block_, record_of(record_), result_member::raw_result);
}

row_list run_result::rows() const noexcept {
  auto const& record = record_of(record_);
  if (record.row_count == 0) return {};
  return {block_, reinterpret_cast<std::uint32_t const*>(block_ + record.row_offsets), record.row_count};
}

column_list run_result::columns() const noexcept {
  auto const& record = record_of(record_);
  if (record.column_count == 0) return {};
  return {block_, block_ + record.columns, record.column_count};
}

std::optional<std::string_view> run_result::rows_json() const noexcept {
  return json_member(block_, record_of(record_), result_member::rows);
}

std::optional<std::string_view> run_result::schema_json() const noexcept {
  return json_member(block_, record_of(record_), result_member::schema);
}

run_result result_list::operator[](std::size_t index) const noexcept { return {block_, &record_at(records_, index)}; }

// The instance

script_instance::script_instance(script_instance const& other) noexcept : block_(other.block_) {
  if (block_) references_of(block_).fetch_add(1, std::memory_order_relaxed);
}

script_instance::~script_instance() {
  if (!block_) return;
  // A sole owner needs no read-modify-write: nobody else can make a copy meanwhile.
  auto const references = references_of(block_);
  if (references.load(std::memory_order_acquire) == 1 || references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    std::free(block_);
  }
}

run_status script_instance::status() const noexcept { return instance_block::of(*this).status; }

std::string_view script_instance::status_text() const noexcept {
  return instance_block::of(*this).status_text.in(block_);
}

std::optional<std::string_view> script_instance::message() const noexcept {
  auto const& head = instance_block::of(*this);
  return readable_text(block_, head.message_form, head.message);
}

std::optional<std::string_view> script_instance::failure_reason() const noexcept {
  if (status() != run_status::failed) return std::nullopt;
  if (auto const own = message(); own && !own->empty()) return own;
  for (auto const result : results()) {
    if (auto const text = result.message(); text && !text->empty()) return text;
  }
  return std::nullopt;
}

result_list script_instance::results() const noexcept {
  auto const& head = instance_block::of(*this);
  return {block_, block_ + head.results, head.result_count};
}

std::string_view script_instance::request_id() const noexcept {
  return instance_block::of(*this).request_id.in(block_);
}

std::size_t script_instance::memory_size() const noexcept { return instance_block::of(*this).size; }

}  // namespace dataarts
