#include "port_file.hpp"

#include "replace_file.hpp"

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include <unistd.h>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void fail(std::filesystem::path const& file, std::error_code reason) {
  throw std::runtime_error("cannot write " + file.string() + ": " + reason.message());
}

}  // namespace

void remove_port_file(std::filesystem::path const& file) {
  // Not std::filesystem::remove, which would take a folder, too.
  if (::unlink(file.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) return;
  fail(file, {errno, std::generic_category()});
}

void write_port_file(std::filesystem::path const& file, std::uint16_t port) {
  replace_file(file, std::to_string(port) + '\n');
}

}  // namespace dataarts::mock::program
