#include "option_parser.hpp"

#include "suggest.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>

namespace dataarts::apps {
namespace {

// "--timeout=3s" is the option "--timeout".
std::string_view flag_of(std::string_view argument) { return argument.substr(0, argument.find('=')); }

// A negative number is not an option, and neither is "-".
bool looks_like_flag(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-' && (argument[1] < '0' || argument[1] > '9');
}

[[noreturn]] void refuse(std::string_view command, std::span<option_row const> rows, std::string_view argument) {
  auto const name = flag_of(argument);
  constexpr std::string_view secrets[] = {"--token", "--password", "--secret-key", "--ak", "--sk"};
  std::vector<std::string_view> known{"--help", "--version"};
  for (auto const& row : rows) known.push_back(row.flag);
  if (closest(name, secrets)) {
    throw usage_error(
        fmt::format("there is no option {}: secrets are never given on the command line, where others can read them; "
                    "use --token-file FILE or set DATAARTS_TOKEN",
                    name));
  }
  auto const hint = did_you_mean(name, known);
  throw usage_error(
      fmt::format("there is no option {}{}", name, hint.empty() ? fmt::format("; see {} --help", command) : hint));
}

// The parser's own words name the option and then count missing values.
std::string explain(std::span<option_row const> rows, std::string_view why) {
  for (auto const& row : rows) {
    if (why.starts_with(fmt::format("{}:", row.flag))) {
      return fmt::format("{} needs a value: {} {}", row.flag, row.flag, row.value);
    }
  }
  return std::string(why);
}

void refuse_values_of_switches(std::span<option_row const> rows, std::span<std::string const> arguments) {
  for (auto const& argument : arguments) {
    for (auto const& row : rows) {
      if (!row.value.empty() || flag_of(argument) != row.flag || argument.size() == row.flag.size()) continue;
      throw usage_error(fmt::format("{} takes no value; it is a switch", row.flag));
    }
  }
}

}  // namespace

given_options parse_options(std::string_view command, std::span<option_row const> rows,
                            std::vector<std::string> arguments) {
  // What stands after "--" is never an option.
  auto const mark = std::find(arguments.begin(), arguments.end(), "--");
  std::vector<std::string> const verbatim(mark == arguments.end() ? mark : mark + 1, arguments.end());
  arguments.erase(mark, arguments.end());
  refuse_values_of_switches(rows, arguments);
  std::reverse(arguments.begin(), arguments.end());  // the order that the parser takes

  given_options found;
  found.values.resize(rows.size());
  CLI::App parser;
  parser.set_help_flag();
  parser.add_flag("-h,--help", found.help);
  parser.add_flag("-V,--version", found.version);
  parser.allow_extras();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& into = found.values[i];
    if (rows[i].value.empty()) {
      parser.add_flag_callback(std::string(rows[i].flag), [&into] { into.assign(1, "true"); });
    } else {
      auto* const option = parser.add_option(std::string(rows[i].flag), into)->expected(1)->allow_extra_args(false);
      if (rows[i].many) {
        option->take_all();
      } else {
        option->take_last();
      }
    }
  }
  try {
    parser.parse(std::move(arguments));
  } catch (CLI::ParseError const& problem) {
    throw usage_error(explain(rows, problem.what()));
  }
  // A positional of the parser would take "[a,b]" apart.
  found.positionals = parser.remaining();
  for (auto const& extra : found.positionals) {
    if (looks_like_flag(extra)) refuse(command, rows, extra);
  }
  found.positionals.insert(found.positionals.end(), verbatim.begin(), verbatim.end());
  return found;
}

std::string options_help(std::span<option_row const> rows) {
  std::string text;
  std::string_view group;
  for (auto const& row : rows) {
    if (row.group != group) {
      group = row.group;
      text += fmt::format("\n{}:\n", group);
    }
    constexpr std::size_t column = 28;
    auto const head = fmt::format("  {} {}", row.flag, row.value);
    if (head.size() < column) {
      text += fmt::format("{:<{}}{}\n", head, column, row.help);
    } else {
      text += fmt::format("{}\n{:<{}}{}\n", head, "", column, row.help);
    }
  }
  return text;
}

}  // namespace dataarts::apps
