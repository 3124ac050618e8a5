#include "scenario/scenario_lint.hpp"

#include "runs/name_key.hpp"
#include "runs/name_pattern.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace dataarts::mock::scenarios {
namespace {

using runs::name_pattern;

// More are compared with each other only where they name the same instance.
constexpr std::size_t most_compared = 1000;

struct holder {
  explicit holder(run_rule const& from, file_place const& stands)
      : rule(&from),
        place(&stands),
        parts{name_pattern(from.script), name_pattern(from.instance), name_pattern(from.workspace),
              name_pattern(from.project)} {}

  std::size_t wildcards() const { return parts[0].wildcards() + parts[1].wildcards(); }
  auto rank() const { return std::tuple(wildcards(), parts[2].wildcards(), parts[3].wildcards()); }

  // A rule that starts with execute holds for executed instances only, which no two such rules share by accident.
  bool is_for_executed() const { return rule->starts == run_start::execute; }

  run_rule const* rule;
  file_place const* place;
  std::array<name_pattern, 4> parts;
};

// Whether b matches whatever a matches. A * of a is matched by a * of b only.
bool covers(holder const& b, holder const& a) {
  for (std::size_t i = 0; i < b.parts.size(); ++i) {
    if (!b.parts[i].matches(a.parts[i].text())) return false;
  }
  return true;
}

bool overlap_all(holder const& a, holder const& b) {
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (!overlap(a.parts[i].text(), b.parts[i].text())) return false;
  }
  return true;
}

std::string shown(holder const& of) {
  return '\'' + of.rule->name + "' (line " + std::to_string(of.place->line) +
         (of.place->file.empty() ? "" : " of " + of.place->file) + ')';
}

// `later` comes after `earlier` in the files.
std::optional<file_problem> compare(holder const& earlier, holder const& later) {
  auto const later_first = later.rank() <= earlier.rank();
  auto const& winner = later_first ? later : earlier;
  auto const& loser = later_first ? earlier : later;
  auto const name = "instance '" + loser.rule->name + "'";
  if (covers(winner, loser)) {
    auto const* why = winner.rank() == loser.rank() ? "stands later" : "has fewer wildcards";
    return file_problem{*loser.place, name,
                        "is never used: " + shown(winner) + " takes all that it matches, because it " + why};
  }
  if (winner.rank() != loser.rank() || winner.wildcards() == 0 || !overlap_all(earlier, later)) return std::nullopt;
  return file_problem{*loser.place, name,
                      "and " + shown(winner) +
                          " match some of the same instances, and neither is narrower; the one that stands "
                          "later holds"};
}

void compare_all(std::vector<holder const*> const& among, std::vector<file_problem>& to) {
  for (std::size_t i = 0; i < among.size(); ++i) {
    for (std::size_t j = i + 1; j < among.size(); ++j) {
      if (among[i]->is_for_executed() != among[j]->is_for_executed()) continue;
      if (auto found = compare(*among[i], *among[j])) {
        to.push_back(*std::move(found));
        break;
      }
    }
  }
}

void lint_shadows(scenario const& of, std::vector<file_problem>& to) {
  if (of.rule_places.size() != of.rules.size()) return;
  std::vector<holder> all;
  all.reserve(of.rules.size());
  for (std::size_t i = 0; i < of.rules.size(); ++i) all.emplace_back(of.rules[i], of.rule_places[i]);
  std::map<std::pair<std::string_view, std::string_view>, std::vector<holder const*>> exact;
  std::vector<holder const*> patterns;
  for (auto const& each : all) {
    if (each.wildcards() == 0) {
      exact[{each.parts[0].text(), each.parts[1].text()}].push_back(&each);
    } else {
      patterns.push_back(&each);
    }
  }
  for (auto const& [name, same] : exact) compare_all(same, to);
  if (patterns.size() <= most_compared) compare_all(patterns, to);
}

// A rule without a workspace holds where its script is listed, if it is listed at all.
void lint_listed(scenario const& of, std::vector<file_problem>& to) {
  if (of.rule_places.size() != of.rules.size()) return;
  std::map<std::string_view, std::vector<std::string_view>> workspaces;
  for (auto const& each : of.scripts) workspaces[each.name].push_back(each.workspace);
  for (std::size_t i = 0; i < of.rules.size(); ++i) {
    auto const& rule = of.rules[i];
    if (rule.workspace || !rule.script) continue;
    auto const listed = workspaces.find(*rule.script);
    if (listed == workspaces.end()) continue;
    auto const& in = listed->second;
    if (std::find(in.begin(), in.end(), std::string_view()) != in.end()) continue;
    std::string all;
    for (auto const each : in) all.append(all.empty() ? "" : ", ").append(each);
    to.push_back({of.rule_places[i], "instance '" + rule.name + "'",
                  "does not hold without a workspace: it names none, and its script '" + *rule.script +
                      "' is listed for " + all + " only; give its match a workspace, or list the script without one"});
  }
}

// The most polls in one window of the quota that the expectation lets a client make, or demands if it knows no gap.
std::uint64_t expected_within(expectation const& of, std::chrono::nanoseconds window) {
  auto const most = of.polls.min.value_or(0);
  if (!of.gap.min || *of.gap.min <= std::chrono::nanoseconds::zero()) return most;
  return std::min(most, static_cast<std::uint64_t>(window / *of.gap.min) + 1);
}

void lint_quotas(scenario const& of, std::vector<file_problem>& to) {
  if (of.rule_places.size() != of.rules.size()) return;
  for (std::size_t i = 0; i < of.rules.size(); ++i) {
    auto const& rule = of.rules[i];
    if (!rule.expect) continue;
    for (auto const& quota : of.quotas) {
      auto const expected = expected_within(*rule.expect, quota.window);
      if (expected <= quota.limit) continue;
      to.push_back({of.rule_places[i], "instance '" + rule.name + "'",
                    "expects " + std::to_string(expected) +
                        " polls or more, which may come in one window of the quota '" + quota.name + "', which lets " +
                        std::to_string(quota.limit) + " through"});
    }
  }
}

}  // namespace

// From the end on: row[j] says whether what is left of a, and b from j on, have a text in common.
bool overlap(std::string_view a, std::string_view b) {
  std::vector<bool> below(b.size() + 1), row(b.size() + 1);
  for (auto i = a.size() + 1; i-- > 0;) {
    for (auto j = b.size() + 1; j-- > 0;) {
      auto const a_star = i < a.size() && a[i] == '*';
      auto const b_star = j < b.size() && b[j] == '*';
      auto found = i == a.size() && j == b.size();
      if (i < a.size() && (a_star || b_star)) found = found || below[j];
      if (j < b.size() && (a_star || b_star)) found = found || row[j + 1];
      if (i < a.size() && j < b.size() && a[i] == b[j]) found = found || below[j + 1];
      row[j] = found;
    }
    below.swap(row);
  }
  return below[0];
}

std::vector<file_problem> lint(scenario const& of) {
  std::vector<file_problem> made;
  lint_shadows(of, made);
  lint_listed(of, made);
  lint_quotas(of, made);
  return made;
}

}  // namespace dataarts::mock::scenarios
