#include "file_watch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>

#include <cerrno>
#include <chrono>
#include <set>
#include <utility>

#include <sys/inotify.h>
#include <sys/stat.h>

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

void file_watch::watch(std::vector<std::filesystem::path> paths) {
  paths_ = std::move(paths);
  std::set<std::filesystem::path> wanted;
  for (auto const& each : paths_) wanted.insert(folder_of(each));
  for (auto const& each : wanted) {
    if (folders_.contains(each)) continue;
    // A folder, since a file that is replaced is another one.
    auto const number = ::inotify_add_watch(events_.native_handle(), each.c_str(),
                                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE);
    if (number >= 0) folders_[each] = number;
  }
  for (auto at = folders_.begin(); at != folders_.end();) {
    auto const gone = !wanted.contains(at->first);
    if (gone) ::inotify_rm_watch(events_.native_handle(), at->second);
    at = gone ? folders_.erase(at) : std::next(at);
  }
  // What was there at the last look is compared with that: it may have changed while it was read.
  auto now = take_stamp();
  for (auto const& [file, seen] : last_) {
    auto const found = now.find(file);
    if (found != now.end()) found->second = seen;
  }
  last_ = std::move(now);
}

void file_watch::read() {
  events_.async_read_some(boost::asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t) {
    if (error) return;
    // Which file it was does not matter: a link, say, changes without an event of its own name.
    quiet_.expires_after(quiet_time);
    quiet_.async_wait([this](boost::system::error_code sooner) {
      if (!sooner) look();
    });
    read();
  });
}

void file_watch::look() {
  auto now = take_stamp();
  if (now == last_) return;
  last_ = std::move(now);
  on_change_();
}

file_watch::stamp file_watch::take_stamp() const {
  stamp made;
  auto const add = [&](std::filesystem::path const& file) {
    struct stat of{};
    if (::stat(file.c_str(), &of) != 0) return;
    made[file] = {of.st_mtim.tv_sec, of.st_mtim.tv_nsec, static_cast<std::uint64_t>(of.st_size), of.st_ino};
  };
  std::error_code none;
  for (auto const& path : paths_) {
    if (!std::filesystem::is_directory(path, none)) {
      add(path);
      continue;
    }
    for (auto const& entry : std::filesystem::directory_iterator(path, none)) {
      if (entry.path().extension() == ".json") add(entry.path());
    }
  }
  return made;
}

}  // namespace dataarts::mock::program
