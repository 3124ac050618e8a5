#ifndef DATAARTS_CLI_CSV_TEXT_HPP
#define DATAARTS_CLI_CSV_TEXT_HPP

#include <string>
#include <string_view>

namespace dataarts::cli {

/// Writes the lines of a CSV text (RFC 4180, with LF as line end).
class csv_writer {
 public:
  /// @param escape  control characters are written as `\x1b`, since the text goes to a terminal.
  explicit csv_writer(bool escape) noexcept : escape_(escape) {}

  void field(std::string& out, std::string_view text);
  void end_line(std::string& out);

 private:
  bool escape_;
  bool first_ = true;
};

}  // namespace dataarts::cli

#endif
