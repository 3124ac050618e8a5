#ifndef DATAARTS_MOCK_RUNS_RUN_TABLE_HPP
#define DATAARTS_MOCK_RUNS_RUN_TABLE_HPP

#include "runs/name_key.hpp"
#include "runs/run_map.hpp"
#include "runs/run_pool.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace dataarts::mock::runs {

/// The runs that have a state, in parts with a lock each: threads that ask for different runs seldom meet.
class run_table {
 public:
  struct part {
    explicit part(run_pool& pool) noexcept : records(pool) {}

    std::mutex mutex;
    run_map records;
    /// Keeps the rules that the records follow, for answers under way; null: to be made. One for each part, since all
    /// threads count in it.
    std::shared_ptr<void const> rules;
    std::uint64_t looks = 0;
    std::uint64_t looks_after_end = 0;
  };

  /// @param pool  of the entries; it lives longer
  explicit run_table(run_pool& pool) : parts_(parts_on(pool, std::make_index_sequence<part_count>())) {}

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
    explicit own_cache_lines(run_pool& pool) noexcept : held(pool) {}

    part held;
  };

  static constexpr std::size_t part_count = 61;  // a prime: the maps inside take bits of the same hash
  using part_array = std::array<own_cache_lines, part_count>;

  template <std::size_t... Nth>
  static part_array parts_on(run_pool& pool, std::index_sequence<Nth...>) {
    return {{(static_cast<void>(Nth), own_cache_lines(pool))...}};
  }

  part_array parts_;
};

}  // namespace dataarts::mock::runs

#endif
