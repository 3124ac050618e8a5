#include "runs/script_service.hpp"

#include "edit_distance.hpp"
#include "error_body.hpp"
#include "rule_outline.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {
namespace {

// The first of them by name, however many there are.
class first_ends {
 public:
  void add(loose_end what) {
    ++count_;
    made_.push_back(std::move(what));
    if (made_.size() >= 4 * verification::most_loose_ends) cut();
  }
  std::pair<std::vector<loose_end>, std::uint64_t> take() {
    cut();
    return {std::move(made_), count_};
  }

 private:
  void cut() {
    std::sort(made_.begin(), made_.end(), [](auto const& a, auto const& b) { return a.of < b.of; });
    if (made_.size() > verification::most_loose_ends) made_.resize(verification::most_loose_ends);
  }

  std::vector<loose_end> made_;
  std::uint64_t count_ = 0;
};

std::optional<std::string_view> pattern_of(name_pattern const& pattern) {
  return pattern.given() ? std::optional<std::string_view>(pattern.text()) : std::nullopt;
}

// The poll that shows a finding, and the one before it.
std::vector<journal_entry> entries_that_show(finding const& what, verdict const& of, journal const& log) {
  if (!what.poll || !of.of) return {};
  journal_criteria wanted;
  wanted.rule = of.rule;
  std::vector<journal_entry> made;
  for (auto nth = *what.poll - (*what.poll > 1 ? 1 : 0); nth <= *what.poll; ++nth) {
    wanted.poll = nth;
    for (auto& each : log.find(wanted)) {
      instance_name const name{each.session, each.workspace, each.script, each.instance};
      if (name == *of.of) made.push_back(std::move(each));
    }
  }
  return made;
}

// Of requests that nothing matched, the one that misses the rule by the least: first in its script.
std::optional<journal_entry> closest_of(std::vector<journal_entry> const& unmatched, run_rule const& rule) {
  auto const edits = [](std::optional<std::string> const& pattern, std::string const& name) {
    return pattern ? edits_to_match(*pattern, name) : std::size_t{0};
  };
  std::optional<std::pair<std::size_t, std::size_t>> least;
  journal_entry const* found = nullptr;
  for (auto const& each : unmatched) {
    if (each.script.empty()) continue;
    std::pair const missed(edits(rule.script, each.script),
                           edits(rule.instance, each.instance) + edits(rule.workspace, each.workspace));
    if (least && *least <= missed) continue;
    least = missed;
    found = &each;
  }
  return found == nullptr ? std::nullopt : std::optional(*found);
}

// A typing error is rarely in more than a few rules, and each costs a look at all such requests.
void add_closest(verification& to, std::vector<std::pair<std::size_t, std::shared_ptr<prepared_rule const>>> const& of,
                 journal const& log) {
  constexpr std::size_t most_rules = 20, most_requests = 200;
  journal_criteria wanted;
  wanted.unmatched = true;
  auto const unmatched = of.empty() ? std::vector<journal_entry>() : log.find(wanted, most_requests);
  for (std::size_t i = 0; i < std::min(most_rules, of.size()); ++i) {
    auto& verdict = to.verdicts[of[i].first];
    verdict.closest_unmatched = closest_of(unmatched, of[i].second->source);
  }
}

}  // namespace

void script_service::add_loose_ends(verification& to, std::optional<std::string> const& session) const {
  first_ends abandoned;
  first_ends late;
  sessions_.for_each([&](session_state& in) {
    if (session && in.name != *session) return;
    in.runs.for_each([&](run_table::part const& each) {
      for (auto const& [run, record] : each.records) {
        auto const left = record.looks > 0 && !record.told_end;
        if (!left && record.looks_after_end == 0) continue;
        auto const of = run.view();
        loose_end end{record.rule().source.name,
                      {in.name, std::string(of.workspace), std::string(of.script), std::string(of.instance)},
                      record.looks,
                      record.looks_after_end};
        if (record.looks_after_end > 0) late.add(end);
        if (left) abandoned.add(std::move(end));
      }
    });
  });
  std::tie(to.abandoned, to.abandoned_count) = abandoned.take();
  std::tie(to.polled_after_terminal, to.polled_after_terminal_count) = late.take();
}

verification script_service::verify(journal const* log, std::optional<std::string> const& session) const {
  verification made;
  std::vector<std::pair<std::size_t, std::shared_ptr<prepared_rule const>>> unasked;  // and their verdicts
  {
    std::shared_lock const lock(mutex_);
    for (auto const& rule : rules_.all()) {
      for (auto& each : rule->log.judge(session)) {
        if (!each.of && !each.findings.empty()) unasked.emplace_back(made.verdicts.size(), rule);
        made.verdicts.push_back(std::move(each));
      }
    }
    add_loose_ends(made, session);
  }
  if (log != nullptr) {
    add_closest(made, unasked, *log);
    for (auto& each : made.verdicts) {
      for (auto& what : each.findings) what.shown_by = entries_that_show(what, each, *log);
    }
  }
  return made;
}

mock::coverage script_service::coverage() const {
  std::shared_lock const lock(mutex_);
  mock::coverage made;
  for (auto const& rule : rules_.all()) made.rules.push_back(rule->log.covered());
  return made;
}

void script_service::forget_conduct(std::optional<std::string_view> session) {
  std::shared_lock const lock(mutex_);
  for (auto const& rule : rules_.all()) rule->log.forget(session);
}

// The workspaces that keep rules without one from holding for the script that is asked for.
std::string script_service::listed_elsewhere(request_view const& request) const {
  constexpr std::size_t most_named = 3;
  auto const from = caller_of(request);
  auto const* in = sessions_.find(from.session);
  if (in == nullptr || request.segments.size() < 4) return {};
  auto const script = request.segments[3];
  if (look_up(*in, {from.workspace, script}).everywhere) return {};
  auto const workspaces = in->scripts.workspaces_of(script);
  std::string made;
  for (std::size_t i = 0; i < std::min(most_named, workspaces.size()); ++i) {
    auto const& each = workspaces[i];
    made.append(i == 0 ? "" : ", ").append(each.empty() ? "the default workspace" : printable(each));
  }
  return workspaces.size() > most_named ? made + " and others" : made;
}

std::vector<near_miss> script_service::closest_rules(request_view const& request, std::size_t most) const {
  constexpr std::size_t most_rules = 1'000;  // a request is not to wait for more
  std::shared_lock const lock(mutex_);
  auto const elsewhere = listed_elsewhere(request);
  std::vector<rule_outline> outlines;
  for (auto const& rule : rules_.all()) {
    if (outlines.size() == most_rules) break;
    outlines.push_back({rule->source.name, pattern_of(rule->script), pattern_of(rule->instance),
                        pattern_of(rule->workspace), rule->starts == run_start::execute,
                        rule->workspace.given() ? std::string_view() : elsewhere});
  }
  return near_misses_of(request, outlines, most);
}

void script_service::report_miss(request_view const& request) const {
  misses_.note(request.path, [&] { return to_text(request, closest_rules(request, 3)); });
}

}  // namespace dataarts::mock::runs
