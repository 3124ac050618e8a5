#ifndef DATAARTS_MOCK_FILE_ERROR_HPP
#define DATAARTS_MOCK_FILE_ERROR_HPP

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace dataarts::mock {

/// A place in a file. Lines and columns are from 1, columns count bytes; line 0 is the file as a whole.
struct file_place {
  std::string file = {};
  std::size_t line = 0;
  std::size_t column = 0;
};

/// Something that is wrong, or that was probably not meant, in a file.
struct file_problem {
  file_place place = {};
  std::string path = {};     ///< of the part, as `instances[0].match.script`; empty: the message says it
  std::string message = {};  ///< what is wrong with it, and what would be right
};

/// "FILE:LINE:COLUMN: PATH MESSAGE"
std::string to_text(file_problem const& problem);

/// A file cannot be used. `what()` has all problems, one a line, as `to_text` shows them.
class file_error : public std::runtime_error {
 public:
  /// @param problems  at least one
  /// @param files     see `files`
  explicit file_error(std::vector<file_problem> problems, std::vector<std::filesystem::path> files = {});

  std::vector<file_problem> const& problems() const noexcept { return problems_; }

  /// Files that were looked for besides those that were given, as far as it came, missing ones included: what has to be
  /// watched, too, for a change that puts it right.
  std::vector<std::filesystem::path> const& files() const noexcept { return files_; }

 private:
  std::vector<file_problem> problems_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace dataarts::mock

#endif
