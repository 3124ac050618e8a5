#include "mix.hpp"
#include "refer_to.hpp"
#include "runs/poll_facts_of.hpp"
#include "runs/script_service.hpp"

#include <dataarts/mock/preset.hpp>

#include <cstddef>
#include <mutex>
#include <utility>

namespace dataarts::mock::runs {
namespace {

// Whoever is told an end knows it, unless a fault keeps it from them.
void befall(run_record& record, decision& told) {
  auto const arrives = record.course().faults().apply(record.draws, record.looks, told);
  told.about.terminal = told.about.terminal && arrives;
  if (told.about.terminal) record.told_end = true;
}

// What is told for a second time is noted already, and the rule's log is none of the memory that a query needs.
void note_step(run_record& record, std::size_t step, account const& about) {
  if (record.told_step && record.last_step == step) return;
  auto& log = record.rule().log;
  log.note_step(step);
  if (about.poll > 1 && step == std::size_t(record.last_step) + 1) log.note_transition(record.last_step);
  if (about.terminal && record.fails) log.note_failed();
  record.last_step = static_cast<std::uint32_t>(step);
  record.told_step = true;
}

}  // namespace

decision script_service::tell(run_table::part& part, run_record& record, bool remembered, clock::time_point now) const {
  decision made;
  auto& about = made.about;
  if (!record.begun) record.begin(now);
  about.rule = record.line->name();
  about.after_terminal = record.told_end;
  if (record.looks > 0) about.gap = now - record.last_look;
  about.poll = ++record.looks;
  record.last_look = now;
  ++part.looks;
  if (record.told_end) {
    ++part.looks_after_end;
    ++record.looks_after_end;
  }
  if (remembered) made.request_key = mix(record.request_ids + record.looks);
  tell_state(record, now, made);
  befall(record, made);
  // What `about` names is the rule's, too. Answers that are held back may see many reloads: they keep their own rule
  // only.
  auto const held_back = made.delay.count() > 0 || made.fault != nullptr;
  made.reply = {held_back ? record.rule().keep() : keeper_of(part), made.reply.get()};
  return made;
}

void script_service::tell_state(run_record& record, clock::time_point now, decision& to) const {
  auto& about = to.about;
  if (record.is_stopped() || record.is_forced()) {
    auto const state = record.is_stopped() ? run_state::failed : record.forced().state;
    about.told = to_text(state);
    about.terminal = state >= run_state::finished;
    to.reply = refer_to(record.is_stopped() ? stopped_ : plain_states_[static_cast<std::size_t>(state)]);
    return;
  }
  auto const& course = record.course();
  record.settle(now);
  auto const step = record.at.step;
  about.step = step;
  about.terminal = course.ended(record.at);
  about.told = course.label(record.at, record.fails);
  note_step(record, step, about);
  to.reply = refer_to(course.reply(record.at, record.fails));
  to.delay = course.latency(record.at, record.draws, record.looks);
  if (record.is_held()) {
    ++record.at.polls;
  } else {
    course.note_poll(record.at, now);
  }
}

decision script_service::tell(std::shared_ptr<void const> keeper, prepared_rule const& rule) const {
  rule.log.note_answer();
  return {{std::move(keeper), rule.reply.get()}, {}, true, {.rule = rule.line->name(), .told = rule.told}};
}

// Answers count in this one, and not in what the rules themselves have, which is one for all threads.
std::shared_ptr<void const> script_service::keeper_of(run_table::part& part) const {
  if (part.rules == nullptr) part.rules = std::make_shared<std::shared_ptr<void const>>(rules_.keep());
  return part.rules;
}

script_service::told_query script_service::look(std::string_view session, name_view run) {
  auto const [lock, in] = enter<reading>(session);
  hashed_name const hashed(key_of(in, run));
  auto const key = hashed.name;
  auto& part = in.runs.part_of(hashed);
  std::lock_guard const part_lock(part.mutex);
  auto const now = settings_.clock->now();
  if (auto* record = part.records.find(hashed)) return {tell(part, *record, true, now), record->line, now, key};
  auto const at = look_up(in, run);
  auto const* rule = rule_for(run, at);
  if (rule != nullptr && rule->reply) return {tell(keeper_of(part), *rule), rule->line.get(), now, key};
  if (rule == nullptr || rule->starts == run_start::execute) return {tell_none(run, at), nullptr, now, key};
  auto record = make_record(in, *rule, key);
  if (needs_record(*rule)) {
    return {tell(part, part.records.add(hashed, record), true, now), rule->line.get(), now, key};
  }
  auto made = tell(part, record, false, now);
  made.about.poll = 0;  // nobody counts
  return {std::move(made), rule->line.get(), now, key};
}

decision script_service::query(std::string_view session, name_view run, request_view const& request) {
  auto told = look(session, run);
  auto& made = told.made;
  if (told.by == nullptr) {
    if (made.about.missed) report_miss(request);
  } else {
    if (!made.about.fault.empty()) told.by->rule->log.note_fault(made.about.fault);
    if (told.by->expects) {
      auto const nth = told.by->rule->log.note_poll(told.run, session, facts_of(made, request, told.at));
      if (made.about.poll == 0) made.about.poll = nth;
    }
  }
  return std::move(made);
}

decision script_service::stop(std::string_view session, name_view run) {
  auto const [lock, in] = enter<writing>(session);
  hashed_name const key(key_of(in, run));
  auto& part = in.runs.part_of(key);
  std::lock_guard const part_lock(part.mutex);
  auto const now = settings_.clock->now();
  auto const [record, refusal, rule] = find_or_make(in, part, run, key);
  if (record == nullptr) return rule != nullptr ? tell(keeper_of(part), *rule) : tell_none(run, look_up(in, run));
  ++in.counted.stops;
  if (!record->begun) record->begin(now);
  record->settle(now);
  if (!record->has_ended()) {
    record->stop(now);
    ++in.counted.stopped;
  }
  decision made{{keeper_of(part), &done_}, {}, true, {.rule = record->line->name()}};
  made.request_key = mix(~record->request_ids + ++record->stops);
  return made;
}

}  // namespace dataarts::mock::runs
