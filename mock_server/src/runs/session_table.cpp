#include "runs/session_table.hpp"

namespace dataarts::mock::runs {
namespace {

void add_counts(run_counters& to, run_counters const& more) {
  to.looks += more.looks;
  to.polls_after_terminal += more.polls_after_terminal;
  to.executes += more.executes;
  to.stops += more.stops;
  to.stopped += more.stopped;
  to.over_quota += more.over_quota;
  to.routed += more.routed;
}

}  // namespace

session_state& session_table::open(std::string_view name, clock::time_point now) {
  if (auto* found = find(name)) return *found;
  if (named_.size() >= most_) {
    throw too_many_sessions("There are " + std::to_string(most_) +
                            " sessions already, the most that this server keeps; reset those that are over.");
  }
  auto made = std::make_unique<session_state>(name, initial_, now, pool_);
  return *named_.emplace(std::string(name), std::move(made)).first->second;
}

void session_table::keep_counts(session_state& of) { add_counts(of_ended_, of.counts()); }

void session_table::reset(std::string_view name, clock::time_point now) {
  if (auto const found = named_.find(name); found != named_.end()) {
    keep_counts(*found->second);
    named_.erase(found);
  } else if (name.empty()) {
    keep_counts(*default_);
    default_ = std::make_unique<session_state>("", initial_, now, pool_);
  }
}

void session_table::clear(clock::time_point now) {
  while (!named_.empty()) reset(std::string(named_.begin()->first), now);
  reset({}, now);
}

run_counters session_table::counts() const {
  auto made = of_ended_;
  for_each([&](session_state& each) { add_counts(made, each.counts()); });
  return made;
}

}  // namespace dataarts::mock::runs
