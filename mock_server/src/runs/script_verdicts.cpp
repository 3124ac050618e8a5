#include "runs/script_service.hpp"

#include "rule_outline.hpp"

#include <algorithm>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

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
  {
    std::shared_lock const lock(mutex_);
    for (auto const& rule : rules_.all()) {
      for (auto& each : rule->log.judge(session)) made.verdicts.push_back(std::move(each));
    }
    add_loose_ends(made, session);
  }
  if (log != nullptr) {
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

std::vector<near_miss> script_service::closest_rules(request_view const& request, std::size_t most) const {
  constexpr std::size_t most_rules = 1'000;  // a request is not to wait for more
  std::shared_lock const lock(mutex_);
  std::vector<rule_outline> outlines;
  for (auto const& rule : rules_.all()) {
    if (outlines.size() == most_rules) break;
    outlines.push_back({rule->source.name, pattern_of(rule->script), pattern_of(rule->instance),
                        pattern_of(rule->workspace), rule->starts == run_start::execute});
  }
  return near_misses_of(request, outlines, most);
}

void script_service::report_miss(request_view const& request) const {
  misses_.note(request.path, [&] { return to_text(request, closest_rules(request, 3)); });
}

}  // namespace dataarts::mock::runs
