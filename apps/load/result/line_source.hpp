#ifndef DATAARTS_LOAD_RESULT_LINE_SOURCE_HPP
#define DATAARTS_LOAD_RESULT_LINE_SOURCE_HPP

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace dataarts::load {

/// The lines of a file, one at a time. Throws `result_error`.
class line_source {
 public:
  /// Longer lines are refused: no result has them, and they would take the memory of the machine.
  static constexpr std::size_t longest_line = std::size_t{256} << 20U;

  explicit line_source(std::filesystem::path const& file);

  /// False at the end. What stands behind the last line feed is no line: its writer was cut off.
  bool next();

  std::string_view line() const noexcept { return line_; }
  /// "FILE:LINE" of it.
  std::string where() const;
  std::string const& name() const noexcept { return name_; }

 private:
  struct closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };

  std::string name_;
  std::unique_ptr<std::FILE, closer> file_;
  std::string line_;
  std::string ahead_;  // read, and not given yet
  std::size_t at_ = 0;
  std::size_t number_ = 0;
};

}  // namespace dataarts::load

#endif
