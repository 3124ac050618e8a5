#ifndef DATAARTS_WAITING_DUE_QUEUE_HPP
#define DATAARTS_WAITING_DUE_QUEUE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace dataarts::waiting {

/// Instances by the time at which they are due, the earliest first. Eight bytes per instance, and at most two thirds
/// more: memory follows the number of instances up and down.
class due_queue {
 public:
  struct entry {
    std::uint32_t due;
    std::uint32_t index;

    /// Of those that are due together the one that was added first comes first.
    friend bool operator>(entry a, entry b) noexcept { return a.order() > b.order(); }

    std::uint64_t order() const noexcept { return std::uint64_t{due} << 32 | index; }
  };

  bool empty() const noexcept { return entries_.empty(); }
  std::size_t size() const noexcept { return entries_.size(); }
  entry first() const noexcept { return entries_.front(); }

  void push(entry added) {
    if (entries_.size() == entries_.capacity()) entries_.reserve(entries_.size() + entries_.size() / 4 + 16);
    entries_.push_back(added);
    std::push_heap(entries_.begin(), entries_.end(), std::greater<>());
  }

  void pop() {
    std::pop_heap(entries_.begin(), entries_.end(), std::greater<>());
    entries_.pop_back();
    if (entries_.capacity() < 1024 || entries_.size() > entries_.capacity() / 5 * 3) return;
    std::vector<entry> smaller;
    smaller.reserve(entries_.size() + entries_.size() / 8);
    smaller.assign(entries_.begin(), entries_.end());
    entries_.swap(smaller);
  }

  std::size_t memory_size() const noexcept { return entries_.capacity() * sizeof(entry); }

 private:
  std::vector<entry> entries_;
};

}  // namespace dataarts::waiting

#endif
