#ifndef DATAARTS_MOCK_PROGRAM_SCENARIO_RELOAD_HPP
#define DATAARTS_MOCK_PROGRAM_SCENARIO_RELOAD_HPP

#include "file_watch.hpp"
#include "scenario_in_use.hpp"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dataarts::mock::program {

/// Reads scenario files again whenever they change: all of what they say is put in place of what was there, or nothing.
class scenario_reload {
 public:
  /// @param event  gets a line of JSON, with its line feed: `{"event":"reloaded",…}` or `{"event":"reload_failed",…}`
  /// @param complain  gets what is wrong, one problem a line
  /// Both run on `context`. Throws `boost::system::system_error` when files cannot be watched.
  scenario_reload(boost::asio::io_context& context, std::shared_ptr<scenario_in_use> used,
                  std::function<void(std::string const&)> event, std::function<void(std::string const&)> complain);

 private:
  void reload();
  void watch(std::vector<std::filesystem::path> const& files);

  std::shared_ptr<scenario_in_use> used_;
  std::function<void(std::string const&)> event_;
  std::function<void(std::string const&)> complain_;
  file_watch files_;
};

}  // namespace dataarts::mock::program

#endif
