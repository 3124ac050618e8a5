#include "replace_file.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void fail_to_write(std::filesystem::path const& file, std::error_code reason) {
  throw std::runtime_error("cannot write " + file.string() + ": " + reason.message());
}

}  // namespace

void replace_file(std::filesystem::path const& file, std::string_view text) {
  std::error_code problem;
  auto target = std::filesystem::canonical(file, problem);  // a link stays one
  if (problem) target = file;
  auto part = target;
  part += ".part";
  errno = 0;
  std::ofstream out(part, std::ios::trunc | std::ios::binary);
  out << text;
  out.close();
  if (!out) fail_to_write(part, {errno != 0 ? errno : EIO, std::generic_category()});
  auto const before = std::filesystem::status(target, problem);
  if (!problem && exists(before)) std::filesystem::permissions(part, before.permissions(), problem);
  std::filesystem::rename(part, target, problem);
  if (problem) fail_to_write(file, problem);
}

}  // namespace dataarts::mock::program
