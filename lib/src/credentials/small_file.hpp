#ifndef DATAARTS_CREDENTIALS_SMALL_FILE_HPP
#define DATAARTS_CREDENTIALS_SMALL_FILE_HPP

#include <string>

namespace dataarts {

/// A file read into memory, or why not.
struct small_file {
  std::string content;
  std::string problem;  ///< e.g. "cannot be read: No such file or directory"; empty: all is well
};

/// Reads a file of at most 64 KiB.
small_file read_small_file(std::string const& path);

}  // namespace dataarts

#endif
