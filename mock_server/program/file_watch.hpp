#ifndef DATAARTS_MOCK_PROGRAM_FILE_WATCH_HPP
#define DATAARTS_MOCK_PROGRAM_FILE_WATCH_HPP

#include "file_stamps.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dataarts::mock::program {

/// Tells when files change: written, replaced by another, removed, come back. What happens in one go is told once, when
/// it has been quiet for 50 ms. Asks the system to be told (inotify), so that nothing is done while nothing changes.
/// Not for several threads.
class file_watch {
 public:
  /// @param on_change  runs on `context`
  /// Throws `boost::system::system_error` when the system has no more of what this takes.
  file_watch(boost::asio::io_context& context, std::function<void()> on_change);

  /// From now on these, in place of those before. Files may be missing; of a folder all files that end in `.json` are
  /// meant, those to come included.
  void watch(std::vector<std::filesystem::path> paths);

  /// Whether what is watched has changed since `before`: see `file_stamps::differs`.
  bool changed_since(file_stamps const& before, std::vector<std::filesystem::path> const& named) const;

 private:
  void arm();
  bool concerns(std::size_t size) const;
  void read();
  void look();

  boost::asio::posix::stream_descriptor events_;
  boost::asio::steady_timer quiet_;
  std::function<void()> on_change_;
  std::vector<std::filesystem::path> paths_;
  std::map<std::filesystem::path, int> folders_;  // and their numbers
  std::map<int, std::set<std::string>> names_;    // by number: the names that matter there; none: all
  file_stamps last_;
  alignas(8) std::array<char, 4096> buffer_;
};

}  // namespace dataarts::mock::program

#endif
