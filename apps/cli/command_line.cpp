#include "command_line.hpp"

#include "help_text.hpp"
#include "suggest.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>

namespace dataarts::cli {
namespace {

constexpr std::string_view verbs[] = {"query", "wait", "run", "stop", "scripts", "sign"};
constexpr std::string_view script_verbs[] = {"list", "show"};

// "--timeout=3s" is the option "--timeout".
std::string_view name_of(std::string_view argument) { return argument.substr(0, argument.find('=')); }

// A negative number is not an option, and neither is "-".
bool looks_like_option(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-' && (argument[1] < '0' || argument[1] > '9');
}

[[noreturn]] void refuse_verb(std::string_view verb) {
  throw usage_error(
      fmt::format("there is no verb '{}'{}{}", verb, apps::did_you_mean(verb, verbs),
                  apps::closest(verb, verbs) ? "" : "; the verbs are: query, wait, run, stop, scripts, sign"));
}

std::vector<std::string_view> flags_of(command which) {
  std::vector<std::string_view> known{"--help", "--version"};
  for (auto const& spec : option_table) {
    if (spec.commands.contains(which)) known.push_back(spec.flag);
  }
  return known;
}

[[noreturn]] void refuse_option(std::string_view argument, command which) {
  auto const name = name_of(argument);
  constexpr std::string_view secrets[] = {"--token", "--password", "--secret-key", "--ak", "--sk"};
  auto const known = flags_of(which);
  if (apps::closest(name, secrets)) {
    throw usage_error(
        fmt::format("there is no option {}: secrets are never given on the command line, where others "
                    "can read them; use --token-file FILE or set DATAARTS_TOKEN",
                    name));
  }
  for (auto const& spec : option_table) {
    if (name != spec.flag) continue;
    throw usage_error(fmt::format("dataarts {} has no option {}; see dataarts {} --help", cli::name_of(which), name,
                                  cli::name_of(which)));
  }
  auto const hint = apps::did_you_mean(name, known);
  throw usage_error(fmt::format("there is no option {}{}", name,
                                hint.empty() ? fmt::format("; see dataarts {} --help", cli::name_of(which)) : hint));
}

// The parser's own words name the option and then count missing values.
std::string explain(std::string_view why) {
  for (auto const& spec : option_table) {
    if (why.starts_with(fmt::format("{}:", spec.flag))) {
      return fmt::format("{} needs a value: {} {}", spec.flag, spec.flag, spec.value);
    }
  }
  return std::string(why);
}

void register_options(CLI::App& app, command_arguments& into) {
  for (auto const& spec : option_table) {
    if (!spec.commands.contains(into.which)) continue;
    auto& target = into[spec.id];
    if (spec.value.empty()) {
      app.add_flag_callback(std::string(spec.flag), [&target] { target = "true"; });
    } else if (spec.id == option::param) {
      app.add_option(std::string(spec.flag), into.parameters)->expected(1)->take_all()->allow_extra_args(false);
    } else {
      app.add_option_function<std::string>(std::string(spec.flag),
                                           [&target](std::string const& text) { target = text; })
          ->take_last();
    }
  }
}

void refuse_values_of_switches(std::vector<std::string> const& arguments, command which) {
  for (auto const& argument : arguments) {
    for (auto const& spec : option_table) {
      if (!spec.commands.contains(which) || !spec.value.empty()) continue;
      if (name_of(argument) != spec.flag || argument.size() == spec.flag.size()) continue;
      throw usage_error(fmt::format("{} takes no value; it is a switch", spec.flag));
    }
  }
}

std::variant<command_arguments, sign_arguments, information> parse_command(command which,
                                                                           std::vector<std::string> arguments) {
  // What stands after "--" is never an option.
  auto const mark = std::find(arguments.begin(), arguments.end(), "--");
  std::vector<std::string> const verbatim(mark == arguments.end() ? mark : mark + 1, arguments.end());
  arguments.erase(mark, arguments.end());
  std::reverse(arguments.begin(), arguments.end());  // the order that the parser takes
  refuse_values_of_switches(arguments, which);

  command_arguments found;
  found.which = which;
  CLI::App parser;
  bool help = false;
  bool version = false;
  parser.set_help_flag();
  parser.add_flag("-h,--help", help);
  parser.add_flag("-V,--version", version);
  parser.allow_extras();
  register_options(parser, found);
  try {
    parser.parse(std::move(arguments));
  } catch (CLI::ParseError const& problem) {
    throw usage_error(explain(problem.what()));
  }
  if (help) return information{command_help(which)};
  if (version) return information{version_text()};
  // The references are what is left: a positional of the parser would take "[a,b]" apart.
  found.positionals = parser.remaining();
  for (auto const& extra : found.positionals) {
    if (looks_like_option(extra)) refuse_option(extra, which);
  }
  found.positionals.insert(found.positionals.end(), verbatim.begin(), verbatim.end());
  return found;
}

// An option where a verb is expected.
information parse_program_option(std::string_view argument) {
  if (argument == "-h" || argument == "--help") return {program_help()};
  if (argument == "-V" || argument == "--version") return {version_text()};
  for (auto const& spec : option_table) {
    if (name_of(argument) != spec.flag) continue;
    constexpr command in_order[] = {command::query, command::wait, command::run, command::scripts_list,
                                    command::scripts_show};
    auto const* const first = std::find_if(std::begin(in_order), std::end(in_order),
                                           [&](command which) { return spec.commands.contains(which); });
    throw usage_error(fmt::format("{} stands before the verb; expected dataarts {} {} ...", spec.flag,
                                  cli::name_of(*first), spec.flag));
  }
  refuse_option(argument, command::query);
}

std::variant<command_arguments, sign_arguments, information> parse_scripts(std::vector<std::string> arguments) {
  if (arguments.empty()) throw usage_error("scripts: expected dataarts scripts list or dataarts scripts show SCRIPT");
  auto const verb = arguments.front();
  arguments.erase(arguments.begin());
  if (verb == "list") return parse_command(command::scripts_list, std::move(arguments));
  if (verb == "show") return parse_command(command::scripts_show, std::move(arguments));
  if (verb == "-h" || verb == "--help") return information{scripts_help()};
  if (verb == "-V" || verb == "--version") return information{version_text()};
  throw usage_error(
      fmt::format("scripts: expected list or show, not '{}'{}", verb, apps::did_you_mean(verb, script_verbs)));
}

}  // namespace

std::variant<command_arguments, sign_arguments, information> parse_command_line(std::vector<std::string> arguments) {
  if (arguments.empty()) throw usage_error("no verb is given; see dataarts --help");
  auto const first = arguments.front();
  if (looks_like_option(first)) return parse_program_option(first);
  arguments.erase(arguments.begin());
  if (first == "sign") {
    auto given = parse_sign_arguments(std::move(arguments));
    if (given.help) return information{sign_help()};
    return given;
  }
  if (first == "scripts") return parse_scripts(std::move(arguments));
  for (auto const which : {command::query, command::wait, command::run, command::stop}) {
    if (first == cli::name_of(which)) return parse_command(which, std::move(arguments));
  }
  refuse_verb(first);
}

}  // namespace dataarts::cli
