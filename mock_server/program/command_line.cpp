#include "command_line.hpp"

#include "choice_option.hpp"
#include "help_text.hpp"
#include "number_option.hpp"
#include "option_table.hpp"
#include "option_values.hpp"
#include "scenario_verbs.hpp"
#include "usage_error.hpp"
#include "verb_line.hpp"

#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/openapi.hpp>

#include <suggest.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void refuse_option(std::string_view argument) {
  auto const name = argument.substr(0, argument.find('='));
  std::vector<std::string_view> known{"--help", "--version"};
  for (auto const& each : option_table) known.push_back(each.flag);
  auto const hint = apps::did_you_mean(name, known);
  throw usage_error("there is no option " + std::string(name) + (hint.empty() ? "; see dataarts-mock --help" : hint));
}

// A word that looks like a mistyped command; a file of such a name can be given as ./sevre.
void refuse_command(std::string_view argument) {
  if (argument.find_first_of("./") != std::string_view::npos) return;
  refuse_second_verb(argument);
  auto const verbs = all_verbs();
  auto const hint = apps::did_you_mean(argument, verbs);
  if (!hint.empty()) throw usage_error("there is no command " + std::string(argument) + hint);
}

void read_admin(settings& made, std::string const* on, std::string const* listen, std::string const* host) {
  static constexpr std::string_view names[] = {"on", "off"};
  made.admin = on == nullptr || parse_choice("--admin", *on, names) == 0;
  if (listen != nullptr) made.admin_listen = parse_listen_address(*listen, "--admin-listen");
  if (host != nullptr) made.admin_host = *host;
  if (made.admin) return;
  if (listen != nullptr) throw usage_error("--admin-listen has no effect with --admin off");
  if (host != nullptr) throw usage_error("--admin-host has no effect with --admin off");
  if (made.clock && made.clock->stands) {
    throw usage_error("--clock virtual needs the admin API, which alone moves the clock; it is off by --admin off");
  }
}

// Keys and tokens, which are never arguments.
void read_secrets(settings& made, environment const& variables) {
  auto const value_of = [&](char const* name) {
    auto const* text = variables(name);
    return text == nullptr ? std::string() : std::string(text);
  };
  auto const access = value_of("DATAARTS_MOCK_ACCESS_KEY");
  auto const secret = value_of("DATAARTS_MOCK_SECRET_KEY");
  if (access.empty() != secret.empty()) {
    throw usage_error("DATAARTS_MOCK_ACCESS_KEY and DATAARTS_MOCK_SECRET_KEY are needed together");
  }
  if (!access.empty()) made.key = access_key{access, secret, value_of("DATAARTS_MOCK_SECURITY_TOKEN")};
  if (auto token = value_of("DATAARTS_MOCK_TOKEN"); !token.empty()) made.token = std::move(token);
  if (made.auth == auth_mode::off && (made.key || made.token)) {
    made.warnings.push_back(std::string(made.key ? "DATAARTS_MOCK_ACCESS_KEY" : "DATAARTS_MOCK_TOKEN") +
                            " has no effect without --auth lenient or --auth strict: every request is accepted");
  }
}

auth_mode read_auth_mode(option_values const& given) {
  static constexpr std::string_view names[] = {"off", "lenient", "strict"};
  auto const* const text = given.find("--auth");
  return text == nullptr ? auth_mode::off : static_cast<auth_mode>(parse_choice("--auth", *text, names));
}

unknown_requests read_unknown(option_values const& given) {
  static constexpr std::string_view names[] = {"strict", "api"};
  auto const* const text = given.find("--unknown");
  if (text == nullptr) return unknown_requests::strict;
  return static_cast<unknown_requests>(parse_choice("--unknown", *text, names));
}

