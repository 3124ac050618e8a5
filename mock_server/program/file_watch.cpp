#include "file_watch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include <sys/inotify.h>

namespace dataarts::mock::program {
namespace {

constexpr std::chrono::milliseconds quiet_time(50);

int new_inotify() {
  auto const made = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (made < 0) throw boost::system::system_error(errno, boost::system::system_category(), "cannot watch files");
  return made;
}

std::filesystem::path folder_of(std::filesystem::path const& path) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none)) return path;
  return path.has_parent_path() ? path.parent_path() : ".";
}

}  // namespace

file_watch::file_watch(boost::asio::io_context& context, std::function<void()> on_change)
    : events_(context, new_inotify()), quiet_(context), on_change_(std::move(on_change)) {
  read();
}

// What is watched is a folder, since a file that is replaced is another one; so is a folder, whose own folder tells of
// it, and of nothing else that goes on there.
void file_watch::arm() {
  std::map<std::filesystem::path, std::set<std::string>> wanted;
  for (auto const& each : paths_) wanted[folder_of(each)];
  std::map<std::filesystem::path, std::set<std::string>> around;
  for (auto const& each : paths_) {
    std::error_code none;
    auto const whole = std::filesystem::absolute(each, none).lexically_normal();
    auto const path = whole.has_filename() ? whole : whole.parent_path();
    if (!std::filesystem::is_directory(path, none) || !path.has_filename()) continue;
    around[path.parent_path()].insert(path.filename().string());
  }
  for (auto const& [folder, names] : around) wanted.try_emplace(folder, names);
  std::map<std::filesystem::path, int> armed;
  names_.clear();
  for (auto const& [folder, names] : wanted) {
    // The same number as before, unless it is another folder by now.
    auto const number = ::inotify_add_watch(events_.native_handle(), folder.c_str(),
                                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE);
    if (number < 0) continue;
    armed[folder] = number;
    // One folder may have two names.
    auto const [at, is_new] = names_.try_emplace(number, names);
    if (!is_new && names.empty()) at->second.clear();
    if (!is_new && !at->second.empty()) at->second.insert(names.begin(), names.end());
  }
  for (auto const& [folder, number] : folders_) {
    if (!names_.contains(number)) ::inotify_rm_watch(events_.native_handle(), number);
  }
  folders_ = std::move(armed);
}

bool file_watch::concerns(std::size_t size) const {
  for (std::size_t at = 0; at + sizeof(::inotify_event) <= size;) {
    ::inotify_event head;
    std::memcpy(&head, buffer_.data() + at, sizeof(head));
    auto const names = names_.find(head.wd);
    // Of a number that is not known any more nothing can be said.
    if (names == names_.end() || names->second.empty() || head.len == 0) return true;
    if (names->second.contains(std::string(buffer_.data() + at + sizeof(head)))) return true;
    at += sizeof(head) + head.len;
  }
  return false;
}

void file_watch::watch(std::vector<std::filesystem::path> paths) {
  paths_ = std::move(paths);
  arm();
  // What was there at the last look is compared with that: it may have changed while it was read.
  file_stamps now(paths_);
  now.keep(last_);
  last_ = std::move(now);
}

bool file_watch::changed_since(file_stamps const& before, std::vector<std::filesystem::path> const& named) const {
  return before.differs(last_, named);
}

void file_watch::read() {
  events_.async_read_some(boost::asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t size) {
    if (error) return;
    // Which file of a folder it was does not matter: a link, say, changes without an event of its own name.
    if (concerns(size)) {
      quiet_.expires_after(quiet_time);
      quiet_.async_wait([this](boost::system::error_code sooner) {
        if (!sooner) look();
      });
    }
    read();
  });
}

void file_watch::look() {
  arm();  // before it is looked at, so that nothing comes between
  file_stamps now(paths_);
  if (now == last_) return;
  last_ = std::move(now);
  on_change_();
}

}  // namespace dataarts::mock::program
