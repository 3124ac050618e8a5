// Replaces glibc's heap functions by ones that count. Each block carries the size that was asked for in front of it.

#include "counted_heap.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DATAARTS_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DATAARTS_SANITIZED
#endif
#endif

#if defined(__GLIBC__) && !defined(DATAARTS_SANITIZED)

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {

// The size stands in the last eight bytes before the block, the distance to the block's real start before that.
constexpr std::size_t head = 16;

std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> reallocations{0};
std::atomic<std::ptrdiff_t> bytes_now{0};
std::atomic<std::ptrdiff_t> bytes_peak{0};

void count_bytes(std::ptrdiff_t change) noexcept {
  auto const now = bytes_now.fetch_add(change) + change;
  auto peak = bytes_peak.load();
  while (now > peak && !bytes_peak.compare_exchange_weak(peak, now)) {
  }
}

std::size_t read_word(void* block, std::size_t before) noexcept {
  std::size_t value;
  std::memcpy(&value, static_cast<char*>(block) - before, sizeof value);
  return value;
}

void* with_head(void* start, std::size_t distance, std::size_t size) noexcept {
  auto* const block = static_cast<char*>(start) + distance;
  std::memcpy(block - 8, &size, sizeof size);
  std::memcpy(block - 16, &distance, sizeof distance);
  return block;
}

void* counted(void* start, std::size_t distance, std::size_t size) noexcept {
  if (start == nullptr) return nullptr;
  allocations.fetch_add(1);
  count_bytes(static_cast<std::ptrdiff_t>(size));
  return with_head(start, distance, size);
}

void* aligned(std::size_t alignment, std::size_t size) noexcept {
  auto const distance = std::max(alignment, head);
  return counted(__libc_memalign(alignment, size + distance), distance, size);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return counted(__libc_malloc(size + head), head, size); }

void* calloc(std::size_t count, std::size_t size) {
  if (size != 0 && count > SIZE_MAX / size - head) return nullptr;
  auto* const block = malloc(count * size);
  if (block != nullptr) std::memset(block, 0, count * size);
  return block;
}

void free(void* block) {
  if (block == nullptr) return;
  count_bytes(-static_cast<std::ptrdiff_t>(read_word(block, 8)));
  __libc_free(static_cast<char*>(block) - read_word(block, 16));
}

void* realloc(void* block, std::size_t size) {
  if (block == nullptr) return malloc(size);
  auto const before = read_word(block, 8);
  auto const distance = read_word(block, 16);
  auto* const start = __libc_realloc(static_cast<char*>(block) - distance, size + distance);
  if (start == nullptr) return nullptr;
  reallocations.fetch_add(1);
  count_bytes(static_cast<std::ptrdiff_t>(size) - static_cast<std::ptrdiff_t>(before));
  return with_head(start, distance, size);
}

void* memalign(std::size_t alignment, std::size_t size) { return aligned(alignment, size); }

void* aligned_alloc(std::size_t alignment, std::size_t size) { return aligned(alignment, size); }

int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  auto* const block = aligned(alignment, size);
  if (block == nullptr) return ENOMEM;
  *out = block;
  return 0;
}

std::size_t malloc_usable_size(void* block) { return block == nullptr ? 0 : read_word(block, 8); }

}  // extern "C"

bool heap_is_counted() { return true; }

void reset_heap_count() {
  allocations = 0;
  reallocations = 0;
  bytes_now = 0;
  bytes_peak = 0;
}

heap_count heap_count_now() {
  return {allocations, reallocations, static_cast<std::size_t>(bytes_now.load()),
          static_cast<std::size_t>(bytes_peak.load())};
}

#else

bool heap_is_counted() { return false; }
void reset_heap_count() {}
heap_count heap_count_now() { return {}; }

#endif
