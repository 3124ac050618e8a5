#include "credentials/small_file.hpp"

#include "system_message.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>

namespace dataarts {

namespace {

constexpr std::size_t largest = 64 * 1024;

struct file_closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

}  // namespace

small_file read_small_file(std::string const& path) {
  small_file made;
  errno = 0;
  std::unique_ptr<std::FILE, file_closer> const file(std::fopen(path.c_str(), "rbe"));
  if (!file) {
    made.problem = "cannot be opened: " + system_message();
    return made;
  }
  made.content.resize(largest + 1);
  made.content.resize(std::fread(made.content.data(), 1, made.content.size(), file.get()));
  if (std::ferror(file.get()) != 0) {
    made.problem = "cannot be read: " + system_message();
  } else if (made.content.size() > largest) {
    made.problem = "is larger than 64 KiB";
  }
  if (!made.problem.empty()) made.content.clear();
  return made;
}

}  // namespace dataarts
