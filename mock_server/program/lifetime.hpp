#ifndef DATAARTS_MOCK_PROGRAM_LIFETIME_HPP
#define DATAARTS_MOCK_PROGRAM_LIFETIME_HPP

#include "option_values.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace dataarts::mock::program {

/// What ends a server that nobody ends, so that none stays behind.
struct lifetime_settings {
  std::optional<std::chrono::nanoseconds> most;  ///< `--ttl`
  bool with_parent = false;                      ///< `--exit-with-parent`
};

/// Throws `usage_error`.
lifetime_settings read_lifetime_options(option_values const& given);

/// Says once that the time is over, or that the parent process has ended. On the machine's clock.
class lifetime {
 public:
  /// @param parent  the process that the program was started by
  /// @param end     called on `context` with the reason, at most once
  /// Throws `std::system_error` when the system cannot tell when a process ends. A parent that has ended already
  /// counts.
  lifetime(boost::asio::io_context& context, lifetime_settings const& given, ::pid_t parent,
           std::function<void(std::string_view)> end);

 private:
  void watch(::pid_t parent);
  void end(std::string_view why);

  std::function<void(std::string_view)> end_;
  boost::asio::steady_timer timer_;
  boost::asio::posix::stream_descriptor parent_;
};

}  // namespace dataarts::mock::program

#endif
