#ifndef DATAARTS_MOCK_RUNS_SESSION_TABLE_HPP
#define DATAARTS_MOCK_RUNS_SESSION_TABLE_HPP

#include <dataarts/clock.hpp>

#include "runs/run_pool.hpp"
#include "runs/session_state.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dataarts::mock::runs {

/// There is no room for another session.
class too_many_sessions : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// The sessions. Not for several threads at once while it changes.
class session_table {
 public:
  /// @param most  sessions beside the default one, which is always there
  explicit session_table(std::size_t most)
      : most_(most), default_(std::make_unique<session_state>("", script_catalog(), clock::time_point::min(), pool_)) {}

  session_state* find(std::string_view name) const {
    if (name.empty()) return default_.get();
    auto const found = named_.find(name);
    return found == named_.end() ? nullptr : found->second.get();
  }

  /// The session, made if it is not there. Throws `too_many_sessions`.
  session_state& open(std::string_view name, clock::time_point now);

  /// Puts the default session back to the beginning, or forgets another one. What was counted stays.
  void reset(std::string_view name, clock::time_point now);

  /// Resets all of them.
  void clear(clock::time_point now);

  /// The scripts that a session begins with. A change has to be made in the sessions, too.
  script_catalog& initial() noexcept { return initial_; }

  /// Calls `what` with each session: the default one, then the others by name.
  template <class What>
  void for_each(What what) const {
    what(*default_);
    for (auto const& [name, each] : named_) what(*each);
  }

  run_counters counts() const;

 private:
  void keep_counts(session_state& of);

  std::size_t most_;
  script_catalog initial_;
  run_pool pool_;  // of all sessions
  std::unique_ptr<session_state> default_;
  std::map<std::string, std::unique_ptr<session_state>, std::less<>> named_;
  run_counters of_ended_;
};

}  // namespace dataarts::mock::runs

#endif
