#include "allocation_counter.hpp"

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace {

std::atomic<std::uint64_t> allocations{0};
std::atomic<std::uint64_t> releases{0};
thread_local bool left_out = false;

}  // namespace

allocation_count count_allocations() noexcept { return {allocations.load(), releases.load()}; }

void leave_this_thread_out() noexcept { left_out = true; }

// A sanitizer interposes the same names itself; the tests do not count then.
#if !DATAARTS_INSTRUMENTED

namespace {

void count_allocation() noexcept {
  if (!left_out) allocations.fetch_add(1, std::memory_order_relaxed);
}

void count_release(void const* block) noexcept {
  if (block != nullptr && !left_out) releases.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

extern "C" {

// glibc's own allocator, which stays reachable when the public names are taken over.
void* __libc_malloc(std::size_t size);                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* block, std::size_t size);             // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void __libc_free(void* block);                                   // NOLINT(bugprone-reserved-identifier)

void* malloc(std::size_t size) {
  count_allocation();
  return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
  count_allocation();
  return __libc_calloc(count, size);
}

void* realloc(void* block, std::size_t size) {
  count_allocation();
  count_release(block);
  return __libc_realloc(block, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
  count_allocation();
  return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count_allocation();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  count_allocation();
  void* const block = __libc_memalign(alignment, size);
  if (block == nullptr) return ENOMEM;
  *out = block;
  return 0;
}

void free(void* block) {
  count_release(block);
  __libc_free(block);
}
}

#endif
