#ifndef DATAARTS_MOCK_INPUT_BUFFER_HPP
#define DATAARTS_MOCK_INPUT_BUFFER_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace dataarts::mock {

/// The bytes of one connection that are read and not yet done with, in one piece: first the header of the current
/// message, which stays until its answer is decided, then what is not parsed yet. Starts small, since most
/// connections are idle, and doubles when a read fills it.
class input_buffer {
 public:
  static constexpr std::size_t first_size = 512;

  /// Room for one read: at least one byte, unless `limit` bytes are held.
  std::pair<char*, std::size_t> prepare(std::size_t limit) {
    if (begin_ > 0 || parsed_ > kept_) compact();
    if (end_ == capacity_ && capacity_ < limit) reserve(std::min(limit, std::max(first_size, capacity_ * 2)));
    if (filled_ && end_ == 0 && capacity_ * 2 <= comfortable_size) reserve(capacity_ * 2);
    return {bytes_.get() + end_, capacity_ - end_};
  }
  void commit(std::size_t read) noexcept {
    end_ += read;
    filled_ = end_ == capacity_;
  }

  /// Where the current message begins. Its positions are counted from here.
  char const* message() const noexcept { return bytes_.get() + begin_; }

  std::string_view unparsed() const noexcept { return {bytes_.get() + parsed_, end_ - parsed_}; }
  void parsed(std::size_t count) noexcept { parsed_ += count; }

  /// What is parsed so far is the header of the message, and is kept until `next_message`.
  void keep_parsed() noexcept { kept_ = parsed_; }
  std::size_t kept_size() const noexcept { return kept_ - begin_; }

  /// The current message is done with. `message()` and what was read from it are invalid afterwards.
  void next_message() noexcept {
    if (parsed_ == end_) parsed_ = end_ = 0;
    begin_ = kept_ = parsed_;
  }

  /// Gives memory back that a large message has taken, while nothing is held.
  void shrink() noexcept {
    if (end_ != 0 || capacity_ <= comfortable_size) return;
    bytes_.reset();
    capacity_ = 0;
    filled_ = false;
  }

  std::size_t capacity() const noexcept { return capacity_; }

 private:
  static constexpr std::size_t comfortable_size = 8 * 1024;

  void compact() noexcept {
    auto const kept = kept_ - begin_;
    auto const unparsed_size = end_ - parsed_;
    if (begin_ > 0) std::memmove(bytes_.get(), bytes_.get() + begin_, kept);
    std::memmove(bytes_.get() + kept, bytes_.get() + parsed_, unparsed_size);
    begin_ = 0;
    kept_ = parsed_ = kept;
    end_ = kept + unparsed_size;
  }

  void reserve(std::size_t capacity) {
    std::unique_ptr<char[]> larger(new char[capacity]);
    if (end_ != 0) std::memcpy(larger.get(), bytes_.get(), end_);
    bytes_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;   // of the current message
  std::size_t kept_ = 0;    // end of its header
  std::size_t parsed_ = 0;  // end of what the parser has taken
  std::size_t end_ = 0;     // end of what was read
  bool filled_ = false;     // the last read took all the room there was
};

}  // namespace dataarts::mock

#endif
