#include "command_line.hpp"
#include "output_stream.hpp"
#include "query_command.hpp"
#include "run_command.hpp"
#include "scripts_command.hpp"
#include "settings.hpp"
#include "sign_command.hpp"
#include "standard_streams.hpp"
#include "stop_command.hpp"
#include "usage_error.hpp"
#include "wait_command.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

namespace {

constexpr int exit_usage = 2;
constexpr int exit_failure = 1;
constexpr int exit_reader_gone = 141;

void say(std::string_view what) {
  auto line = "dataarts: " + std::string(what) + '\n';
  dataarts::apps::output_stream(STDERR_FILENO).write(line);
}

int print(std::string& text) {
  dataarts::apps::output_stream out(STDOUT_FILENO);
  out.write(text);
  if (out.reader_gone()) return exit_reader_gone;
  if (!out.broken()) return 0;
  say("cannot write to standard output: " + out.problem());
  return exit_failure;
}

void warn(dataarts::cli::client_settings const& settings) {
  for (auto const& warning : settings.warnings) say("warning: " + warning);
}

int run_command(dataarts::cli::command_arguments const& given, dataarts::apps::environment const& variables) {
  using namespace dataarts::cli;
  auto const checked = [](auto settings) {
    warn(settings);
    return settings;
  };
  switch (given.which) {
    case command::query:
      return run_query(checked(make_query_settings(given, variables)));
    case command::wait:
      return run_wait(checked(make_wait_settings(given, variables)));
    case command::run:
      return run_script(checked(make_run_settings(given, variables)));
    case command::stop:
      return run_stop(checked(make_stop_settings(given, variables)));
    case command::scripts_list:
      return run_list(checked(make_list_settings(given, variables)));
    case command::scripts_show:
      break;
  }
  return run_show(checked(make_show_settings(given, variables)));
}

int run(std::vector<std::string> arguments) {
  using namespace dataarts::cli;
  auto parsed = parse_command_line(std::move(arguments));
  if (auto* const information_wanted = std::get_if<information>(&parsed)) {
    return print(information_wanted->text);
  }
  auto const variables = [](char const* name) { return std::getenv(name); };
  if (auto const* const to_sign = std::get_if<sign_arguments>(&parsed)) {
    auto report = sign_report(*to_sign, variables, std::chrono::system_clock::now());
    return print(report);
  }
  return run_command(std::get<command_arguments>(parsed), variables);
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away is seen as a failed write, so that the terminal is left tidy.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    dataarts::apps::occupy_standard_streams();
    return run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (dataarts::cli::usage_error const& problem) {
    say(problem.what());
    return exit_usage;
  } catch (std::exception const& problem) {
    say(problem.what());
    return exit_failure;
  }
}
