#include "service/token_file.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace dataarts::apps {
namespace {

constexpr std::size_t largest_token = 64 * 1024;

struct file_closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

}  // namespace

std::string read_token_file(std::string const& path, std::string const& origin) {
  errno = 0;
  std::unique_ptr<std::FILE, file_closer> const file(std::fopen(path.c_str(), "rbe"));
  if (!file) throw usage_error(fmt::format("{}: cannot open {}: {}", origin, path, std::strerror(errno)));

  std::string content(largest_token + 1, '\0');
  content.resize(std::fread(content.data(), 1, content.size(), file.get()));
  if (std::ferror(file.get()) != 0) {
    throw usage_error(fmt::format("{}: cannot read {}: {}", origin, path, std::strerror(errno)));
  }
  if (content.size() > largest_token) {
    throw usage_error(
        fmt::format("{}: {} is larger than 64 KiB; it has to hold one token and nothing else", origin, path));
  }
  constexpr auto blanks = " \t\r\n";
  auto const begin = content.find_first_not_of(blanks);
  if (begin == std::string::npos) throw usage_error(fmt::format("{}: {} holds no token", origin, path));
  if (content[begin] == '{') {
    throw usage_error(
        fmt::format("{}: {} holds JSON; it has to hold one token and nothing else: the value of X-Subject-Token, which "
                    "is a header of the IAM service's answer",
                    origin, path));
  }
  auto token = content.substr(begin, content.find_last_not_of(blanks) - begin + 1);
  if (token.find_first_of("\r\n") != std::string::npos) {
    throw usage_error(fmt::format("{}: {} has several lines; it has to hold one token and nothing else", origin, path));
  }
  return token;
}

}  // namespace dataarts::apps
