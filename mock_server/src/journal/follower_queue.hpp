#ifndef DATAARTS_MOCK_JOURNAL_FOLLOWER_QUEUE_HPP
#define DATAARTS_MOCK_JOURNAL_FOLLOWER_QUEUE_HPP

#include <dataarts/mock/journal.hpp>

#include "journal/ring.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace dataarts::mock {

class journal_follower::queue {
 public:
  queue(std::size_t capacity, std::function<void()> wake) : waiting_(capacity), wake_(std::move(wake)) {}

  void put(journals::packed_entry const& entry) {
    {
      std::lock_guard const lock(mutex_);
      if (waiting_.full()) {
        dropped_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
      waiting_.push() = entry;
      if (waiting_.size() > 1) return;
    }
    if (wake_) wake_();
  }

  std::vector<journal_entry> take(std::size_t most) {
    std::vector<journal_entry> made;
    while (made.size() < most) {
      std::lock_guard const lock(mutex_);  // for each few of them, since a request may wait for it
      for (int i = 0; i < 16 && made.size() < most && waiting_.size() > 0; ++i) {
        made.push_back(journals::unpacked(waiting_.at(0)));
        waiting_.pop();
      }
      if (waiting_.size() == 0) break;
    }
    return made;
  }

  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

 private:
  std::mutex mutex_;
  journals::ring waiting_;
  std::function<void()> wake_;
  std::atomic<std::uint64_t> dropped_ = 0;
};

}  // namespace dataarts::mock

#endif
