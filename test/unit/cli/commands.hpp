#ifndef DATAARTS_TEST_CLI_COMMANDS_HPP
#define DATAARTS_TEST_CLI_COMMANDS_HPP

#include "command_line.hpp"
#include "environment.hpp"
#include "usage_error.hpp"

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dataarts::cli::test {

using variables = std::map<std::string, std::string>;

/// A service and a project, and more.
inline variables with_service(variables more = {}) {
  more.insert({{"DATAARTS_ENDPOINT", "http://127.0.0.1:8080"}, {"DATAARTS_PROJECT_ID", "p1"}});
  return more;
}

/// The settings that a command line means, by one of the functions that make them.
template <class Make>
auto settings_of(Make make, std::vector<std::string> arguments, variables const& values) {
  auto const read = [&values](char const* name) {
    auto const found = values.find(name);
    return found == values.end() ? nullptr : found->second.c_str();
  };
  return make(std::get<command_arguments>(parse_command_line(std::move(arguments))), apps::environment(read));
}

/// Why there are none.
template <class Make>
std::string refusal_of(Make make, std::vector<std::string> arguments, variables const& values) {
  try {
    settings_of(make, std::move(arguments), values);
  } catch (usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

}  // namespace dataarts::cli::test

#endif
