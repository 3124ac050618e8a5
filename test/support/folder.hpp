#ifndef DATAARTS_TEST_SUPPORT_FOLDER_HPP
#define DATAARTS_TEST_SUPPORT_FOLDER_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace test {

/// A folder for one test; goes with it.
class folder {
 public:
  folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "dataarts-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  folder(folder const&) = delete;
  folder& operator=(folder const&) = delete;

  /// Writes a file and gives its path.
  std::string write(std::string const& name, std::string const& content) const {
    auto const path = path_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  std::string path_of(std::string const& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace test

#endif
