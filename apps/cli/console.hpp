#ifndef DATAARTS_CLI_CONSOLE_HPP
#define DATAARTS_CLI_CONSOLE_HPP

#include "interrupt.hpp"
#include "output_stream.hpp"
#include "terminal.hpp"
#include "write_patience.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace dataarts::cli {

/// What a command has of the world but the service: its loop, the signals that end it, and where it writes.
class console {
 public:
  /// @param on_interrupt  called once, in the loop, for the first SIGINT or SIGTERM.
  explicit console(std::function<void()> on_interrupt);

  boost::asio::io_context context{1};
  apps::interrupt signals;
  apps::write_patience patience;
  apps::terminal const output_terminal;
  apps::terminal const error_terminal;
  apps::output_stream output;
  apps::output_stream errors;

  /// Writes "dataarts: WHAT" on standard error.
  void say(std::string_view what);
};

}  // namespace dataarts::cli

#endif
