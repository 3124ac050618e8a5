#ifndef DATAARTS_TEST_SUPPORT_TEMPORARY_FILE_HPP
#define DATAARTS_TEST_SUPPORT_TEMPORARY_FILE_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>

#include <unistd.h>

namespace test {

/// A file that ends with the test.
class temporary_file {
 public:
  explicit temporary_file(std::string const& content) {
    std::string name = (std::filesystem::temp_directory_path() / "dataarts-test-XXXXXX").string();
    ::close(::mkstemp(name.data()));
    path = name;
    write(content);
  }
  temporary_file(temporary_file const&) = delete;
  temporary_file& operator=(temporary_file const&) = delete;
  ~temporary_file() { std::filesystem::remove(path); }
  void write(std::string const& content) const { std::ofstream(path, std::ios::trunc) << content; }

  std::string path;
};

}  // namespace test

#endif
