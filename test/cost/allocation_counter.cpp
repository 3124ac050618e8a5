#include "allocation_counter.hpp"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace {

std::atomic<std::uint64_t> allocations{0};
std::atomic<std::uint64_t> releases{0};
std::atomic<std::uint64_t> bytes_in_use{0};
std::atomic<std::uint64_t> most_bytes{0};
// This model needs no memory of its own, whose allocation would come back here.
[[gnu::tls_model("initial-exec")]] thread_local bool left_out = false;

}  // namespace

allocation_count count_allocations() noexcept { return {allocations.load(), releases.load()}; }

std::uint64_t bytes_in_use_now() noexcept { return bytes_in_use.load(); }

std::uint64_t most_bytes_in_use() noexcept { return most_bytes.load(); }

void restart_most_bytes() noexcept { most_bytes = bytes_in_use.load(); }

void leave_this_thread_out() noexcept { left_out = true; }

// A sanitizer interposes the same names itself; the tests do not count then.
#if !DATAARTS_INSTRUMENTED

extern "C" {

// glibc's own allocator, which stays reachable when the public names are taken over.
void* __libc_malloc(std::size_t size);                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* block, std::size_t size);             // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void __libc_free(void* block);                                   // NOLINT(bugprone-reserved-identifier)
}

namespace {

void* counted(void* block) noexcept {
  if (block == nullptr) return block;
  if (!left_out) allocations.fetch_add(1, std::memory_order_relaxed);
  auto const size = malloc_usable_size(block);
  auto const now = bytes_in_use.fetch_add(size, std::memory_order_relaxed) + size;
  auto most = most_bytes.load(std::memory_order_relaxed);
  while (most < now && !most_bytes.compare_exchange_weak(most, now)) {
  }
  return block;
}

void count_release(void* block) noexcept {
  if (block == nullptr) return;
  if (!left_out) releases.fetch_add(1, std::memory_order_relaxed);
  bytes_in_use.fetch_sub(malloc_usable_size(block), std::memory_order_relaxed);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return counted(__libc_malloc(size)); }

void* calloc(std::size_t count, std::size_t size) { return counted(__libc_calloc(count, size)); }

void* realloc(void* block, std::size_t size) {
  count_release(block);
  return counted(__libc_realloc(block, size));
}

void* memalign(std::size_t alignment, std::size_t size) { return counted(__libc_memalign(alignment, size)); }

void* aligned_alloc(std::size_t alignment, std::size_t size) { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  void* const block = counted(__libc_memalign(alignment, size));
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
