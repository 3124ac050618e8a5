#include "tls_identity.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::mock {
namespace {

[[noreturn]] void fail(std::filesystem::path const& file, int reason) {
  throw std::runtime_error("TLS: cannot write " + file.string() + ": " + std::generic_category().message(reason));
}

void write_all(int to, std::string_view text, std::filesystem::path const& file) {
  while (!text.empty()) {
    auto const written = ::write(to, text.data(), text.size());
    if (written < 0) fail(file, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// By renaming, so that a reader finds either the whole file or none, and with its mode from the first byte on.
void replace(std::filesystem::path const& file, std::string_view text, ::mode_t mode) {
  auto part = file;
  part += ".part";
  ::unlink(part.c_str());
  auto const opened = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (opened < 0) fail(part, errno);
  try {
    write_all(opened, text, part);
  } catch (...) {
    ::close(opened);
    ::unlink(part.c_str());
    throw;
  }
  if (::close(opened) != 0) fail(part, errno);
  if (::rename(part.c_str(), file.c_str()) != 0) fail(file, errno);
}

}  // namespace

void write_tls_identity(tls_identity const& what, std::filesystem::path const& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) throw std::runtime_error("TLS: cannot make the folder " + folder.string() + ": " + problem.message());
  replace(folder / "ca.pem", what.authority_pem(), 0644);
  replace(folder / "server.pem", what.certificate_pem(), 0644);
  replace(folder / "server.key", what.key_pem(), 0600);
}

}  // namespace dataarts::mock
