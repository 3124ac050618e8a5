#include "tape.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace dataarts {

namespace {

constexpr std::size_t smallest = 4096;

// From here on, growing moves pages: small steps cost little and save memory.
constexpr std::size_t large = 256 * 1024;
constexpr std::size_t very_large = 1024 * 1024;

std::size_t step_from(std::size_t capacity) noexcept {
  if (capacity < large) return capacity;
  return capacity < very_large ? capacity / 8 : capacity / 32;
}

}  // namespace

tape::~tape() { std::free(data_); }

void tape::reserve(std::size_t bytes) {
  if (bytes > capacity()) resize_memory(std::min(bytes, limit_));
}

void tape::grow(std::size_t bytes) {
  if (bytes > limit_ - size()) throw tape_full();
  auto const needed = size() + bytes;
  resize_memory(std::min(std::max({smallest, needed, capacity() + step_from(capacity())}), limit_));
}

void tape::resize_memory(std::size_t capacity) {
  auto const used = size();
  auto* const moved = static_cast<char*>(std::realloc(data_, capacity));
  if (moved == nullptr) throw std::bad_alloc();
  data_ = moved;
  end_ = moved + used;
  room_end_ = moved + capacity;
}

void tape::fit() noexcept {
  // A little room that stays costs less than giving it back, and lets the heap use the memory again as it is.
  if (capacity() - size() <= capacity() / 16) return;
  auto const used = size();
  if (auto* const moved = static_cast<char*>(std::realloc(data_, used))) {
    data_ = moved;
    end_ = room_end_ = moved + used;
  }
}

char* tape::release() noexcept {
  end_ = room_end_ = nullptr;
  return std::exchange(data_, nullptr);
}

}  // namespace dataarts
