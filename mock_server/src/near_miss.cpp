#include <dataarts/mock/near_miss.hpp>

#include "edit_distance.hpp"
#include "error_body.hpp"
#include "rule_outline.hpp"
#include "runs/name_pattern.hpp"
#include "script_route.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace dataarts::mock {
namespace {

// The parts of a request that a rule is compared with.
struct asked_parts {
  explicit asked_parts(request_view const& request)
      : method(request.method), path(request.path), right_method(method == "GET" || method == "HEAD") {
    auto const segment = [&](std::size_t nth) {
      return nth < request.segments.size() ? request.segments[nth] : std::string_view();
    };
    project = segment(1);
    script = segment(3);
    instance = segment(5);
    workspace = request.header("workspace").value_or(std::string_view());
    path_distance = edits_to_match("v1", segment(0)) + edits_to_match("scripts", segment(2)) +
                    edits_to_match("instances", segment(4));
    for (std::size_t i = 6; i < request.segments.size(); ++i) path_distance += request.segments[i].size() + 1;
    // A name has to be there, even if it may be any.
    if (path_distance == 0 && (project.empty() || script.empty() || instance.empty())) path_distance = 1;
  }

  std::string_view method;
  std::string_view path;
  std::string_view project;
  std::string_view script;
  std::string_view instance;
  std::string_view workspace;
  bool right_method;
  std::size_t path_distance = 0;
};

struct name_comparison {
  bool ok;
  std::size_t distance;
};

// An instance or script that the path does not have is missed by every pattern; without one the path alone tells.
name_comparison compare_name(std::optional<std::string_view> pattern, std::string_view got, bool needed) {
  if (!pattern) return {true, 0};
  if (needed && got.empty()) return {false, std::max<std::size_t>(1, edits_to_match(*pattern, got))};
  if (runs::name_pattern(std::string(*pattern)).matches(got)) return {true, 0};
  return {false, std::max<std::size_t>(1, edits_to_match(*pattern, got))};
}

std::size_t method_distance(asked_parts const& asked) {
  return asked.right_method ? 0 : edits_to_match("GET", asked.method);
}

// A rule for executed instances cannot be met by asking alone.
std::size_t execute_distance(rule_outline const& rule) { return rule.executed_only ? 1 : 0; }

// Nor does a rule without a workspace hold in one that its script is not listed for.
std::size_t listed_distance(asked_parts const& asked, rule_outline const& rule) {
  return !rule.listed_elsewhere.empty() && compare_name(rule.script, asked.script, true).ok ? 1 : 0;
}

std::size_t whole_distance(asked_parts const& asked, rule_outline const& rule) {
  return method_distance(asked) + asked.path_distance + compare_name(rule.script, asked.script, true).distance +
         compare_name(rule.instance, asked.instance, true).distance +
         compare_name(rule.workspace, asked.workspace, false).distance + execute_distance(rule) +
         listed_distance(asked, rule);
}

// What a rule is about is its script first: one that names the script that is asked for is closer than any other, then
// one that names it but for a slip, whatever their letters add up to.
enum class kinship { whole, same_script, slip_in_script, any_script, other };

kinship kinship_of(asked_parts const& asked, rule_outline const& rule) {
  constexpr std::size_t letters_per_slip = 3;
  if (whole_distance(asked, rule) == 0) return kinship::whole;
  auto const script = compare_name(rule.script, asked.script, true);
  auto const names_it = rule.script && *rule.script != "*";
  if (names_it && script.ok) return kinship::same_script;
  if (names_it && script.distance <= std::max<std::size_t>(1, asked.script.size() / letters_per_slip)) {
    return kinship::slip_in_script;
  }
  return compare_name(rule.workspace, asked.workspace, false).ok ? kinship::any_script : kinship::other;
}

near_miss::criterion name_criterion(std::string name, std::optional<std::string_view> pattern, std::string_view got,
                                    bool needed) {
  auto const compared = compare_name(pattern, got, needed);
  auto expected = !pattern ? "(any)" : pattern->empty() ? "(the default workspace)" : std::string(*pattern);
  return {std::move(name), compared.ok, std::move(expected), printable(got), compared.distance};
}

near_miss comparison_of(asked_parts const& asked, rule_outline const& rule) {
  near_miss made;
  made.rule = rule.name;
  made.distance = whole_distance(asked, rule);
  made.criteria.push_back({"method", asked.right_method, "GET", printable(asked.method), method_distance(asked)});
  made.criteria.push_back({"path", asked.path_distance == 0,
                           std::string(template_of(operation::query).substr(std::string_view("GET ").size())),
                           printable(asked.path), asked.path_distance});
  made.criteria.push_back(name_criterion("project", std::nullopt, asked.project, false));
  made.criteria.push_back(name_criterion("script", rule.script, asked.script, true));
  made.criteria.push_back(name_criterion("instance", rule.instance, asked.instance, true));
  made.criteria.push_back(name_criterion("workspace", rule.workspace, asked.workspace, false));
  if (rule.executed_only) {
    made.criteria.push_back(
        {"execute", false, "an instance made by execute", printable(asked.instance), execute_distance(rule)});
  }
  if (listed_distance(asked, rule) != 0) {
    made.criteria.push_back({"listed", false,
                             asked.workspace.empty() ? "the script listed for the default workspace"
                                                     : "the script listed for " + printable(asked.workspace),
                             "listed for " + std::string(rule.listed_elsewhere) + " only",
                             listed_distance(asked, rule)});
  }
  return made;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::optional<std::string_view> view_of(std::optional<std::string> const& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

}  // namespace

std::vector<near_miss> near_misses_of(request_view const& request, std::span<rule_outline const> rules,
                                      std::size_t most) {
  asked_parts const asked(request);
  std::vector<std::tuple<kinship, std::size_t, std::size_t>> ranked;  // the last is the number
  for (std::size_t i = 0; i < rules.size(); ++i) {
    ranked.emplace_back(kinship_of(asked, rules[i]), whole_distance(asked, rules[i]), i);
  }
  auto const kept = std::min(most, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
  std::vector<near_miss> made;
  for (std::size_t i = 0; i < kept; ++i) made.push_back(comparison_of(asked, rules[std::get<2>(ranked[i])]));
  return made;
}

std::vector<near_miss> near_misses(request_view const& request, std::span<run_rule const> rules, std::size_t most) {
  std::vector<rule_outline> outlines;
  for (auto const& each : rules) {
    outlines.push_back({each.name, view_of(each.script), view_of(each.instance), view_of(each.workspace),
                        each.starts == run_start::execute});
  }
  return near_misses_of(request, outlines, most);
}

std::string to_text(request_view const& request, std::span<near_miss const> closest) {
  auto text = "no scenario matched  " + printable(request.method) + ' ' + printable(request.path);
  if (closest.empty()) return text;
  auto const& best = closest.front();
  text += "\nclosest: " + (best.rule.empty() ? std::string("a rule without a name") : best.rule) + " (distance " +
          std::to_string(best.distance) + ")";
  for (auto const& each : best.criteria) {
    text.append("\n  ").append(padded(each.name, 11));
    if (each.ok) {
      auto const is_pattern = each.expected.find('*') != std::string::npos || each.expected.starts_with('(');
      text.append("ok    ").append(is_pattern ? each.expected : each.got);
    } else {
      text.append("MISS  expected ").append(padded(each.expected, 13));
      text.append(" got ").append(each.got.empty() ? "(nothing)" : each.got);
      if (each.name == "execute") {
        text.append("  (it was not executed)");
        continue;
      }
      if (each.name == "listed") {
        text.append("  (list it there, too, or give the rule a workspace)");
        continue;
      }
      text.append("  (").append(std::to_string(each.distance));
      text.append(each.distance == 1 ? " edit away)" : " edits away)");
    }
  }
  for (std::size_t i = 1; i < closest.size(); ++i) {
    text.append(i == 1 ? "\nalso near: " : ", ").append(closest[i].rule);
    text.append(" (").append(std::to_string(closest[i].distance)).append(")");
  }
  return text;
}

}  // namespace dataarts::mock
