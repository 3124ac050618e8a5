#include "result/line_source.hpp"

#include "result/result_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace dataarts::load {

line_source::line_source(std::filesystem::path const& file)
    : name_(file.string()), file_(std::fopen(file.c_str(), "rbe")) {
  if (!file_) {
    throw result_error(result_errc::cannot_open,
                       fmt::format("{}: cannot be opened: {}", name_, std::generic_category().message(errno)));
  }
}

bool line_source::next() {
  line_.clear();
  while (true) {
    if (auto const end = ahead_.find('\n', at_); end != std::string::npos) {
      line_.append(ahead_, at_, end - at_);
      at_ = end + 1;
      ++number_;
      return true;
    }
    line_.append(ahead_, at_);
    if (line_.size() > longest_line) {
      throw result_error(result_errc::bad_line,
                         fmt::format("{}:{}: the line is longer than {} MiB", name_, number_ + 1, longest_line >> 20U));
    }
    constexpr std::size_t piece = 64 * 1024;
    ahead_.resize(piece);
    at_ = 0;
    auto const read = std::fread(ahead_.data(), 1, piece, file_.get());
    if (read == 0 && std::ferror(file_.get()) != 0) {
      throw result_error(result_errc::cannot_read,
                         fmt::format("{}: cannot be read: {}", name_, std::generic_category().message(errno)));
    }
    ahead_.resize(read);
    if (read == 0) return false;
  }
}

std::string line_source::where() const { return fmt::format("{}:{}", name_, number_); }

}  // namespace dataarts::load
