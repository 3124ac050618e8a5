#include "runs/run_map.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::runs {

run_map::~run_map() {
  for (auto& each : *this) pool_.destroy(&each);
}

void run_map::note(place what) noexcept {
  std::size_t at = what.hash & (index_.size() - 1);
  while (index_[at].entry != nullptr) at = next(at);
  index_[at] = what;
}

void run_map::grow() {
  constexpr std::size_t least = 4;
  auto const before = std::exchange(index_, std::vector<place>(std::max(least, 2 * index_.size())));
  for (auto const& each : before) {
    if (each.entry != nullptr) note(each);
  }
}

run_record& run_map::add(hashed_name const& run, run_record const& record) {
  if ((size_ + 1) * 4 > index_.size() * 3) grow();
  auto* const made = pool_.make(run.name, record);
  note({made, short_of(run.hash)});
  ++size_;
  return made->record;
}

run_record& run_map::put(hashed_name const& run, run_record const& record) {
  auto* const found = find(run);
  if (found == nullptr) return add(run, record);
  return *found = record;
}

bool run_map::erase(hashed_name const& run) {
  auto* const found = place_of(run);
  if (found != nullptr) erase_at(*found);
  return found != nullptr;
}

void run_map::erase_at(place& at) noexcept {
  pool_.destroy(at.entry);
  --size_;
  // Those behind it move up, but for those that are where they begin to be looked for, or between that and here.
  auto free = static_cast<std::size_t>(&at - index_.data());
  for (auto i = next(free); index_[i].entry != nullptr; i = next(i)) {
    auto const mask = index_.size() - 1;
    auto const wanted = index_[i].hash & mask;
    if (((i - wanted) & mask) < ((i - free) & mask)) continue;
    index_[free] = index_[i];
    free = i;
  }
  index_[free] = {};
}

}  // namespace dataarts::mock::runs
