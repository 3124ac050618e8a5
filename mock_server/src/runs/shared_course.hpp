#ifndef DATAARTS_MOCK_RUNS_SHARED_COURSE_HPP
#define DATAARTS_MOCK_RUNS_SHARED_COURSE_HPP

#include <dataarts/mock/fault_rule.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/run_course.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dataarts::mock::runs {

// The bindings name each member, so that a new one cannot be forgotten here.

inline bool same(std::optional<step_time> const& a, std::optional<step_time> const& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->shape() == b->shape() && a->first() == b->first() && a->second() == b->second();
}

inline bool same(run_step const& a, run_step const& b) {
  auto const& [state, lasts, polls, message, results, body, error, hold, latency] = a;
  return state == b.state && same(lasts, b.lasts) && polls == b.polls && message == b.message && results == b.results &&
         body == b.body && error == b.error && hold == b.hold && same(latency, b.latency);
}

/// Of what they point to only the same object is the same.
inline bool same(fault_rule const& a, fault_rule const& b) {
  auto const& [name, on, delay, wire, answer] = a;
  return name == b.name && on.which() == b.on.which() && on.n() == b.on.n() && on.share() == b.on.share() &&
         same(delay, b.delay) && wire == b.wire && answer == b.answer;
}

/// The part of a rule with a timeline that does not depend on which runs it is for.
struct shared_course {
  explicit shared_course(run_rule const& from)
      : timeline(from.timeline),
        failed(from.failed),
        failed_message(from.failed_message),
        faults(from.faults),
        course(from) {}

  bool is_of(run_rule const& rule) const {
    auto const alike = [](auto const& a, auto const& b) { return same(a, b); };
    return failed == rule.failed && failed_message == rule.failed_message &&
           std::equal(timeline.begin(), timeline.end(), rule.timeline.begin(), rule.timeline.end(), alike) &&
           std::equal(faults.begin(), faults.end(), rule.faults.begin(), rule.faults.end(), alike);
  }

  std::vector<run_step> timeline;
  double failed;
  std::string failed_message;
  std::vector<fault_rule> faults;
  run_course course;
};

/// Rules that say the same have one course: thousands of instances that are alike take the memory of one, and their
/// answers stay in the processor's cache.
class course_store {
 public:
  std::shared_ptr<shared_course const> course_of(run_rule const& rule) {
    auto const hash = hash_of(rule.timeline);
    auto const [begin, end] = all_.equal_range(hash);
    auto const found = std::find_if(begin, end, [&](auto const& each) { return each.second->is_of(rule); });
    if (found != end) return found->second;
    return all_.emplace(hash, std::make_shared<shared_course const>(rule))->second;
  }

  /// Takes one of another store, to be shared by what comes.
  void keep(std::shared_ptr<shared_course const> const& what) {
    auto const hash = hash_of(what->timeline);
    auto const [begin, end] = all_.equal_range(hash);
    if (std::none_of(begin, end, [&](auto const& each) { return each.second == what; })) all_.emplace(hash, what);
  }

 private:
  // Of the parts that differ most; equality decides.
  static std::size_t hash_of(std::vector<run_step> const& timeline) {
    std::hash<std::string_view> const hash;
    auto made = timeline.size();
    for (auto const& each : timeline) {
      made = made * 31 + static_cast<std::size_t>(each.state);
      made = made * 31 + static_cast<std::size_t>(each.polls.value_or(0));
      made = made * 31 + static_cast<std::size_t>(each.lasts ? each.lasts->first().count() : 0);
      for (auto const* text : {&each.body, &each.results, &each.message}) made = made * 31 + hash(*text);
    }
    return made;
  }

  std::unordered_multimap<std::size_t, std::shared_ptr<shared_course const>> all_;
};

}  // namespace dataarts::mock::runs

#endif
