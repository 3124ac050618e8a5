#ifndef DATAARTS_APPS_REFERENCE_PARSER_HPP
#define DATAARTS_APPS_REFERENCE_PARSER_HPP

#include "input_error.hpp"

#include <dataarts/instance_ref.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::apps {

/// Bytes that were read and not yet parsed.
struct input_text {
  std::string bytes;
  std::size_t at = 0;     ///< the first byte that is not yet parsed
  bool complete = false;  ///< nothing follows

  std::string_view rest() const noexcept { return std::string_view(bytes).substr(at); }
};

/// The longest record of CSV, and the longest name in JSON Lines, in bytes.
inline constexpr std::size_t longest_record = 1024 * 1024;

/// The longest line of JSON Lines: twice the longest answer that the client accepts, so that every line that a run
/// writes can be read by the next one.
inline constexpr std::size_t longest_line = 128 * 1024 * 1024;

/// Reads references in one format, as far as the bytes go.
class record_parser {
 public:
  record_parser() = default;
  record_parser(record_parser const&) = delete;
  record_parser& operator=(record_parser const&) = delete;
  virtual ~record_parser() = default;

  /// The next reference; nothing if more bytes are needed, or at the end. Throws `input_error`.
  virtual std::optional<instance_ref> next(input_text& text) = 0;

  /// The line on which the last one begins.
  virtual std::size_t line() const noexcept = 0;
};

std::unique_ptr<record_parser> make_jsonl_parser(std::string name);
std::unique_ptr<record_parser> make_csv_parser(std::string name);

/// Reads references from bytes that come in pieces; sees from the content whether they are JSON Lines or CSV. A byte
/// order mark is skipped. Holds one piece and one record of CSV or one reference, whatever the length of the input.
class reference_parser {
 public:
  /// @param name  of the input, for messages.
  explicit reference_parser(std::string name);

  /// Appends a piece. Call it when `next` gave nothing.
  void feed(std::string_view piece);

  /// No piece follows.
  void finish() noexcept { text_.complete = true; }
  bool finished() const noexcept { return text_.complete; }

  /// The next reference; nothing if another piece is needed, or at the end if `finished`. Throws `input_error`; do not
  /// call it again after that.
  std::optional<instance_ref> next();

  /// The line on which the last reference begins. Call it when `next` has given one.
  std::size_t line() const noexcept { return format_->line(); }

  /// Bytes that were fed and not yet parsed.
  std::size_t unread() const noexcept { return text_.rest().size(); }

 private:
  bool choose_format();

  std::string name_;
  input_text text_;
  std::unique_ptr<record_parser> format_;
};

}  // namespace dataarts::apps

#endif
