#ifndef DATAARTS_MEMORY_CONNECTION_HPP
#define DATAARTS_MEMORY_CONNECTION_HPP

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace dataarts {

/// Is told that something may have become ready. Called under the lock of what it watches, from any thread: it has to
/// hand the news on, and must not call back.
class memory_watcher {
 public:
  memory_watcher() = default;
  memory_watcher(memory_watcher const&) = delete;
  memory_watcher& operator=(memory_watcher const&) = delete;
  virtual ~memory_watcher() = default;
  virtual void ready() noexcept = 0;
};

/// One end of a connection in memory (`memory_network.hpp`): non-blocking, bounded, and with the ends and errors of a
/// TCP connection on Linux. For the client and the mock server, not for programs.
///
/// Moves as a socket would; its destructor closes it. The two ends may be used by two threads.
class memory_end {
  // One side: what came for it and is not read, and what it was told.
  struct side {
    std::string unread;
    std::size_t read_to = 0;  // of `unread`
    bool open = true;
    bool said_end = false;
    bool told_end = false;
    int error = 0;      // of a reset, not told yet
    bool dead = false;  // told
    memory_watcher* watcher = nullptr;

    std::size_t size() const noexcept { return unread.size() - read_to; }
    void tell() const noexcept {
      if (watcher != nullptr) watcher->ready();
    }
    void reset() noexcept {
      if (!dead && error == 0) error = told_end ? EPIPE : ECONNRESET;
      tell();
    }
  };
  struct link {
    std::mutex mutex;
    std::string name;
    std::size_t capacity = 0;  // of each direction
    side sides[2];
  };

 public:
  /// What a step came to.
  struct result {
    std::size_t size = 0;
    int error = 0;  ///< of `errno`; EAGAIN: nothing can be done now
    bool ended = false;
  };

  struct readiness {
    bool readable = false;  ///< bytes, the end or an error
    bool writable = false;
    bool ended = false;  ///< nothing more will come
  };

  /// Both ends of a new connection.
  static std::pair<memory_end, memory_end> make_pair(std::string name, std::size_t capacity) {
    auto const made = std::make_shared<link>();
    made->name = std::move(name);
    made->capacity = capacity;
    return {memory_end(made, 0), memory_end(made, 1)};
  }

  memory_end() = default;
  memory_end(memory_end&& other) noexcept : link_(std::move(other.link_)), mine_(other.mine_) {}
  memory_end& operator=(memory_end&& other) noexcept {
    std::swap(link_, other.link_);
    std::swap(mine_, other.mine_);
    return *this;
  }
  ~memory_end() { close(); }

  /// The connection's, the same at both ends.
  std::string const& name() const noexcept { return link_->name; }

  result read(char* to, std::size_t size) {
    if (!link_) return {0, EBADF, false};
    std::lock_guard const lock(link_->mutex);
    auto& my = mine();
    if (!my.open) return {0, EBADF, false};
    if (my.size() > 0) {
      auto const full = my.size() == link_->capacity;
      auto const moved = my.unread.copy(to, size, my.read_to);
      my.read_to += moved;
      if (my.size() == 0) {
        my.unread.clear();
        my.read_to = 0;
      }
      if (full) theirs().tell();
      return {moved, 0, false};
    }
    if (my.told_end || my.dead) return {0, 0, true};
    if (my.error == 0) return {0, EAGAIN, false};
    my.dead = true;
    return {0, std::exchange(my.error, 0), false};
  }

  result write(char const* from, std::size_t size) {
    if (!link_) return {0, EBADF, false};
    std::lock_guard const lock(link_->mutex);
    auto& my = mine();
    auto& other = theirs();
    if (!my.open) return {0, EBADF, false};
    if (my.error != 0) {
      my.dead = true;
      return {0, std::exchange(my.error, 0), false};
    }
    if (my.dead || my.said_end) return {0, EPIPE, false};
    if (!other.open) {
      // It is on its way when the answer, a reset, comes.
      my.reset();
      return {size, 0, false};
    }
    auto const taken = std::min(size, link_->capacity - other.size());
    if (taken == 0) return {0, size == 0 ? 0 : EAGAIN, false};
    if (other.read_to > 0) other.unread.erase(0, std::exchange(other.read_to, 0));
    other.unread.append(from, taken);
    other.tell();
    return {taken, 0, false};
  }

  /// Nothing once it is closed here.
  readiness state() const noexcept {
    if (!link_) return {};
    std::lock_guard const lock(link_->mutex);
    auto const& my = mine();
    if (!my.open) return {};
    auto const& other = theirs();
    auto const ended = my.told_end || my.dead || my.error != 0;
    auto const writable = ended || !other.open || other.size() < link_->capacity;
    return {ended || my.size() > 0, writable, ended};
  }

  /// Bytes that came and are not read.
  std::size_t unread() const noexcept {
    if (!link_) return 0;
    std::lock_guard const lock(link_->mutex);
    return mine().size();
  }

  /// Null: nobody. When this returns, the watcher of before is not being told anything.
  void watch(memory_watcher* watcher) noexcept {
    if (!link_) return;
    std::lock_guard const lock(link_->mutex);
    mine().watcher = watcher;
  }

  /// The other side reads the end after all that was written.
  void shutdown_send() noexcept {
    if (!link_) return;
    std::lock_guard const lock(link_->mutex);
    say_end();
  }

  /// As a socket is closed: with a reset if something is unread.
  void close() noexcept { leave(false); }

  /// With a reset in any case; what was written before is still read.
  void reset() noexcept { leave(true); }

 private:
  memory_end(std::shared_ptr<link> which, std::size_t mine) noexcept : link_(std::move(which)), mine_(mine) {}

  side& mine() const noexcept { return link_->sides[mine_]; }
  side& theirs() const noexcept { return link_->sides[1 - mine_]; }

  void say_end() noexcept {
    if (std::exchange(mine().said_end, true)) return;
    theirs().told_end = true;
    theirs().tell();
  }

  void leave(bool reset) noexcept {
    if (!link_) return;
    std::lock_guard const lock(link_->mutex);
    auto& my = mine();
    if (!std::exchange(my.open, false)) return;
    my.watcher = nullptr;
    if (reset || my.size() > 0) {
      theirs().reset();
    } else {
      say_end();
    }
    // One that waits for room would wait for ever.
    theirs().tell();
    my.unread = {};
    my.read_to = 0;
  }

  std::shared_ptr<link> link_;
  std::size_t mine_ = 0;
};

}  // namespace dataarts

#endif
