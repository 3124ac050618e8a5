#include "tape.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace dataarts {

namespace {

constexpr std::size_t smallest = 4096;

// From here on, growing moves pages: small steps cost little and save memory.
constexpr std::size_t large = 256 * 1024;

}  // namespace

tape::~tape() { std::free(data_); }

void tape::reserve(std::size_t bytes) {
  if (bytes > capacity()) resize_memory(std::min(bytes, limit_));
}

void tape::grow(std::size_t bytes) {
  if (bytes > limit_ - size()) throw tape_full();
  auto const needed = size() + bytes;
  auto const step = capacity() < large ? capacity() : capacity() / 16;
  resize_memory(std::min(std::max({smallest, needed, capacity() + step}), limit_));
}

void tape::resize_memory(std::size_t capacity) {
  auto const used = size();
  auto* const moved = static_cast<char*>(std::realloc(data_, capacity));
  if (moved == nullptr) throw std::bad_alloc();
  data_ = moved;
  end_ = moved + used;
  room_end_ = moved + capacity;
}

char* tape::release() noexcept {
  // A little room that stays costs less than giving it back, and lets the heap use the memory again as it is.
  auto* given = data_;
  if (capacity() - size() > capacity() / 8) {
    if (auto* const shrunk = static_cast<char*>(std::realloc(data_, size()))) given = shrunk;
  }
  data_ = end_ = room_end_ = nullptr;
  return given;
}

}  // namespace dataarts
