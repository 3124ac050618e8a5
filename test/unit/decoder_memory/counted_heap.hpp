#ifndef DATAARTS_TEST_UNIT_DECODER_MEMORY_COUNTED_HEAP_HPP
#define DATAARTS_TEST_UNIT_DECODER_MEMORY_COUNTED_HEAP_HPP

#include <cstddef>

/// What the program asked the heap for, all threads together, since `reset_heap_count`.
struct heap_count {
  std::size_t allocations = 0;    ///< calls of malloc, calloc and of realloc for a new block
  std::size_t reallocations = 0;  ///< calls of realloc for a block that was there
  std::size_t bytes_now = 0;      ///< asked for and not given back, relative to the reset; may wrap below zero
  std::size_t bytes_peak = 0;     ///< the most of it
};

/// False where the heap functions cannot be replaced: under sanitizers, and without glibc.
bool heap_is_counted();

void reset_heap_count();
heap_count heap_count_now();

#endif
