#include "runs/rule_book.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace dataarts::mock::runs {
namespace {

bool holds(prepared_rule const& rule, name_view asked, bool everywhere) {
  if (!rule.workspace.given() ? !everywhere : !rule.workspace.matches(asked.workspace)) return false;
  if (rule.project.given() && !rule.project.matches(asked.project)) return false;
  return rule.script.matches(asked.script);
}

prepared_rule const* first_of(ranked_rules const& among, name_view asked, bool everywhere) {
  auto const found = std::find_if(among.rbegin(), among.rend(), [&](auto const* each) {
    return holds(*each, asked, everywhere) && each->instance.matches(asked.instance);
  });
  return found == among.rend() ? nullptr : *found;
}

// The one that holds; each may be null.
prepared_rule const* first_of(prepared_rule const* a, prepared_rule const* b) {
  if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
  return a->holds_before(*b) ? a : b;
}

prepared_rule const* first_of(pattern_index const& among, std::string_view name, name_view asked, bool everywhere) {
  prepared_rule const* found = nullptr;
  among.for_each_list(name, [&](auto const& list) { found = first_of(found, first_of(list, asked, everywhere)); });
  return found;
}

template <class Found>
Found const* find(name_map<Found> const& in, name_view what) {
  auto const found = in.find(what);
  return found == in.end() ? nullptr : &found->second;
}

// Without what the course has, of which there would be thousands of copies.
run_rule without_course(run_rule made) {
  made.timeline = {};
  made.faults = {};
  made.failed_message = {};
  return made;
}

}  // namespace

void insert(ranked_rules& to, prepared_rule const* rule) {
  auto const later = [](prepared_rule const* a, prepared_rule const* b) { return b->holds_before(*a); };
  to.insert(std::upper_bound(to.begin(), to.end(), rule, later), rule);
}

prepared_rule::prepared_rule(run_rule const& from, std::size_t nth, clock::time_point at, rule_memory& memory)
    : line(memory.lines.next()),
      shared(from.answer ? nullptr : memory.courses.course_of(from)),
      source(shared ? without_course(from) : from),
      log(source, shared.get()),
      script(from.script),
      instance(from.instance),
      workspace(from.workspace),
      project(from.project),
      starts(from.starts),
      revision(from.revision),
      order(nth),
      loaded(at) {
  line->course = shared ? &shared->course : nullptr;
  line->rule = this;
  line->name_begin = source.name.data();
  line->name_size = static_cast<std::uint32_t>(source.name.size());
  line->expects = from.expect.has_value();
  if (!from.answer) return;
  reply = std::make_unique<answer const>(make_answer(*from.answer));
  told = to_text(*from.answer);
}

run_rule prepared_rule::whole() const {
  auto made = source;
  if (shared) {
    made.timeline = shared->timeline;
    made.faults = shared->faults;
    made.failed_message = shared->failed_message;
  }
  return made;
}

bool prepared_rule::holds_before(prepared_rule const& other) const noexcept {
  auto const rank = [](prepared_rule const& of) {
    return std::tuple(of.script.wildcards() + of.instance.wildcards(), of.workspace.wildcards(),
                      of.project.wildcards());
  };
  auto const mine = rank(*this);
  auto const theirs = rank(other);
  return mine != theirs ? mine < theirs : order > other.order;
}

void rule_book::add(run_rule const& rule, clock::time_point now) {
  take(std::make_shared<prepared_rule const>(rule, all_->size(), now, memory_));
}

void rule_book::take(std::shared_ptr<prepared_rule const> rule) {
  auto const* added = rule.get();
  all_->push_back(std::move(rule));
  names_projects_ = names_projects_ || added->project.given();
  auto const& script = added->script;
  auto const by_name = name_view{{}, script.text(), {}};
  if (script.exact() && added->instance.exact()) {
    insert(by_instance_[name_key({{}, script.text(), added->instance.text()})], added);
  } else {
    auto& to = script.exact() ? by_script_[name_key(by_name)] : others_;
    to.add((script.exact() ? added->instance : script).text(), added);
  }
  if (added->course() != nullptr) {
    insert(script.exact() ? timelines_[name_key(by_name)] : other_timelines_, added);
  } else if (!added->instance.given()) {
    insert(blanket_, added);
  }
}

rule_book rule_book::replaced_by(std::vector<run_rule> const& rules, clock::time_point now) const {
  std::unordered_map<std::string_view, std::shared_ptr<prepared_rule const>> here;
  for (auto const& each : *all_) {
    if (each->revision != 0) here.try_emplace(each->source.name, each);
  }
  std::vector<std::shared_ptr<prepared_rule const>> made;
  std::vector<bool> goes_on;
  for (auto const& each : rules) {
    auto const found = here.find(each.name);
    goes_on.push_back(found != here.end() && found->second->revision == each.revision);
    if (goes_on.back()) {
      made.push_back(std::move(found->second));
      here.erase(found);
    } else {
      each.validate();
      made.emplace_back();
    }
  }
  rule_book book;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (goes_on[i] && made[i]->shared) book.memory_.courses.keep(made[i]->shared);
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!goes_on[i]) made[i] = std::make_shared<prepared_rule const>(rules[i], i, now, book.memory_);
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (goes_on[i]) made[i]->order = i;
    book.take(std::move(made[i]));
  }
  return book;
}

prepared_rule const* rule_book::for_instance(name_view asked, bool everywhere) const {
  if (auto const* exact = find(by_instance_, {{}, asked.script, asked.instance})) {
    if (auto const* found = first_of(*exact, asked, everywhere)) return found;
  }
  auto const* of_script = find(by_script_, {{}, asked.script, {}});
  auto const* one = of_script == nullptr ? nullptr : first_of(*of_script, asked.instance, asked, everywhere);
  return first_of(one, first_of(others_, asked.script, asked, everywhere));
}

prepared_rule const* rule_book::for_script(name_view asked, bool everywhere) const {
  auto const found = std::find_if(blanket_.rbegin(), blanket_.rend(), [&](auto const* each) {
    return (!asked.script.empty() || !each->script.given()) && holds(*each, asked, everywhere);
  });
  return found == blanket_.rend() ? nullptr : *found;
}

std::size_t rule_book::count_of(std::string_view name) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(all_->begin(), all_->end(), [&](auto const& each) { return each->source.name == name; }));
}

bool rule_book::names(name_view script, bool everywhere) const {
  auto const hold = [&](auto const* each) { return holds(*each, script, everywhere); };
  auto const* exact = find(timelines_, {{}, script.script, {}});
  return (exact != nullptr && std::any_of(exact->begin(), exact->end(), hold)) ||
         std::any_of(other_timelines_.begin(), other_timelines_.end(), hold);
}

}  // namespace dataarts::mock::runs
