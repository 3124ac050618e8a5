#include "histogram/sparse_counts.hpp"

#include <algorithm>
#include <cstddef>

namespace dataarts::load {

sparse_counts::sparse_counts(hdr_histogram const& from) : count_(from.count()), max_(from.max()) {
  if (count_ == 0) return;
  auto const last = hdr_histogram::index_of(max_);
  for (auto i = hdr_histogram::index_of(from.min()); i <= last; ++i) {
    if (from.at(i) > 0) entries_.push_back({static_cast<std::uint32_t>(i), from.at(i)});
  }
}

void sparse_counts::add_to(hdr_histogram& to) const noexcept {
  for (auto const& each : entries_) to.record(std::min(hdr_histogram::highest_in(each.index), max_), each.count);
}

}  // namespace dataarts::load
