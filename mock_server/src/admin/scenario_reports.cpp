#include "admin/scenario_reports.hpp"

#include "admin/told_request.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

json::object to_json(near_miss const& from) {
  json::array criteria;
  for (auto const& each : from.criteria) {
    criteria.push_back(json::object{{"name", each.name},
                                    {"ok", each.ok},
                                    {"expected", each.expected},
                                    {"got", each.got},
                                    {"distance", each.distance}});
  }
  return {{"distance", from.distance}, {"criteria", std::move(criteria)}};
}

// As WireMock has it: 0 is the same, 1 has nothing in common.
double relative(near_miss const& from) {
  std::size_t letters = 0;
  for (auto const& each : from.criteria) letters += std::max(each.expected.size(), each.got.size());
  return letters == 0 ? 0 : std::min(1.0, static_cast<double>(from.distance) / static_cast<double>(letters));
}

json::object to_json(instance_name const& from) {
  json::object made{{"script", from.script}, {"instance", from.instance}};
  if (!from.workspace.empty()) made["workspace"] = from.workspace;
  if (!from.session.empty()) made["session"] = from.session;
  return made;
}

json::object to_json(finding const& from) {
  json::object made{{"what", from.what}, {"expected", from.expected}, {"seen", from.seen}};
  if (from.poll) made["poll"] = *from.poll;
  json::array requests;
  for (auto const& each : from.shown_by) requests.emplace_back(each.seq);
  made["requests"] = std::move(requests);
  return made;
}

json::object to_json(verdict const& from) {
  json::object made{{"rule", from.rule}, {"ok", from.findings.empty()}, {"polls", from.polls}};
  if (from.of) made["of"] = to_json(*from.of);
  json::array findings;
  for (auto const& each : from.findings) findings.push_back(to_json(each));
  made["findings"] = std::move(findings);
  return made;
}

json::array to_json(std::vector<loose_end> const& from) {
  json::array made;
  for (auto const& each : from) {
    made.push_back(json::object{
        {"rule", each.rule}, {"of", to_json(each.of)}, {"polls", each.polls}, {"afterTerminal", each.after_terminal}});
  }
  return made;
}

json::object patterns_of(run_rule const& rule) {
  json::object made;
  if (rule.script) made["script"] = *rule.script;
  if (rule.instance) made["instance"] = *rule.instance;
  if (rule.workspace) made["workspace"] = *rule.workspace;
  if (rule.project) made["project"] = *rule.project;
  return made;
}

}  // namespace

std::vector<rule_port::shown> scenario_reports::list() const {
  std::vector<shown> made;
  auto const rules = runs_().rules();  // in the same order
  for (auto const& each : runs_().coverage().rules) {
    shown one;
    if (made.size() < rules.size()) one.match = patterns_of(rules[made.size()]);
    one.name = each.rule;
    json::array items;
    for (auto const& item : each.items) {
      one.used = one.used || item.seen;
      items.emplace_back(item.what);
    }
    one.answer["items"] = std::move(items);
    made.push_back(std::move(one));
  }
  return made;
}

std::vector<near_miss_shown> scenario_reports::nearest(std::string_view method, std::string_view target,
                                                       std::string_view workspace, std::size_t most) const {
  told_request told((std::string(method)), std::string(target));
  if (!workspace.empty()) told.add_header("workspace", workspace);
  std::vector<near_miss_shown> made;
  for (auto const& each : runs_().closest_rules(told.view(), most)) {
    made.push_back({each.rule, relative(each), to_json(each)});
  }
  return made;
}

std::vector<std::string> scenario_reports::sessions() const {
  std::vector<std::string> made;
  for (auto& each : runs_().sessions()) made.push_back(std::move(each.name));
  return made;
}

expectation_port::verdict scenario_reports::verify(std::optional<std::string> const& session) const {
  auto const found = runs_().verify(log_.get(), session);
  json::array verdicts;
  for (auto const& each : found.verdicts) verdicts.push_back(to_json(each));
  json::object report{{"ok", found.ok()},
                      {"text", to_text(found)},
                      {"verdicts", std::move(verdicts)},
                      {"abandoned", to_json(found.abandoned)},
                      {"abandonedCount", found.abandoned_count},
                      {"polledAfterTerminal", to_json(found.polled_after_terminal)},
                      {"polledAfterTerminalCount", found.polled_after_terminal_count}};
  return {found.ok(), std::move(report)};
}

json::object scenario_reports::coverage() const {
  auto const found = runs_().coverage();
  json::array rules;
  for (auto const& rule : found.rules) {
    json::array items;
    for (auto const& each : rule.items) items.push_back(json::object{{"what", each.what}, {"seen", each.seen}});
    rules.push_back(json::object{{"rule", rule.rule}, {"items", std::move(items)}});
  }
  return {{"percent", found.percent()}, {"items", found.items()}, {"seen", found.seen()}, {"rules", std::move(rules)}};
}

}  // namespace dataarts::mock::admin
