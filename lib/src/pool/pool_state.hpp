#ifndef DATAARTS_POOL_POOL_STATE_HPP
#define DATAARTS_POOL_POOL_STATE_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dataarts::pool {

/// The bookkeeping of a connection pool: which slots are opening, busy or idle, and which may be used again.
///
/// Pure: no sockets, no clock, no lock. A slot stands for one connection; the caller keeps the connections themselves.
class pool_state {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::steady_clock::duration;
  using slot = std::uint32_t;

  struct limits {
    std::size_t max_connections = 16;
    duration idle_timeout = std::chrono::seconds(30);
    duration max_age = std::chrono::minutes(5);
  };

  explicit pool_state(limits const& bounds);

  /// True if one more connection should be opened for `waiting` waiting calls: there is room, and fewer are being
  /// opened than calls wait.
  bool should_open(std::size_t waiting) const noexcept;

  /// Takes a free slot; its connection is being opened. Requires room.
  slot begin_open();

  /// The connection is open and busy.
  void opened(slot which, time_point now) noexcept;

  /// Makes the idle connection that was used last busy, so that surplus ones can grow old; nothing if none is fit.
  std::optional<slot> take_idle(time_point now) noexcept;

  /// How long the connection was idle before it was taken, if it was idle at all.
  duration idle_for(slot which, time_point now) const noexcept { return now - slots_[which].idle_since; }

  /// True if the busy connection may serve another call at once.
  bool fit_for_reuse(slot which, time_point now) const noexcept;

  /// The busy connection becomes idle. Requires `fit_for_reuse`.
  void give_back(slot which, time_point now);

  /// An idle connection that must be closed by now: unused for too long, or too old. Its slot is free then.
  std::optional<slot> take_expired(time_point now) noexcept;

  /// The connection, in whatever state, is gone.
  void remove(slot which) noexcept;

  std::size_t opening() const noexcept { return opening_; }
  std::size_t idle() const noexcept { return idle_.size(); }
  std::size_t open() const noexcept { return open_; }  ///< busy or idle

 private:
  enum class phase : std::uint8_t { free, opening, busy, idle };

  struct entry {
    phase state = phase::free;
    time_point opened_at{};
    time_point idle_since{};
  };

  bool expired(entry const& which, time_point now) const noexcept;

  limits limits_;
  std::vector<entry> slots_;
  std::vector<slot> free_;
  std::vector<slot> idle_;  // the back was used last
  std::size_t opening_ = 0;
  std::size_t open_ = 0;
};

}  // namespace dataarts::pool

#endif
