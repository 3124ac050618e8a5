#ifndef DATAARTS_API_RESULT_HANDLER_HPP
#define DATAARTS_API_RESULT_HANDLER_HPP

#include "result_builder.hpp"

#include <dataarts/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts {

/// Takes what `json_reader` meets and tells a builder what it means.
///
/// It knows the answer to the instance query, and reads two parts of it on their own when they come as texts: rows
/// and schema.
class result_handler {
 public:
  /// What the document is.
  enum class root : std::uint8_t { answer, rows, schema };

  result_handler(result_builder& builder, root document) noexcept : builder_(builder), root_(document) { reset(); }

  /// Makes ready for the next document.
  void reset() noexcept;

  /// What this class itself objected to.
  struct objection {
    errc code{};
    std::string path;
  };
  objection const& objected() const noexcept { return objection_; }

  /// What is wrong with a whole answer that has been read; `code` is 0 if nothing is.
  objection verdict() const;

  // What `json_reader` calls

  bool begin_object() {
    if (place_ != place::schema) return begin_container(false);
    begin_schema_entry();
    return true;
  }
  bool end_object() {
    if (place_ != place::schema_entry || entry_columns_ == 0 || lone_entry_) return end_container(false);
    place_ = place::schema;
    return true;
  }
  bool begin_array() {
    if (place_ != place::rows) return begin_container(true);
    builder_.begin_row();
    place_ = place::row;
    return true;
  }
  bool end_array() {
    if (place_ != place::row) return end_container(true);
    builder_.end_row();
    place_ = place::rows;
    return true;
  }
  bool key(std::string_view s) {
    switch (place_) {
      case place::answer:
        return find_answer_member(s);
      case place::result:
        return find_result_member(s);
      case place::schema_entry:
        if (entry_columns_ != 0) break;
        column_name_ = builder_.store(s);
        return true;
      default:
        break;
    }
    return key_part(s) && key_end();
  }
  bool key_part(std::string_view s);
  bool key_end();
  [[gnu::always_inline]] bool text(std::string_view s) {
    if (place_ == place::row) {
      builder_.add_cell(cell_kind::text, s);
      return true;
    }
    if (place_ == place::schema_entry) {
      builder_.add_column(column_name_, builder_.store(s));
      ++entry_columns_;
      return true;
    }
    return scalar(cell_kind::text, s);
  }
  bool text_part(std::string_view s) { return part(cell_kind::text, s); }
  bool text_end() { return (open_ || begin(cell_kind::text)) && end(cell_kind::text); }
  [[gnu::always_inline]] bool number(cell_kind kind, std::string_view s) {
    if (place_ != place::row) return scalar(kind, s);
    builder_.add_cell(kind, s);
    return true;
  }
  bool boolean(bool value) { return number(cell_kind::boolean, value ? "true" : "false"); }
  bool null() { return number(cell_kind::null, "null"); }

 private:
  /// Where in the document the next event is.
  enum class place : std::uint8_t {
    document,      ///< before the root value
    answer,        ///< in the top-level object
    results,       ///< in the array of results
    result,        ///< in a result
    rows,          ///< in the array of rows
    row,           ///< in a row
    schema,        ///< in the array of columns
    schema_entry,  ///< in an object of it
    capture,       ///< in a value that is kept as JSON
    skip,          ///< in a value that is not kept
    end,           ///< behind the root value
  };
  enum class answer_member : std::uint8_t { status, message, results, result };

  // A scalar: begin, part, …, end. Only strings have more than one part.
  bool scalar(cell_kind kind, std::string_view s);
  bool part(cell_kind kind, std::string_view s);
  bool begin(cell_kind kind);
  bool end(cell_kind kind);
  bool end_answer_scalar(cell_kind kind);
  void end_result_scalar(cell_kind kind);

  bool find_answer_member(std::string_view key);
  bool find_result_member(std::string_view key);
  bool see(std::uint8_t& seen, std::size_t index);

  bool begin_container(bool array);
  bool begin_root(bool array);
  bool begin_answer_container(bool array);
  void begin_result_container(bool array);
  bool end_container(bool array);
  void begin_schema_entry() noexcept {
    place_ = place::schema_entry;
    entry_columns_ = 0;
    column_name_ = {};
  }
  bool end_schema_entry();

  void begin_capture(place back, std::uint32_t begin, std::size_t depth) noexcept;
  void begin_captured_value();
  void begin_captured_container(bool array);
  void end_captured_container(bool array);
  void end_capture();
  void begin_skip(std::size_t depth) noexcept;

  /// The rows or the schema are not what they usually are: goes on to keep them as JSON.
  bool rows_as_json();
  bool schema_as_json();

  bool fail(errc code, std::string path);
  bool fail_at_member(errc code);
  result_record& record() noexcept { return builder_.result(); }

  result_builder& builder_;
  root root_;
  place place_ = place::document;
  place back_ = place::document;  // where to go on after a capture or a skip
  bool open_ = false;             // in the middle of a string or of a key
  bool comma_ = false;            // a captured value before this one is complete
  answer_member answer_member_{};
  result_member result_member_{};
  answer_member list_ = answer_member::results;  // which member the results are read from
  std::uint8_t answer_seen_ = 0;                 // bits of the members seen
  std::uint8_t result_seen_ = 0;
  std::uint32_t entry_columns_ = 0;
  std::uint32_t text_begin_ = 0;
  std::size_t depth_ = 0;  // in a capture or a skip
  block_span column_name_;
  bool lone_entry_ = false;         // the schema is one object, not an array
  bool result_unreadable_ = false;  // `result` came and is no list
  std::array<char, 16> key_{};
  std::size_t key_size_ = 0;
  objection objection_;
};

}  // namespace dataarts

#endif
