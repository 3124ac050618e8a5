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

constexpr std::string_view verbs[] = {"query", "sign"};

// "--timeout=3s" is the option "--timeout".
std::string_view name_of(std::string_view argument) { return argument.substr(0, argument.find('=')); }

// A negative number is not an option, and neither is "-".
bool looks_like_option(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-' && (argument[1] < '0' || argument[1] > '9');
}

[[noreturn]] void refuse_verb(std::string_view verb) {
  throw usage_error(fmt::format("there is no verb '{}'{}{}", verb, apps::did_you_mean(verb, verbs),
                                apps::closest(verb, verbs) ? "" : "; the verbs are: query, sign"));
}

[[noreturn]] void refuse_option(std::string_view argument) {
  auto const name = name_of(argument);
  constexpr std::string_view secrets[] = {"--token", "--password", "--secret-key", "--ak", "--sk"};
  if (apps::closest(name, secrets)) {
    throw usage_error(
        fmt::format("there is no option {}: secrets are never given on the command line, where others "
                    "can read them; use --token-file FILE or set DATAARTS_TOKEN",
                    name));
  }
  std::vector<std::string_view> known{"--help", "--version"};
  for (auto const& spec : option_table) known.push_back(spec.flag);
  auto const hint = apps::did_you_mean(name, known);
  throw usage_error(fmt::format("there is no option {}{}", name, hint.empty() ? "; see dataarts query --help" : hint));
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

void register_options(CLI::App& app, query_arguments& into) {
  for (auto const& spec : option_table) {
    auto& target = into[spec.id];
    if (spec.value.empty()) {
      app.add_flag_callback(std::string(spec.flag), [&target] { target = "true"; });
    } else {
      app.add_option_function<std::string>(std::string(spec.flag),
                                           [&target](std::string const& text) { target = text; })
          ->take_last();
    }
  }
}

std::variant<query_arguments, sign_arguments, information> parse_query(std::vector<std::string> arguments) {
  // What stands after "--" is never an option.
  auto const mark = std::find(arguments.begin(), arguments.end(), "--");
  std::vector<std::string> const verbatim(mark == arguments.end() ? mark : mark + 1, arguments.end());
  arguments.erase(mark, arguments.end());
  std::reverse(arguments.begin(), arguments.end());  // the order that the parser takes

  for (auto const& argument : arguments) {
    for (auto const& spec : option_table) {
      if (!spec.value.empty() || name_of(argument) != spec.flag || argument.size() == spec.flag.size()) continue;
      throw usage_error(fmt::format("{} takes no value; it is a switch", spec.flag));
    }
  }

  query_arguments found;
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
  if (help) return information{query_help()};
  if (version) return information{version_text()};
  // The references are what is left: a positional of the parser would take "[a,b]" apart.
  found.positionals = parser.remaining();
  for (auto const& extra : found.positionals) {
    if (looks_like_option(extra)) refuse_option(extra);
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
    throw usage_error(fmt::format("{} stands before the verb; expected dataarts query {} ...", spec.flag, spec.flag));
  }
  refuse_option(argument);
}

}  // namespace

std::variant<query_arguments, sign_arguments, information> parse_command_line(std::vector<std::string> arguments) {
  if (arguments.empty()) throw usage_error("no verb is given; see dataarts --help");
  auto const first = arguments.front();
  if (looks_like_option(first)) return parse_program_option(first);
  arguments.erase(arguments.begin());
  if (first == "sign") {
    auto given = parse_sign_arguments(std::move(arguments));
    if (given.help) return information{sign_help()};
    return given;
  }
  if (first != "query") refuse_verb(first);
  return parse_query(std::move(arguments));
}

}  // namespace dataarts::cli
