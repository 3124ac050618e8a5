#ifndef DATAARTS_MOCK_PROGRAM_COMMAND_LINE_HPP
#define DATAARTS_MOCK_PROGRAM_COMMAND_LINE_HPP

#include "clock_choice.hpp"
#include "connection_options.hpp"
#include "lifetime.hpp"
#include "listen_address.hpp"
#include "ready_report.hpp"

#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/options.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dataarts::mock::program {

struct settings {
  listen_address listen{"127.0.0.1", 0};
  unsigned threads = 1;
  std::optional<std::uint64_t> seed;             ///< none: that of the scenarios, else 1
  std::vector<std::filesystem::path> scenarios;  ///< files and folders; none: the documented answers
  bool watch = false;                            ///< read the scenarios again when they change
  std::optional<std::filesystem::path> port_file;
  report_settings report;
  lifetime_settings lives;
  unknown_requests unknown = unknown_requests::strict;
  connection_settings connections;
  auth_mode auth = auth_mode::off;
  std::optional<std::filesystem::path> auth_file;
  bool admin = true;
  std::optional<listen_address> admin_listen;
  std::optional<std::string> admin_host;
  std::optional<clock_choice> clock;  ///< none: that of the scenario, else that of the machine
  std::optional<std::filesystem::path> journal;
  std::size_t journal_limit = 1'000;
  bool verify_on_exit = false;
  std::optional<unsigned> coverage_min;  ///< per cent
  std::optional<access_key> key;         ///< from the environment only: others can see a program's arguments
  std::optional<std::string> token;      ///< likewise
  std::vector<std::string> warnings;     ///< to be said on standard error
};

/// A text that was asked for: help or version.
struct information {
  std::string text;
};

/// The value of an environment variable, or null.
using environment = std::function<char const*(char const* name)>;

/// @param arguments  without the name of the program. Options win over the environment; an empty variable counts as not
///                   set. Throws `usage_error`.
std::variant<settings, information> parse_command_line(std::vector<std::string> arguments,
                                                       environment const& variables);

}  // namespace dataarts::mock::program

#endif
