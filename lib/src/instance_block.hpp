#ifndef DATAARTS_INSTANCE_BLOCK_HPP
#define DATAARTS_INSTANCE_BLOCK_HPP

#include <dataarts/script_instance.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The memory behind `script_instance`: one block that starts with `instance_block`. All places in it are byte offsets
// from its start, so a block can be moved as bytes until it is handed out.
//
// A row is `row_header`, the cells one after another, and the offset (from the first cell) of every 8th cell but the
// first. A cell is a head byte, with the kind above and the length below, and its text. Rows and cells are not aligned.

namespace dataarts {

/// Bytes of a block.
struct block_span {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;

  std::string_view in(char const* block) const noexcept { return {block + offset, size}; }
};

/// How the server sent a member.
enum class member_form : std::uint8_t {
  absent,
  null,
  text,       ///< the span is the unescaped text
  json,       ///< the span is compact JSON; numbers too
  list,       ///< read in full, there is no span
  text_list,  ///< the span is the unescaped text, which holds a list that was read in full
};

/// The members of a result.
enum class result_member : std::uint8_t {
  message,
  duration,
  row_count,
  input_row_count,
  result_count,
  raw_result,
  rows,
  schema,
};
inline constexpr std::size_t result_member_count = 8;
inline constexpr std::string_view result_member_names[result_member_count] = {
    "message", "duration", "rowCount", "inputRowCount", "resultCount", "rawResult", "rows", "schema"};

struct result_record {
  bool is_null = false;  ///< the server sent null in the place of the result
  member_form forms[result_member_count] = {};
  block_span spans[result_member_count] = {};
  std::uint32_t row_offsets = 0;  ///< where the offsets of the rows are
  std::uint32_t row_count = 0;
  std::uint32_t columns = 0;  ///< where the column records are
  std::uint32_t column_count = 0;

  member_form form(result_member member) const noexcept { return forms[static_cast<std::size_t>(member)]; }
  block_span span(result_member member) const noexcept { return spans[static_cast<std::size_t>(member)]; }
};

struct column_record {
  block_span name;
  block_span type;
};

struct row_header {
  std::uint32_t cell_bytes;
  std::uint32_t cells;

  static constexpr std::uint32_t cells_per_mark = 8;
};

template <class T>
T load_unaligned(char const* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// The length of a cell's text: up to `longest_in_head` in the head byte itself, else in the byte or the four bytes
/// that follow it.
struct cell_head {
  static constexpr unsigned longest_in_head = 13;
  static constexpr unsigned one_byte_follows = 14;
  static constexpr unsigned four_bytes_follow = 15;
  static constexpr std::size_t longest = 5;

  cell_kind kind;
  std::uint32_t size;
  char const* text;

  explicit cell_head(char const* at) noexcept {
    auto const head = static_cast<unsigned char>(*at++);
    kind = static_cast<cell_kind>(head >> 4);
    size = head & 15u;
    if (size == one_byte_follows) {
      size = static_cast<unsigned char>(*at++);
    } else if (size == four_bytes_follow) {
      size = load_unaligned<std::uint32_t>(at);
      at += sizeof size;
    }
    text = at;
  }

  char const* next() const noexcept { return text + size; }

  /// Writes the head of a cell and gives the place of its text.
  static char* write(char* at, cell_kind kind, std::size_t text_size) noexcept {
    auto const high = static_cast<unsigned>(kind) << 4;
    if (text_size <= longest_in_head) {
      *at++ = static_cast<char>(high | text_size);
    } else if (text_size <= 255) {
      *at++ = static_cast<char>(high | one_byte_follows);
      *at++ = static_cast<char>(text_size);
    } else {
      *at++ = static_cast<char>(high | four_bytes_follow);
      auto const stored = static_cast<std::uint32_t>(text_size);
      std::memcpy(at, &stored, sizeof stored);
      at += sizeof stored;
    }
    return at;
  }
};

/// The start of a block.
struct instance_block {
  /// Whether `results` or `result` came, and how.
  enum class list_form : std::uint8_t { absent, null, list };

  std::uint32_t references = 0;
  std::uint32_t size = 0;  ///< of the whole block
  block_span status_text;
  block_span message;
  block_span request_id;
  std::uint32_t results = 0;  ///< where the result records are
  std::uint32_t result_count = 0;
  run_status status = run_status::unknown;
  member_form message_form = member_form::absent;
  list_form results_form = list_form::absent;  ///< of `results`; `list` if that is what the records are
  list_form result_form = list_form::absent;   ///< of `result`

  /// Makes the owner of a block that `std::malloc` gave and whose reference count is 1.
  static script_instance adopt(char* block) noexcept { return script_instance(block); }

  static instance_block const& of(script_instance const& instance) noexcept {
    return *reinterpret_cast<instance_block const*>(instance.block_);
  }
  static char const* start_of(script_instance const& instance) noexcept { return instance.block_; }
};

/// The status that the service's word stands for.
run_status status_from(std::string_view text) noexcept;

}  // namespace dataarts

#endif
