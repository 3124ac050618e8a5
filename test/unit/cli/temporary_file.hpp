#ifndef DATAARTS_TEST_CLI_TEMPORARY_FILE_HPP
#define DATAARTS_TEST_CLI_TEMPORARY_FILE_HPP

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include <unistd.h>

namespace dataarts::cli::test {

/// A file with the given content, removed at the end.
class temporary_file {
 public:
  explicit temporary_file(std::string_view content) : path_("/tmp/dataarts-test-XXXXXX") {
    auto const descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) throw std::runtime_error("mkstemp");
    while (!content.empty()) {
      auto const written = ::write(descriptor, content.data(), content.size());
      if (written < 0) throw std::runtime_error("write");
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(descriptor);
  }
  temporary_file(temporary_file const&) = delete;
  temporary_file& operator=(temporary_file const&) = delete;
  ~temporary_file() { ::unlink(path_.c_str()); }

  std::string const& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace dataarts::cli::test

#endif
