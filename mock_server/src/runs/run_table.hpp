#ifndef DATAARTS_MOCK_RUNS_RUN_TABLE_HPP
#define DATAARTS_MOCK_RUNS_RUN_TABLE_HPP

#include "runs/name_key.hpp"
#include "runs/run_map.hpp"

#include <array>
#include <cstdint>
#include <mutex>

namespace dataarts::mock::runs {

/// The runs that have a state, in parts with a lock each: threads that ask for different runs seldom meet.
class run_table {
 public:
  struct part {
    std::mutex mutex;
    run_map records;
    std::uint64_t looks = 0;
    std::uint64_t looks_after_end = 0;
  };

  /// The part that a run belongs to. To be locked by the caller.
  part& part_of(hashed_name const& run) noexcept { return parts_[run.hash % parts_.size()].held; }

  /// Forgets the runs of a script.
  void erase_runs_of(name_view script) {
    for_each([&](part& each) {
      each.records.erase_if([&](auto const& found) {
        auto const of = found.key.view();
        return of.workspace == script.workspace && of.script == script.script;
      });
    });
  }

  /// Calls `what` with each part, locked.
  template <class What>
  void for_each(What what) {
    for (auto& each : parts_) {
      std::lock_guard const lock(each.held.mutex);
      what(each.held);
    }
  }

 private:
  struct alignas(64) own_cache_lines {
    part held;
  };

  std::array<own_cache_lines, 61> parts_;  // a prime: the maps inside take bits of the same hash
};

}  // namespace dataarts::mock::runs

#endif