settings to_settings(option_values const& given) {
  settings made;
  auto const value_of = [&](std::string_view flag) { return given.find(flag); };
  if (auto const* text = value_of("--listen")) made.listen = parse_listen_address(*text);
  if (auto const* text = value_of("--threads")) made.threads = parse_number("--threads", *text, 1U, 256U);
  if (auto const* text = value_of("--seed")) made.seed = parse_number("--seed", *text, std::uint64_t{0}, UINT64_MAX);
  if (auto const* text = value_of("--watch")) made.watch = parse_switch("--watch", *text);
  if (auto const* text = value_of("--port-file")) made.port_file = *text;
  made.report = read_report_options(given);
  made.lives = read_lifetime_options(given);
  made.unknown = read_unknown(given);
  made.connections = read_connection_options(given);
  made.auth = read_auth_mode(given);
  if (auto const* text = value_of("--auth-file")) made.auth_file = *text;
  if (auto const* text = value_of("--clock")) made.clock = parse_clock_choice(*text);
  read_admin(made, value_of("--admin"), value_of("--admin-listen"), value_of("--admin-host"));
  if (made.clock && made.clock->start && made.auth != auth_mode::off) {
    made.warnings.push_back(
        "with this --clock signatures have to bear a date within 15 minutes of the clock's; a client with the "
        "machine's time is refused (--clock virtual:now begins there)");
  }
  if (auto const* text = value_of("--journal")) made.journal = *text;
  if (auto const* text = value_of("--journal-limit")) {
    made.journal_limit = parse_number("--journal-limit", *text, std::size_t{0}, journal::most_entries);
  }
  if (auto const* text = value_of("--verify-on-exit")) made.verify_on_exit = parse_switch("--verify-on-exit", *text);
  if (auto const* text = value_of("--coverage-min"))
    made.coverage_min = parse_number("--coverage-min", *text, 0U, 100U);
  if (made.auth == auth_mode::off && made.auth_file) {
    throw usage_error("--auth-file has no effect without --auth lenient or --auth strict");
  }
  return made;
}

// The form may be left out; a scenario file may follow.
void complete_print_env(std::vector<std::string>& arguments) {
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    if (*at != "--print-env") continue;
    auto const next = at + 1;
    if (next == arguments.end() || (*next != "sh" && *next != "json")) *at = "--print-env=sh";
  }
}

// The parser's own words name the option and then count missing values.
std::string explain(std::string_view why) {
  for (auto const& each : option_table) {
    if (!why.starts_with(std::string(each.flag) + ':')) continue;
    return std::string(each.flag) + " needs a value: " + std::string(each.flag) + ' ' + std::string(each.value);
  }
  return std::string(why);
}

}  // namespace

std::variant<settings, information> parse_command_line(std::vector<std::string> arguments,
                                                       environment const& variables) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  bool help = false;
  bool version = false;
  app.add_flag("-h,--help", help);
  app.add_flag("-V,--version", version);
  option_values given;
  complete_print_env(arguments);
  for (auto const& each : option_table) {
    auto const note = [&given, flag = each.flag](std::string const& text) { given.set(flag, text); };
    if (each.value.empty()) {
      app.add_flag_callback(std::string(each.flag), [note] { note("1"); });
      continue;
    }
    app.add_option_function<std::string>(std::string(each.flag), note)->take_last();
  }
  std::reverse(arguments.begin(), arguments.end());  // the order that CLI11 takes
  try {
    app.parse(std::move(arguments));
  } catch (CLI::ParseError const& problem) {
    throw usage_error(explain(problem.what()));
  }
  if (help && !app.remaining().empty() && app.remaining().front() == "openapi") {
    return information{verb_help("openapi", "Prints the OpenAPI document of what is served.", {})};
  }
  if (help) return information{help_text()};
  if (version) return information{version_text()};
  auto extras = app.remaining();
  if (!extras.empty() && extras.front() == "openapi") {
    if (extras.size() > 1) throw usage_error("openapi takes nothing behind it");
    return information{std::string(openapi_document())};
  }
  if (!extras.empty() && extras.front() == "serve") extras.erase(extras.begin());
  for (auto const& extra : extras) {
    if (extra.size() > 1 && extra.front() == '-') refuse_option(extra);
    refuse_command(extra);
  }
  for (auto const& each : option_table) {
    auto const* text = variables(each.variable);
    if (text != nullptr && *text != '\0') given.set_default(each.flag, text);
  }
  auto made = to_settings(given);
  made.scenarios.assign(extras.begin(), extras.end());
  if (made.watch && made.scenarios.empty()) {
    throw usage_error("--watch needs a scenario file or a folder of them, which it reads again when it changes");
  }
  if (made.scenarios.empty() && (made.verify_on_exit || made.coverage_min)) {
    throw usage_error(std::string(made.verify_on_exit ? "--verify-on-exit" : "--coverage-min") +
                      " needs a scenario file, which says what is expected");
  }
  read_secrets(made, variables);
  return made;
}

}  // namespace dataarts::mock::program
