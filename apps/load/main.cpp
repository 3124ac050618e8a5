#include "command/calibrate_command.hpp"
#include "command/console.hpp"
#include "command/file_commands.hpp"
#include "command/help_text.hpp"
#include "command/run_command.hpp"
#include "command/run_options.hpp"
#include "result/result_error.hpp"
#include "standard_streams.hpp"
#include "suggest.hpp"
#include "usage_error.hpp"
#include "verdict/exit_codes.hpp"

#include <dataarts/version.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace dataarts::load;
using dataarts::apps::given_options;
using dataarts::apps::option_row;

struct verb {
  std::string_view name;
  std::span<option_row const> rows;
  int (*run)(given_options);
};

int run_run(given_options given) {
  dataarts::apps::environment const variables = [](char const* name) { return std::getenv(name); };
  if (!given.positionals.empty()) {
    throw dataarts::apps::usage_error(
        "run takes options only; whom to ask is said by --script and --instance, or "
        "--targets");
  }
  return run_load(make_run_request(run_arguments(std::move(given), variables)));
}

int dispatch(std::vector<std::string> arguments) {
  verb const verbs[] = {
      {"run", run_option_rows, run_run},
      {"report", report_option_rows(), [](given_options given) { return run_report(given); }},
      {"merge", merge_option_rows(), [](given_options given) { return run_merge(given); }},
      {"compare", compare_option_rows(), [](given_options given) { return run_compare(given); }},
      {"calibrate", calibrate_option_rows(), [](given_options given) { return run_calibrate(given); }},
  };
  if (arguments.empty()) throw dataarts::apps::usage_error("no command is given; see dataarts-load --help");
  auto const first = arguments.front();
  if (first == "-h" || first == "--help") {
    print(program_help());
    return 0;
  }
  if (first == "-V" || first == "--version") {
    print(std::string("dataarts-load ") + std::string(dataarts::version()) + '\n');
    return 0;
  }
  arguments.erase(arguments.begin());
  std::vector<std::string_view> names;
  for (auto const& each : verbs) {
    names.push_back(each.name);
    if (each.name != first) continue;
    auto given = dataarts::apps::parse_options("dataarts-load " + first, each.rows, std::move(arguments));
    if (given.help) {
      print(command_help(each.name, each.rows));
      return 0;
    }
    if (given.version) {
      print(std::string("dataarts-load ") + std::string(dataarts::version()) + '\n');
      return 0;
    }
    return each.run(std::move(given));
  }
  auto const hint = dataarts::apps::did_you_mean(first, names);
  throw dataarts::apps::usage_error("there is no command '" + first + "'" +
                                    (hint.empty() ? "; there are: run, report, merge, compare, calibrate" : hint));
}

int guarded(std::vector<std::string> arguments) {
  try {
    dataarts::apps::occupy_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);
    return dispatch(std::move(arguments));
  } catch (dataarts::apps::usage_error const& problem) {
    say("{}", problem.what());
    return to_int(exit_code::usage);
  } catch (result_error const& problem) {
    say("{}", problem.what());
    auto const unwritten = problem.code() == result_errc::cannot_write;
    return to_int(unwritten ? exit_code::threshold_failed : exit_code::usage);
  } catch (output_lost const& lost) {
    if (lost.reader_gone) return to_int(exit_code::broken_pipe);
    say("cannot write to standard output: {}", lost.problem);
    return 1;
  } catch (std::exception const& problem) {
    say("{}", problem.what());
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  auto const code = guarded(std::vector<std::string>(argv + 1, argv + argc));
  finish_messages();
  return code;
}
