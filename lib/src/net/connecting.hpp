#ifndef DATAARTS_NET_CONNECTING_HPP
#define DATAARTS_NET_CONNECTING_HPP

#include "net/address_health.hpp"
#include "net/address_race.hpp"
#include "net/poller.hpp"
#include "net/stream.hpp"

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <vector>

namespace dataarts::net {

/// The sockets of an `address_race`: connects to the addresses of one host until one of them accepts.
///
/// All sockets are watched under one tag. Which of them an event was for does not matter: `go_on` asks each.
class connecting {
 public:
  enum class progress {
    pending,    ///< again when the tag is ready, or at `next_at`
    connected,  ///< `take` and `peer`; the other attempts were closed
    failed,     ///< no address is left; `error` and `peer` tell of the attempt that says most
  };

  connecting(poller& watcher, std::uint64_t tag, address_health& health, std::vector<address> in_order,
             address_race::duration stagger)
      : poller_(watcher), tag_(tag), health_(health), race_(std::move(in_order), stagger) {}

  /// Looks at the attempts under way and begins those that are due.
  progress go_on(address_race::time_point now);

  /// The time is up: what has not answered counts as failed.
  void give_up(address_race::time_point now);

  /// When the next attempt is due; `time_point::max()` if none is left.
  address_race::time_point next_at() const noexcept { return race_.next_at(); }

  /// After `connected`: the socket, which is watched for writing if `watches_writing`.
  descriptor take() noexcept { return std::move(winner_); }
  bool watches_writing() const noexcept { return watches_writing_; }

  /// The address that the last attempt was for, or that won, or that `error` is about. Null before the first attempt.
  address const* peer() const noexcept { return peer_; }

  /// Attempts so far.
  std::size_t attempts() const noexcept { return begun_; }

  boost::system::error_code error() const noexcept { return error_; }

 private:
  struct attempt {
    address const* to = nullptr;
    descriptor socket;
  };

  bool begin(address const& to, address_race::time_point now);
  bool look(attempt& which, address_race::time_point now);
  void fail(address const& which, int error, address_race::time_point now);
  void win(attempt& which, bool watched, address_race::time_point now);

  poller& poller_;
  std::uint64_t tag_;
  address_health& health_;
  address_race race_;
  std::vector<attempt> under_way_;  // in the order in which they began
  descriptor winner_;
  bool watches_writing_ = false;
  address const* peer_ = nullptr;
  address const* blamed_ = nullptr;  // what `error_` is about
  std::size_t begun_ = 0;
  boost::system::error_code error_;
};

}  // namespace dataarts::net

#endif
