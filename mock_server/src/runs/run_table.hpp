#ifndef DATAARTS_MOCK_RUNS_RUN_TABLE_HPP
#define DATAARTS_MOCK_RUNS_RUN_TABLE_HPP

#include <dataarts/clock.hpp>

#include "runs/keyed_draws.hpp"
#include "runs/name_key.hpp"
#include "runs/run_course.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace dataarts::mock::runs {

struct prepared_rule;

/// What has to be known of a run that is under way.
struct run_record {
  run_record(prepared_rule const& of, run_course const& followed, keyed_draws drawn)
      : rule(&of), course(&followed), draws(drawn) {}

  prepared_rule const* rule;
  run_course const* course;
  keyed_draws draws;
  std::optional<run_position> at;  ///< nothing: it has not begun
  std::optional<clock::time_point> stopped;
  bool told_end = false;  ///< the last answer was FINISHED or FAILED
  std::uint64_t looks = 0;
  std::uint64_t looks_after_end = 0;
  clock::time_point last_look;  ///< if there was one, with the step that was told
  std::size_t last_step = 0;
};

/// The runs that have a state, in parts with a lock each: threads that ask for different runs seldom meet.
class run_table {
 public:
  struct part {
    std::mutex mutex;
    name_map<run_record> records;
    std::uint64_t looks = 0;
    std::uint64_t looks_after_end = 0;

    run_record* find(name_view run) {
      auto const found = records.empty() ? records.end() : records.find(run);
      return found == records.end() ? nullptr : &found->second;
    }
  };

  /// The part that a run belongs to. To be locked by the caller.
  part& part_of(name_view run) noexcept { return parts_[name_hash()(run) % parts_.size()].held; }

  /// Forgets the runs of a script.
  void erase_runs_of(name_view script) {
    for_each([&](part& each) {
      std::erase_if(each.records, [&](auto const& record) {
        auto const of = record.first.view();
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

  std::array<own_cache_lines, 61> parts_;  // a prime: the maps inside divide the same hash
};

}  // namespace dataarts::mock::runs

#endif
