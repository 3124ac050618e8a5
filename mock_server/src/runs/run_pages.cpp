#include "runs/script_service.hpp"

#include <dataarts/mock/preset.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace dataarts::mock::runs {
namespace {

struct listed_run {
  session_state const* in;
  name_view key;
  run_record const* record;

  auto order() const noexcept {
    return std::tuple(std::string_view(in->name), key.workspace, key.script, key.instance, key.project);
  }
};

bool before(listed_run const& a, listed_run const& b) noexcept { return a.order() < b.order(); }

}  // namespace

run_snapshot script_service::snapshot_of(session_state const& in, name_view key, run_record record,
                                         clock::time_point now) const {
  record.settle(now);
  auto const at = record.begun ? record.at : run_position{now};
  auto const& course = record.course();
  run_snapshot made;
  made.rule = record.rule().source.name;
  made.session = in.name;
  made.project = key.project;
  made.workspace = key.workspace;
  made.script = key.script;
  made.instance = key.instance;
  made.step = at.step;
  made.steps = course.size();
  made.timeline = course.outline();
  made.begun = record.begun;
  made.held = record.is_held();
  made.stopped = record.is_stopped();
  made.put = record.is_forced();
  made.polls_in_step = at.polls;
  made.polls = record.looks;
  if (record.is_stopped() || record.is_forced()) {
    made.state = record.is_stopped() ? run_state::failed : record.forced().state;
    made.told = to_text(*made.state);
    made.since = record.is_stopped() ? record.stopped_at() : record.forced().since;
    return made;
  }
  made.state = course.state(at, record.fails);
  made.told = course.label(at, record.fails);
  if (record.begun) made.since = at.entered;
  if (record.begun && !record.is_held()) made.until = course.step_end(at, record.draws);
  return made;
}

run_page script_service::runs(run_page_request const& which) const {
  std::unique_lock const lock(mutex_);  // no query runs: what is found belongs together
  std::vector<listed_run> found;
  sessions_.for_each([&](session_state& in) {
    if (which.session && in.name != *which.session) return;
    in.runs.for_each([&](run_table::part const& part) {
      for (auto const& [key, record] : part.records) {
        if (which.rule && record.rule().source.name != *which.rule) continue;
        if (which.script && key.view().script != *which.script) continue;
        if (which.instance && key.view().instance != *which.instance) continue;
        found.push_back({&in, key.view(), &record});
      }
    });
  });
  run_page made;
  made.total = found.size();
  auto const first = std::min(which.offset, found.size());
  auto const last = first + std::min(which.limit, found.size() - first);
  auto const at = [&](std::size_t position) { return found.begin() + static_cast<std::ptrdiff_t>(position); };
  if (first < last) {
    std::nth_element(found.begin(), at(first), found.end(), before);
    std::partial_sort(at(first), at(last), found.end(), before);
  }
  auto const now = settings_.clock->now();
  for (auto i = first; i < last; ++i)
    made.runs.push_back(snapshot_of(*found[i].in, found[i].key, *found[i].record, now));
  return made;
}

std::vector<session_snapshot> script_service::sessions() const {
  std::unique_lock const lock(mutex_);
  std::vector<session_snapshot> made;
  sessions_.for_each([&](session_state& each) {
    auto& added = made.emplace_back();
    added.name = each.name;
    if (each.begun != clock::time_point::min()) added.begun = each.begun;
    each.runs.for_each([&](run_table::part const& part) { added.runs += part.records.size(); });
  });
  return made;
}

std::vector<run_rule> script_service::rules() const {
  std::shared_lock const lock(mutex_);
  std::vector<run_rule> made;
  for (auto const& each : rules_.all()) made.push_back(each->whole());
  return made;
}

std::vector<quota_rule> script_service::quotas() const {
  std::shared_lock const lock(mutex_);
  return quotas_.rules();
}

std::vector<route_rule> script_service::routes() const {
  std::shared_lock const lock(mutex_);
  return routes_.rules();
}

}  // namespace dataarts::mock::runs
