#include "result/result_writer.hpp"

#include "result/result_error.hpp"
#include "result/result_lines.hpp"
#include "utf8.hpp"

#include <boost/json/serialize.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace dataarts::load {
namespace {

// Labels and names come from command lines, which take any byte; JSON takes UTF-8 only.
std::string with_valid_utf8(std::string text) {
  if (apps::find_invalid_utf8(text) == std::string::npos) return text;
  std::string made;
  std::string_view rest = text;
  while (!rest.empty()) {
    auto const step = apps::decode_utf8(rest);
    if (step.valid) {
      made += rest.substr(0, step.size);
    } else {
      made += "\xEF\xBF\xBD";
    }
    rest.remove_prefix(step.size);
  }
  return made;
}

}  // namespace

result_writer::result_writer(std::filesystem::path file, if_exists policy) : file_(std::move(file)) {
  struct stat before{};
  if (stat(file_.c_str(), &before) == 0) regular_ = S_ISREG(before.st_mode);
  auto flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
  if (regular_) flags |= policy == if_exists::refuse ? O_EXCL : O_TRUNC;
  constexpr auto readable_by_all = 0644;
  descriptor_ = open(file_.c_str(), flags, readable_by_all);
  if (descriptor_ < 0 && errno == EEXIST) {
    throw result_error(
        result_errc::already_exists,
        fmt::format("{}: there is such a file already; give another name, or remove it", file_.string()));
  }
  if (descriptor_ < 0) fail();
}

result_writer::result_writer(std::filesystem::path file, result const& header, if_exists policy)
    : result_writer(std::move(file), policy) {
  try {
    begin(header);
  } catch (...) {
    discard();
    throw;
  }
}

result_writer::~result_writer() {
  if (descriptor_ >= 0) close(descriptor_);
}

void result_writer::begin(result const& header) {
  write(header_line(header));
  begun_ = true;
}

void result_writer::add(interval const& second, measurement const& histograms) {
  write(interval_line(second, histograms));
}

void result_writer::end(result const& whole) {
  write(end_line(whole));
  if (regular_ && fsync(descriptor_) != 0) fail();
  // What a network file system could not store it may tell now.
  if (close(std::exchange(descriptor_, -1)) != 0) fail();
}

void result_writer::discard() noexcept {
  if (descriptor_ < 0) return;
  close(std::exchange(descriptor_, -1));
  if (regular_) unlink(file_.c_str());
}

void result_writer::write(boost::json::object const& line) {
  auto const text = with_valid_utf8(boost::json::serialize(line)) + '\n';
  for (std::string_view rest = text; !rest.empty();) {
    auto const written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

void result_writer::fail() const {
  auto const why = std::generic_category().message(errno);
  throw result_error(result_errc::cannot_write, fmt::format("{}: cannot be written: {}", file_.string(), why));
}

}  // namespace dataarts::load
