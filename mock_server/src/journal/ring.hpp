#ifndef DATAARTS_MOCK_JOURNAL_RING_HPP
#define DATAARTS_MOCK_JOURNAL_RING_HPP

#include "journal/packed_entry.hpp"

#include <cstddef>
#include <vector>

namespace dataarts::mock::journals {

/// A queue of entries whose places are used again. Not for several threads at once.
class ring {
 public:
  /// Takes memory as entries come.
  explicit ring(std::size_t capacity) : capacity_(capacity) { places_.reserve(capacity); }

  std::size_t capacity() const noexcept { return capacity_; }
  std::size_t size() const noexcept { return size_; }
  bool full() const noexcept { return size_ == capacity_; }

  /// The n-th, from the oldest.
  packed_entry& at(std::size_t nth) noexcept { return places_[(oldest_ + nth) % capacity_]; }
  packed_entry const& at(std::size_t nth) const noexcept { return places_[(oldest_ + nth) % capacity_]; }

  /// Room for one more, with what an earlier entry left in it. There has to be capacity; if it is full, the oldest
  /// entry gives way.
  packed_entry& push() {
    if (full()) pop();
    auto const to = (oldest_ + size_) % capacity_;
    if (to == places_.size()) places_.emplace_back();
    ++size_;
    return places_[to];
  }

  void pop() noexcept {
    oldest_ = --size_ == 0 ? 0 : (oldest_ + 1) % capacity_;  // empty: begin again with places that are warm
  }

  void clear() noexcept { oldest_ = size_ = 0; }

 private:
  std::size_t capacity_;
  std::vector<packed_entry> places_;
  std::size_t oldest_ = 0;
  std::size_t size_ = 0;
};

}  // namespace dataarts::mock::journals

#endif
