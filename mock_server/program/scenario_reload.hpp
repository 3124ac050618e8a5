#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_RELOAD_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_RELOAD_HPP

#include "file_stamps.hpp"
#include "file_watch.hpp"
#include "scenario_in_use.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dataarts::mock::program {

/// Reads scenario files again whenever they change: all of what they say is put in place of what was there, or nothing.
class scenario_reload {
 public:
  /// @param before  of the files that were given, taken before they were read; what has changed since is read again
  /// @param event  gets a line of JSON, with its line feed: `{"event":"reloaded",…}` or `{"event":"reload_failed",…}`
  /// @param complain  gets what is wrong, one problem a line
  /// Both run on `context`, which is free while files are read: that has a thread of its own. The end of this waits for
  /// that thread; see `scenario_in_use::give_up`. Throws `boost::system::system_error` when files cannot be watched.
  scenario_reload(boost::asio::io_context& context, std::shared_ptr<scenario_in_use> used, file_stamps const& before,
                  std::function<void(std::string const&)> event, std::function<void(std::string const&)> complain);

 private:
  struct outcome {
    std::shared_ptr<scenario const> made = {};        // null: it stays as it was
    std::size_t problems = 1;                         // else
    std::string what = {};                            // else
    std::vector<std::filesystem::path> missing = {};  // else: where to look, too
  };

  void reload();
  outcome read() const;
  void tell(outcome const& of);
  void watch(std::vector<std::filesystem::path> const& files);

  std::shared_ptr<scenario_in_use> used_;
  std::function<void(std::string const&)> event_;
  std::function<void(std::string const&)> complain_;
  file_watch files_;
  boost::asio::io_context& context_;
  bool reading_ = false;
  bool again_ = false;                                   // something changed meanwhile
  std::shared_ptr<int> here_ = std::make_shared<int>();  // as long as this is
  boost::asio::thread_pool reader_{1};                   // last: its thread ends first
};

}  // namespace dataarts::mock::program

#endif
