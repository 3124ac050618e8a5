#ifndef DATAARTS_API_RESULT_HANDLER_HPP
#define DATAARTS_API_RESULT_HANDLER_HPP

#include "result_builder.hpp"

#include <dataarts/error.hpp>

#include <boost/json/string_view.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts {

/// Takes the events of `boost::json::basic_parser` and tells a builder what they mean.
///
/// It knows the answer to the instance query, and reads two parts of it on their own when they come as texts: rows
/// and schema.
class result_handler {
 public:
  using error_code = boost::system::error_code;
  using text = boost::json::string_view;

  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  /// What the document is.
  enum class root : std::uint8_t { answer, rows, schema };

  result_handler(result_builder& builder, root document) noexcept : builder_(&builder), root_(document) { reset(); }

  /// Makes ready for the next document.
  void reset() noexcept;

  bool complete() const noexcept { return complete_; }

  /// What this class itself objected to.
  struct objection {
    errc code{};
    std::string path;
  };
  objection const& objected() const noexcept { return objection_; }

  /// What is wrong with a whole answer that has been read; `code` is 0 if nothing is.
  objection verdict() const;

  // The events

  bool on_document_begin(error_code&) noexcept { return true; }
  bool on_document_end(error_code&) noexcept {
    complete_ = true;
    return true;
  }
  bool on_object_begin(error_code& ec) {
    if (place_ != place::schema) return begin_container(false, ec);
    begin_schema_entry();
    return true;
  }
  bool on_object_end(std::size_t, error_code& ec) { return end_container(false, ec); }
  bool on_array_begin(error_code& ec) {
    if (place_ != place::rows) return begin_container(true, ec);
    builder_->begin_row();
    place_ = place::row;
    return true;
  }
  bool on_array_end(std::size_t, error_code& ec) {
    if (place_ != place::row) return end_container(true, ec);
    builder_->end_row();
    place_ = place::rows;
    return true;
  }
  bool on_key_part(text s, std::size_t, error_code& ec) { return key_part(s, ec); }
  bool on_key(text s, std::size_t, error_code& ec) {
    if (place_ == place::schema_entry && !open_ && entry_columns_ == 0) {
      column_name_ = builder_->store(s);
      return true;
    }
    return key_part(s, ec) && key_end(ec);
  }
  bool on_string_part(text s, std::size_t, error_code& ec) { return part(cell_kind::text, s, ec); }
  bool on_string(text s, std::size_t, error_code& ec) {
    if (place_ == place::row && !open_) {
      builder_->add_cell(cell_kind::text, s);
      return true;
    }
    if (place_ == place::schema_entry && !open_) {
      builder_->add_column(column_name_, builder_->store(s));
      ++entry_columns_;
      return true;
    }
    return value(cell_kind::text, s, ec);
  }
  bool on_number_part(text s, error_code& ec) { return part(cell_kind::decimal, s, ec); }
  bool on_int64(std::int64_t, text s, error_code& ec) { return number(cell_kind::int64, s, ec); }
  bool on_uint64(std::uint64_t, text s, error_code& ec) { return number(cell_kind::uint64, s, ec); }
  bool on_double(double value, text s, error_code& ec) {
    // Up to 15 digits always come back from a double, away from the ends of its range.
    auto const magnitude = std::fabs(value);
    auto const surely_exact =
        s.size() <= 16 && ((magnitude > 1e-290 && magnitude < 1e290) || (value == 0 && s.size() <= 5));
    return number(surely_exact && !open_ ? cell_kind::float64 : cell_kind::decimal, s, ec);
  }
  bool on_bool(bool value_of, error_code& ec) {
    return value(cell_kind::boolean, value_of ? text("true") : text("false"), ec);
  }
  bool on_null(error_code& ec) { return value(cell_kind::null, text("null"), ec); }
  bool on_comment_part(text, error_code&) noexcept { return true; }
  bool on_comment(text, error_code&) noexcept { return true; }

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

  bool number(cell_kind kind, text s, error_code& ec) {
    if (place_ == place::row && !open_ && kind != cell_kind::decimal) {
      builder_->add_cell(kind, s);
      return true;
    }
    return value(kind, s, ec);
  }

  // A scalar comes in any number of parts: begin, part, …, end.
  bool value(cell_kind kind, text s, error_code& ec) { return part(kind, s, ec) && end(kind, ec); }
  bool part(cell_kind kind, text s, error_code& ec);
  bool begin(cell_kind kind, error_code& ec);
  bool end(cell_kind kind, error_code& ec);
  bool end_answer_scalar(cell_kind kind, error_code& ec);
  void end_result_scalar(cell_kind kind);

  bool key_part(text s, error_code& ec);
  bool key_end(error_code& ec);
  bool find_answer_member(std::string_view key, error_code& ec);
  bool find_result_member(std::string_view key, error_code& ec);
  bool member_seen(unsigned bit, error_code& ec);

  bool begin_container(bool array, error_code& ec);
  bool begin_root(bool array, error_code& ec);
  bool begin_answer_container(bool array, error_code& ec);
  void begin_result_container(bool array);
  bool end_container(bool array, error_code& ec);
  void begin_schema_entry() noexcept {
    place_ = place::schema_entry;
    entry_columns_ = 0;
    column_name_ = {};
  }
  bool end_schema_entry(error_code& ec);

  void begin_capture(place back, std::uint32_t begin, std::size_t depth) noexcept;
  void begin_captured_value();
  void begin_captured_container(bool array);
  void end_captured_container(bool array);
  void end_capture();
  void begin_skip(std::size_t depth) noexcept;

  /// The rows or the schema are not what they usually are: goes on to keep them as JSON.
  bool rows_as_json(error_code& ec);
  bool schema_as_json(error_code& ec);

  bool fail(errc code, std::string path, error_code& ec);
  bool fail_at_member(errc code, error_code& ec);
  result_record& record() noexcept { return builder_->result(); }

  result_builder* builder_;
  root root_;
  place place_ = place::document;
  place back_ = place::document;  // where to go on after a capture or a skip
  bool open_ = false;             // in the middle of a scalar or of a key
  bool comma_ = false;            // a captured value before this one is complete
  bool complete_ = false;
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
