#include "file_stamps.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include <sys/stat.h>
#include <time.h>

namespace dataarts::mock::program {

file_stamps::file_stamps(std::vector<std::filesystem::path> const& paths) {
  // Not the finer clock: what is written from now on would seem to be older.
  ::timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  made_ = {now.tv_sec, now.tv_nsec};
  auto const add = [&](std::filesystem::path const& file) {
    struct stat of{};
    if (::stat(file.c_str(), &of) != 0) return;
    files_[file] = {
        {of.st_mtim.tv_sec, of.st_mtim.tv_nsec, static_cast<std::uint64_t>(of.st_size), of.st_ino},
        {of.st_ctim.tv_sec, of.st_ctim.tv_nsec},
    };
  };
  std::error_code none;
  for (auto const& path : paths) {
    if (!std::filesystem::is_directory(path, none)) {
      add(path);
      continue;
    }
    for (auto const& entry : std::filesystem::directory_iterator(path, none)) {
      if (entry.path().extension() == ".json") add(entry.path());
    }
  }
}

bool file_stamps::differs(file_stamps const& later, std::vector<std::filesystem::path> const& named) const {
  std::set<std::filesystem::path> const read(named.begin(), named.end());
  for (auto const& [file, seen] : later.files_) {
    if (auto const at = files_.find(file); at != files_.end()) {
      if (!(at->second == seen)) return true;
    } else if (!read.contains(file) || seen.changed > made_) {
      return true;
    }
  }
  auto const is_gone = [&](std::filesystem::path const& file) { return !later.files_.contains(file); };
  return std::any_of(read.begin(), read.end(), is_gone) ||
         std::any_of(files_.begin(), files_.end(), [&](auto const& each) { return is_gone(each.first); });
}

void file_stamps::keep(file_stamps const& before) {
  for (auto& [file, seen] : files_) {
    if (auto const at = before.files_.find(file); at != before.files_.end()) seen = at->second;
  }
}

}  // namespace dataarts::mock::program
