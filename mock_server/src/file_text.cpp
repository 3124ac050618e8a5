#include "file_text.hpp"

#include <cerrno>
#include <fstream>
#include <ios>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace dataarts::mock {

std::string file_text(std::filesystem::path const& file) {
  errno = 0;
  std::ifstream from(file, std::ios::binary);
  std::ostringstream text;
  text << from.rdbuf();
  // A folder opens, and cannot be read; an empty file leaves nothing to be put into the text.
  if (!from.is_open() || from.bad() || (text.fail() && errno != 0)) {
    throw std::runtime_error("cannot read " + file.string() + ": " +
                             std::generic_category().message(errno != 0 ? errno : EIO));
  }
  return text.str();
}

}  // namespace dataarts::mock
