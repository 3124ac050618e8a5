#include "runs/script_service.hpp"

#include <dataarts/mock/preset.hpp>

#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {
namespace {

std::string described(name_view run) {
  return "the run of script '" + std::string(run.script) + "', instance '" + std::string(run.instance) + '\'';
}

// Its place in the timeline as a command finds it, begun and settled.
run_position& begun(run_record& record, clock::time_point now) {
  if (!record.begun) record.begin(now);
  record.settle(now);
  return record.at;
}

void enter_step(run_record& record, std::size_t step, clock::time_point now) {
  record.course().enter(record.at, step, now);
  record.follow_timeline();
  record.told_end = false;
  if (record.is_held()) record.hold(now);
}

std::string move_on(run_record& record, std::optional<run_state> to, clock::time_point now) {
  auto const& at = begun(record, now);
  if (record.is_stopped()) return "was stopped; reset it, or put it into a step";
  auto const next = at.step + 1;
  if (to) {
    auto const found = record.course().find(*to, next);
    if (!found) return "has no later step that is " + std::string(to_text(*to));
    enter_step(record, *found, now);
  } else if (next == record.course().size()) {
    return "is at its last step";
  } else {
    enter_step(record, next, now);
  }
  return {};
}

}  // namespace

template <class What>
void script_service::command_one(session_state& in, run_selection const& which, What const& what, command_result& to) {
  name_view const run{which.workspace, which.script, which.instance, which.project};
  hashed_name const key(key_of(in, run));
  auto const found = find_or_make(in, in.runs.part_of(key), run, key);
  std::string problem;
  if (found.record != nullptr) {
    problem = what(*found.record, settings_.clock->now());
    if (!problem.empty()) problem = ' ' + problem;
  } else {
    problem = found.refusal == &no_script_     ? " is not there, since there is no such script"
              : found.refusal == &no_instance_ ? " is not there, and no rule would let it begin"
                                               : " has the same answer always, by its rule; it has no timeline";
  }
  if (problem.empty()) {
    ++to.runs;
  } else if (to.problem.empty()) {
    to.problem = described(run) + problem;
  }
}

template <class What>
command_result script_service::command(run_selection const& which, What what) {
  command_result made;
  try {
    auto const [lock, in] = enter<writing>(which.session.value_or(std::string()));
    std::vector<session_state*> concerned;
    if (which.session) {
      concerned.push_back(&in);
    } else {
      sessions_.for_each([&](session_state& each) { concerned.push_back(&each); });
    }
    if (!which.rule) {
      for (auto* each : concerned) command_one(*each, which, what, made);
      return made;
    }
    if (rules_.count_of(*which.rule) == 0) made.problem = "there is no rule named '" + *which.rule + '\'';
    auto const now = settings_.clock->now();
    for (auto* each : concerned) {
      each->runs.for_each([&](run_table::part& part) {
        for (auto& [key, record] : part.records) {
          if (record.rule().source.name != *which.rule) continue;
          auto const problem = what(record, now);
          if (problem.empty()) ++made.runs;
          // Those of one rule are in no order: say the same always.
          auto text = problem.empty() ? problem : described(key.view()) + ' ' + problem;
          if (!text.empty() && (made.problem.empty() || text < made.problem)) made.problem = std::move(text);
        }
      });
    }
  } catch (too_many_sessions const& full) {
    made.problem = full.what();
  }
  return made;
}

command_result script_service::hold(run_selection const& which) {
  return command(which, [](run_record& record, clock::time_point now) -> std::string {
    begun(record, now);
    if (!record.is_held()) record.hold(now);
    return {};
  });
}

command_result script_service::release(run_selection const& which) {
  return command(which, [](run_record& record, clock::time_point now) -> std::string {
    auto& at = begun(record, now);
    if (record.is_held()) at.entered += now - record.held_since();
    record.release();
    return {};
  });
}

command_result script_service::advance(run_selection const& which, std::optional<run_state> to) {
  return command(which, [&](run_record& record, clock::time_point now) { return move_on(record, to, now); });
}

command_result script_service::put(run_selection const& which, std::size_t step) {
  return command(which, [&](run_record& record, clock::time_point now) -> std::string {
    auto const steps = record.course().size();
    if (step >= steps) {
      return "has no step " + std::to_string(step) + "; its timeline has " + std::to_string(steps) + ", from 0 on";
    }
    begun(record, now);
    enter_step(record, step, now);
    return {};
  });
}

command_result script_service::put(run_selection const& which, run_state state) {
  return command(which, [&](run_record& record, clock::time_point now) -> std::string {
    begun(record, now);
    auto const step = record.course().find(state, 0);
    enter_step(record, step.value_or(record.at.step), now);
    if (!step) record.force({state, now});
    if (state >= run_state::finished) record.fails = false;
    return {};
  });
}

command_result script_service::reset(run_selection const& which) {
  command_result made;
  auto const anew = [&](session_state& in, name_view key, run_record& record) {
    auto fresh = make_record(in, record.rule(), key);
    fresh.request_ids = record.request_ids;
    fresh.executed = record.executed;
    if (fresh.begins_when_executed()) fresh.begin(settings_.clock->now());
    record = fresh;
  };
  auto const forget = [](session_state const& in, name_view run, run_record const& record) {
    record.rule().log.forget(in.name, run);
  };
  std::unique_lock const lock(mutex_);
  auto const of_rule = [&](run_record const& record) { return record.rule().source.name == *which.rule; };
  sessions_.for_each([&](session_state& in) {
    if (which.session && in.name != *which.session) return;
    if (!which.rule) {
      auto const key = key_of(in, {which.workspace, which.script, which.instance, which.project});
      hashed_name const run(key);
      auto& records = in.runs.part_of(run).records;
      auto* const found = records.find(run);
      if (found == nullptr) return;
      ++made.runs;
      forget(in, key, *found);
      if (found->executed) {
        anew(in, key, *found);
      } else {
        records.erase(run);
      }
      return;
    }
    in.runs.for_each([&](run_table::part& part) {
      for (auto const& [key, record] : part.records) {
        if (of_rule(record)) forget(in, key.view(), record);
      }
      made.runs +=
          part.records.erase_if([&](auto const& each) { return of_rule(each.record) && !each.record.executed; });
      for (auto& [key, record] : part.records) {
        if (!of_rule(record)) continue;
        ++made.runs;
        anew(in, key.view(), record);
      }
    });
  });
  if (which.rule && rules_.count_of(*which.rule) == 0) made.problem = "there is no rule named '" + *which.rule + '\'';
  return made;
}

void script_service::reset_session(std::string_view session) {
  std::unique_lock const lock(mutex_);
  sessions_.reset(session, settings_.clock->now());
  for (auto const& rule : rules_.all()) rule->log.forget(session);
}

void script_service::reset_all() {
  std::unique_lock const lock(mutex_);
  sessions_.clear(settings_.clock->now());
  for (auto const& rule : rules_.all()) rule->log.forget(std::nullopt);
}

}  // namespace dataarts::mock::runs
