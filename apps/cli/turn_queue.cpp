#include "turn_queue.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::cli {
namespace {

int open_nameless_file() {
  auto const* const given = std::getenv("TMPDIR");
  std::string const folder = given != nullptr && *given != '\0' ? given : "/tmp";
  auto file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  // Not every file system knows files without names.
  auto name = folder + "/dataarts-XXXXXX";
  file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

}  // namespace

turn_queue::~turn_queue() {
  if (file_ >= 0) ::close(file_);
}

void turn_queue::put(std::uint64_t index, std::string text) {
  place made;
  made.size = text.size();
  if (memory_ + text.size() <= most_memory_ || !write_out(text, made)) {
    memory_ += text.size();
    text.shrink_to_fit();
    made.text = std::move(text);
  }
  held_.emplace(index, std::move(made));
}

std::optional<std::string> turn_queue::take() {
  auto const found = held_.find(first_);
  if (found == held_.end()) return std::nullopt;
  ++first_;
  auto taken = std::move(found->second);
  held_.erase(found);
  if (taken.offset != in_memory) return read_back(taken);
  memory_ -= taken.text.size();
  return std::move(taken.text);
}

std::optional<std::string> turn_queue::take_any() {
  if (held_.empty()) return std::nullopt;
  while (!held_.contains(first_)) ++first_;
  return take();
}

// False if it cannot be kept there.
bool turn_queue::write_out(std::string_view text, place& into) {
  if (no_file_) return false;
  if (file_ < 0) file_ = open_nameless_file();
  auto offset = file_size_;
  while (file_ >= 0 && !text.empty()) {
    auto const written = ::pwrite(file_, text.data(), text.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    offset += written;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  no_file_ = file_ < 0 || !text.empty();
  if (no_file_) return false;
  into.offset = std::exchange(file_size_, offset);
  return true;
}

std::string turn_queue::read_back(place const& from) const {
  std::string text(from.size, '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    auto const count = ::pread(file_, text.data() + done, text.size() - done, from.offset + static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      throw std::runtime_error("cannot read back results that waited for their turn in a temporary file: " +
                               (count < 0 ? std::generic_category().message(errno) : std::string("it is too short")));
    }
    done += static_cast<std::size_t>(count);
  }
  return text;
}

}  // namespace dataarts::cli
