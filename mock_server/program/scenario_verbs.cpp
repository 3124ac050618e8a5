#include "scenario_verbs.hpp"

#include <dataarts/mock/scenario.hpp>
#include <dataarts/mock/scenario_plan.hpp>

#include "given_file.hpp"
#include "json_layout.hpp"
#include "number_option.hpp"
#include "replace_file.hpp"
#include "scenario/json_reader.hpp"
#include "usage_error.hpp"
#include "verb_line.hpp"

#include <parse_duration.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace dataarts::mock::program {
namespace {

enum : int { all_well = 0, not_so = 1, wrong_use = 2 };

std::vector<std::filesystem::path> paths_of(verb_line const& given, std::string_view verb) {
  if (given.words.empty())
    throw usage_error(std::string(verb) + " needs a file: dataarts-mock " + std::string(verb) + " FILE...");
  for (auto const& each : given.words) refuse_second_verb(each);
  return {given.words.begin(), given.words.end()};
}

scenario load_or_refuse(std::vector<std::filesystem::path> const& paths) {
  try {
    return load_scenario(paths);
  } catch (file_error const& problem) {
    throw usage_error(problem.what());
  }
}

std::string counted(std::size_t number, std::string_view what) {
  return std::to_string(number) + ' ' + std::string(what) + (number == 1 ? "" : "s");
}

verb_outcome check(std::vector<std::string> const& arguments) {
  static constexpr std::array<verb_option, 1> known{{{"--strict", "", "a warning is an error"}}};
  auto const given = parse_verb_line(arguments, known);
  if (given.help) {
    return {
        verb_help("check [--strict] FILE...",
                  "Says what is wrong in scenario files, taken together, and what was probably not meant. Exit 0: they "
                  "can\nbe used; 2: they cannot.",
                  known)};
  }
  auto const made = load_or_refuse(paths_of(given, "check"));
  auto const strict = given.has("--strict");
  verb_outcome outcome;
  for (auto const& each : made.warnings) outcome.complaints.push_back((strict ? "" : "warning: ") + to_text(each));
  if (strict && !made.warnings.empty()) {
    outcome.status = wrong_use;
  } else {
    outcome.text = counted(made.files.size(), "file") + ", " + counted(made.rules.size(), "instance") + ", " +
                   counted(made.warnings.size(), "warning") + '\n';
  }
  return outcome;
}

struct plain_check : scenarios::json_reader {
  using json_reader::json_reader;
};

std::string text_of_json(std::filesystem::path const& file) {
  auto text = given_file(file);
  try {
    plain_check(text, file.string(), scenarios::json_reader::form::relaxed).parse();
  } catch (file_error const& problem) {
    throw usage_error(problem.what());
  }
  return text;
}

verb_outcome fmt(std::vector<std::string> const& arguments) {
  static constexpr std::array<verb_option, 2> known{
      {{"--write", "", "write the files that are laid out otherwise, and name them"},
       {"--check", "", "only name the files that are laid out otherwise; exit 1 if there is one"}}};
  auto const given = parse_verb_line(arguments, known);
  if (given.help) {
    return {verb_help("fmt [--write | --check] FILE...",
                      "Prints JSON files, which may have comments, in the one layout. Comments stay.", known)};
  }
  if (given.has("--write") && given.has("--check")) throw usage_error("--write and --check exclude each other");
  std::vector<std::pair<std::filesystem::path, std::string>> changed;
  verb_outcome outcome;
  for (auto const& file : paths_of(given, "fmt")) {
    auto const before = text_of_json(file);
    auto after = lay_out_json(before);
    if (!given.has("--write") && !given.has("--check")) {
      outcome.text += after;
    } else if (after != before) {
      changed.emplace_back(file, std::move(after));
    }
  }
  for (auto const& [file, text] : changed) {
    if (given.has("--write")) replace_file(file, text);
    outcome.text += file.string() + '\n';
  }
  if (given.has("--check") && !changed.empty()) outcome.status = not_so;
  return outcome;
}

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> made;
  for (;;) {
    auto const comma = list.find(',');
    if (comma == 0 || list.empty())
      throw usage_error("--instances has to be names with commas between them, such as i-1,i-2");
    made.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return made;
    list.remove_prefix(comma + 1);
  }
}

verb_outcome print_plan(std::vector<std::string> const& arguments) {
  static constexpr std::array<verb_option, 4> known{
      {{"--seed", "N", "in place of that of the files"},
       {"--polls", "N", "of each instance, 1 to 100000 (default: 10)"},
       {"--every", "TIME", "between one poll of an instance and the next (default: 10s)"},
       {"--instances", "A,B", "what stands for * in the pattern of an instance (default: 1)"}}};
  auto const given = parse_verb_line(arguments, known);
  if (given.help) {
    return {verb_help(
        "plan [OPTION...] FILE...",
        "Prints what the n-th poll of an instance of each rule gets, faults included, if one client polls in a\n"
        "steady rhythm, and what the n-th request to each route gets. Quotas and other clients are left aside.",
        known)};
  }
  plan_options how;
  for (auto const& [flag, text] : given.options) {
    if (flag == "--seed") how.seed = parse_number(flag, text, std::uint64_t{0}, UINT64_MAX);
    if (flag == "--polls") how.polls = parse_number(flag, text, std::uint64_t{1}, std::uint64_t{100'000});
    if (flag == "--instances") how.instances = names_in(text);
    if (flag != "--every") continue;
    auto const every = common::parse_duration(text);
    if (!every)
      throw usage_error("--every is '" + text + R"('; it has to be a duration, such as "250ms", "5s" or "9m30s")");
    how.every = *every;
  }
  auto const made = load_or_refuse(paths_of(given, "plan"));
  return {to_text(plan(made, how))};
}

verb_outcome print_schema(std::vector<std::string> const& arguments) {
  auto const given = parse_verb_line(arguments, {});
  if (given.help) return {verb_help("schema", "Prints the JSON Schema of scenario files.", {})};
  if (!given.words.empty()) throw usage_error("schema takes no file");
  return {std::string(scenario_schema())};
}

struct verb {
  std::string_view name;
  verb_outcome (*run)(std::vector<std::string> const&);
};

constexpr std::array<verb, 4> verbs{{{"check", check}, {"fmt", fmt}, {"plan", print_plan}, {"schema", print_schema}}};

}  // namespace

std::span<std::string_view const> scenario_verbs() noexcept {
  static constexpr std::array<std::string_view, verbs.size()> names{verbs[0].name, verbs[1].name, verbs[2].name,
                                                                    verbs[3].name};
  return names;
}

std::vector<std::string_view> all_verbs() {
  auto const some = scenario_verbs();
  std::vector<std::string_view> made(some.begin(), some.end());
  made.insert(made.end(), {"serve", "diff", "explain", "record", "conform", "openapi"});
  return made;
}

void refuse_second_verb(std::string_view word) {
  auto const all = all_verbs();
  if (std::find(all.begin(), all.end(), word) == all.end()) return;
  auto const verb = std::string(word);
  throw usage_error(verb + " is a command, and there is one already; a command comes first and alone: dataarts-mock " +
                    verb + "; a file of that name is ./" + verb);
}

std::optional<verb_outcome> run_scenario_verb(std::string_view name, std::vector<std::string> const& arguments) {
  for (auto const& each : verbs) {
    if (each.name == name) return each.run(arguments);
  }
  return std::nullopt;
}

}  // namespace dataarts::mock::program
