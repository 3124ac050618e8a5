#ifndef DATAARTS_TEST_COST_ALLOCATION_COUNTER_HPP
#define DATAARTS_TEST_COST_ALLOCATION_COUNTER_HPP

#include <cstdint>

/// Heap traffic of this program since it started. Linking allocation_counter.cpp puts the counting in.
struct allocation_count {
  std::uint64_t allocations = 0;
  std::uint64_t releases = 0;

  friend allocation_count operator-(allocation_count a, allocation_count b) noexcept {
    return {a.allocations - b.allocations, a.releases - b.releases};
  }
};

/// What all threads together did, but for those that asked to be left out.
allocation_count count_allocations() noexcept;

/// The bytes that are in use now, and the most that were at once, in blocks of all threads.
std::uint64_t bytes_in_use_now() noexcept;
std::uint64_t most_bytes_in_use() noexcept;

/// Measures the most anew, from what is in use now.
void restart_most_bytes() noexcept;

/// Leaves the calling thread out from now on.
void leave_this_thread_out() noexcept;

#endif
