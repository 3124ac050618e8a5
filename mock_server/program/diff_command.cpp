#include "diff_command.hpp"

#include "given_file.hpp"
#include "journal_diff.hpp"
#include "usage_error.hpp"

#include <duration_text.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace dataarts::mock::program {
namespace {

constexpr std::string_view diff_usage =
    "dataarts-mock diff [--gap-tolerance DURATION] A.jsonl B.jsonl\n"
    "\n"
    "Compares two journals (see --journal) by session and instance: which requests came, and what they were told.\n"
    "Numbers, times, connections and access keys do not count; gaps between requests do with --gap-tolerance, if they\n"
    "differ by more than that.\n"
    "\n"
    "  -  only in A    +  only in B    !  in both, and different\n"
    "\n"
    "Exit: 0 alike; 1 different; 2 usage, or a file cannot be read or is no journal.\n";

std::chrono::nanoseconds parse_tolerance(std::string const& text) {
  auto const made = apps::parse_duration(text);
  if (!made) {
    throw usage_error("--gap-tolerance is '" + text + R"('; it has to be a duration, such as "250ms" or "5s")");
  }
  return *made;
}

std::string summary_of(journal_groups const& of) {
  std::size_t requests = 0;
  for (auto const& each : of) requests += each.second.size();
  return std::to_string(requests) + (requests == 1 ? " request" : " requests");
}

}  // namespace

diff_outcome run_diff(std::vector<std::string> const& arguments) {
  constexpr std::string_view flag = "--gap-tolerance";
  std::optional<std::chrono::nanoseconds> tolerance;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto const& each = arguments[i];
    if (each == "-h" || each == "--help") return {std::string(diff_usage), true};
    if (each == flag) {
      if (++i == arguments.size()) throw usage_error("--gap-tolerance needs a value: --gap-tolerance DURATION");
      tolerance = parse_tolerance(arguments[i]);
    } else if (each.starts_with(std::string(flag) + '=')) {
      tolerance = parse_tolerance(each.substr(flag.size() + 1));
    } else if (each.size() > 1 && each.front() == '-') {
      throw usage_error("diff has no option " + each.substr(0, each.find('=')) + "; see dataarts-mock diff --help");
    } else {
      files.push_back(each);
    }
  }
  if (files.size() != 2) {
    throw usage_error("diff compares two journals, and " + std::to_string(files.size()) +
                      (files.size() == 1 ? " was given; see dataarts-mock diff --help"
                                         : " were given; see dataarts-mock diff --help"));
  }
  auto const before = read_journal(given_file(files[0]), files[0]);
  auto const after = read_journal(given_file(files[1]), files[1]);
  auto const found = compare_journals(before, after, tolerance);
  if (found.differences == 0) return {"alike: " + summary_of(before) + '\n', true};
  return {"--- " + files[0] + ": " + summary_of(before) + "\n+++ " + files[1] + ": " + summary_of(after) + '\n' +
              found.text + std::to_string(found.differences) +
              (found.differences == 1 ? " difference\n" : " differences\n"),
          false};
}

}  // namespace dataarts::mock::program
