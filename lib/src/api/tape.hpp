#ifndef DATAARTS_API_TAPE_HPP
#define DATAARTS_API_TAPE_HPP

#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace dataarts {

/// Thrown when a tape would pass its limit.
struct tape_full : std::length_error {
  tape_full() : std::length_error("the decoded result passes the limit of its size") {}
  explicit tape_full(char const* why) : std::length_error(why) {}
};

/// A growing run of bytes from `std::malloc`, which can be given away.
///
/// It grows in small steps once it is large: `std::realloc` moves pages then, not bytes, and the peak of memory stays
/// close to what is used.
class tape {
 public:
  explicit tape(std::size_t limit) noexcept : limit_(limit) {}
  tape(tape const&) = delete;
  tape& operator=(tape const&) = delete;
  ~tape();

  std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - data_); }
  std::size_t capacity() const noexcept { return static_cast<std::size_t>(room_end_ - data_); }
  char* data() noexcept { return data_; }
  char const* data() const noexcept { return data_; }

  /// A place for at least `bytes` more; `set_end` says how many were written.
  char* room_for(std::size_t bytes) {
    if (static_cast<std::size_t>(room_end_ - end_) < bytes) [[unlikely]]
      grow(bytes);
    return end_;
  }
  void set_end(char* end) noexcept { end_ = end; }

  void append(char const* from, std::size_t bytes) { set_end(copy_short(room_for(bytes), from, bytes)); }
  void append(std::string_view bytes) { append(bytes.data(), bytes.size()); }

  /// Appends zero bytes up to a multiple of `alignment`.
  void align(std::size_t alignment) {
    auto const missing = (alignment - size() % alignment) % alignment;
    auto* const at = room_for(missing);
    std::memset(at, 0, missing);
    set_end(at + missing);
  }

  /// Drops everything from `size` on.
  void cut(std::size_t size) noexcept { end_ = data_ + size; }

  /// Makes room for so many bytes altogether, if that is within the limit.
  void reserve(std::size_t bytes);

  /// Gives back memory that is not used, if it is much.
  void fit() noexcept;

  /// Gives the memory away: `capacity()` bytes for `std::free`.
  char* release() noexcept;

  /// Copies bytes that are usually few, and gives the place behind the copy.
  static char* copy_short(char* to, char const* from, std::size_t bytes) noexcept {
    if (bytes > 16) {
      std::memcpy(to, from, bytes);
    } else if (bytes >= 8) {
      std::memcpy(to, from, 8);
      std::memcpy(to + bytes - 8, from + bytes - 8, 8);
    } else if (bytes >= 4) {
      std::memcpy(to, from, 4);
      std::memcpy(to + bytes - 4, from + bytes - 4, 4);
    } else if (bytes != 0) {
      to[0] = from[0];
      to[bytes / 2] = from[bytes / 2];
      to[bytes - 1] = from[bytes - 1];
    }
    return to + bytes;
  }

 private:
  void grow(std::size_t bytes);
  void resize_memory(std::size_t capacity);

  char* data_ = nullptr;
  char* end_ = nullptr;
  char* room_end_ = nullptr;
  std::size_t limit_;
};

}  // namespace dataarts

#endif
