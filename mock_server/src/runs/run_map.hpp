#ifndef DATAARTS_MOCK_RUNS_RUN_MAP_HPP
#define DATAARTS_MOCK_RUNS_RUN_MAP_HPP

#include "runs/name_key.hpp"
#include "runs/run_key.hpp"
#include "runs/run_record.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {

/// A name with its hash, which is worked out once.
struct hashed_name {
  explicit hashed_name(name_view of) noexcept : name(of), hash(name_hash()(of)) {}

  name_view name;
  std::size_t hash;
};

/// The records of runs by name. Made for many that are asked for in turn, none of which is in the processor's cache: a
/// look-up reads one place of the index and one entry, in which key and record are together. What adds or erases
/// invalidates pointers and iterators.
class run_map {
 public:
  // Two pairs of cache lines: processors fetch them in pairs.
  struct alignas(128) entry {
    entry(name_view name, run_record const& of) : key(name), record(of) {}

    run_key key;
    run_record record;
  };

  run_record* find(hashed_name const& run) noexcept {
    auto* const found = place_of(run);
    return found == nullptr ? nullptr : &entries_[found->position].record;
  }

  /// Of a run that is not there.
  run_record& add(hashed_name const& run, run_record const& record);

  /// Of one that is there or not.
  run_record& put(hashed_name const& run, run_record const& record);

  bool erase(hashed_name const& run);

  /// Says how many there were.
  template <class Which>
  std::size_t erase_if(Which which) {
    std::size_t erased = 0;
    for (auto i = entries_.size(); i-- > 0;) {
      if (!which(std::as_const(entries_[i]))) continue;
      erase_at(*place_of(hashed_name(entries_[i].key.view())));
      ++erased;
    }
    return erased;
  }

  std::size_t size() const noexcept { return entries_.size(); }

  // In no order.
  auto begin() noexcept { return entries_.begin(); }
  auto end() noexcept { return entries_.end(); }
  auto begin() const noexcept { return entries_.begin(); }
  auto end() const noexcept { return entries_.end(); }

 private:
  struct place {
    std::uint32_t hash = 0;
    std::uint32_t position = none;
  };
  static constexpr std::uint32_t none = ~std::uint32_t(0);

  // Another part than the one that chose the table.
  static std::uint32_t short_of(std::size_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 16); }

  std::size_t next(std::size_t at) const noexcept { return (at + 1) & (index_.size() - 1); }

  // Null: it is not there.
  place* place_of(hashed_name const& run) noexcept {
    if (index_.empty()) return nullptr;
    auto const hash = short_of(run.hash);
    for (auto at = hash & (index_.size() - 1); index_[at].position != none; at = next(at)) {
      auto& found = index_[at];
      if (found.hash == hash && entries_[found.position].key == run.name) return &found;
    }
    return nullptr;
  }

  void note(place what) noexcept;
  void grow();
  void erase_at(place& at);

  std::vector<place> index_;  // a power of two of them, a quarter of which is free at least
  std::vector<entry> entries_;
};

inline void run_map::note(place what) noexcept {
  std::size_t at = what.hash & (index_.size() - 1);
  while (index_[at].position != none) at = next(at);
  index_[at] = what;
}

inline void run_map::grow() {
  constexpr std::size_t least = 4;
  auto const before = std::exchange(index_, std::vector<place>(std::max(least, 2 * index_.size())));
  for (auto const& each : before) {
    if (each.position != none) note(each);
  }
}

inline run_record& run_map::add(hashed_name const& run, run_record const& record) {
  if ((entries_.size() + 1) * 4 > index_.size() * 3) grow();
  auto const position = static_cast<std::uint32_t>(entries_.size());
  auto& made = entries_.emplace_back(run.name, record);
  note({short_of(run.hash), position});
  return made.record;
}

inline run_record& run_map::put(hashed_name const& run, run_record const& record) {
  auto* const found = find(run);
  if (found == nullptr) return add(run, record);
  return *found = record;
}

inline bool run_map::erase(hashed_name const& run) {
  auto* const found = place_of(run);
  if (found != nullptr) erase_at(*found);
  return found != nullptr;
}

// The last entry takes the place of the one that goes.
inline void run_map::erase_at(place& at) {
  auto const position = at.position;
  auto& last = entries_.back();
  place_of(hashed_name(last.key.view()))->position = position;
  if (&entries_[position] != &last) entries_[position] = std::move(last);
  entries_.pop_back();
  // Those behind it move up, but for those that are where they begin to be looked for, or between that and here.
  auto free = static_cast<std::size_t>(&at - index_.data());
  for (auto i = next(free); index_[i].position != none; i = next(i)) {
    auto const mask = index_.size() - 1;
    auto const wanted = index_[i].hash & mask;
    if (((i - wanted) & mask) < ((i - free) & mask)) continue;
    index_[free] = index_[i];
    free = i;
  }
  index_[free] = {};
}

}  // namespace dataarts::mock::runs

#endif
