#ifndef DATAARTS_MOCK_RUNS_RUN_TABLE_HPP
#define DATAARTS_MOCK_RUNS_RUN_TABLE_HPP

#include <dataarts/clock.hpp>

#include "runs/keyed_draws.hpp"
#include "runs/name_key.hpp"
#include "runs/rule_book.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace dataarts::mock::runs {

struct prepared_rule;

/// What has to be known of a run that is under way.
struct run_record {
  run_record(prepared_rule const& followed, keyed_draws drawn, std::uint64_t id_key)
      : rule(&followed), draws(drawn), request_ids(id_key), fails(followed.course->fails(drawn)) {}

  // A state that a command put it into, and which its timeline does not have.
  struct forced_state {
    run_state state;
    clock::time_point since;
  };

  run_course const& course() const noexcept { return *rule->course; }

  prepared_rule const* rule;  ///< one with a timeline
  keyed_draws draws;
  std::uint64_t request_ids;       ///< see `request_id_key`
  std::optional<run_position> at;  ///< nothing: it has not begun
  std::optional<clock::time_point> stopped;
  std::optional<clock::time_point> held;  ///< since when; neither time nor polls move it
  std::optional<forced_state> forced;
  bool fails;             ///< ends FAILED where the timeline ends FINISHED
  bool executed = false;  ///< made by execute
  bool told_end = false;  ///< the last answer was FINISHED or FAILED
  std::uint64_t looks = 0;
  std::uint64_t looks_after_end = 0;
  clock::time_point last_look;  ///< if there was one, with the step that was told
  std::size_t last_step = 0;
  std::uint64_t stops = 0;

  /// Moves on as far as time alone goes.
  void settle(clock::time_point now) noexcept {
    if (!held && !stopped && !forced && at) course().settle(*at, draws, now);
  }

  /// Of a settled run: whether it is FINISHED or FAILED.
  bool has_ended() const noexcept {
    if (stopped) return true;
    return forced ? forced->state >= run_state::finished : at && course().ended(*at);
  }

  bool begins_when_executed() const noexcept { return !rule->starts || rule->starts == run_start::execute; }

  /// When it ends or ended, if that is known.
  std::optional<clock::time_point> true_end(clock::time_point now) const noexcept;
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
