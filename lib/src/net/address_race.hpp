#ifndef DATAARTS_NET_ADDRESS_RACE_HPP
#define DATAARTS_NET_ADDRESS_RACE_HPP

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace dataarts::net {

using address = boost::asio::ip::tcp::endpoint;

/// The order of RFC 8305, section 4: IPv6 first, then the families in turns; within a family the order stays.
std::vector<address> interleave(std::vector<address> const& found);

/// "Happy eyeballs" (RFC 8305): which address to try next, and when. The first attempt begins at once, each further one
/// `stagger` after the one before it, or as soon as one has failed.
///
/// Pure: no sockets, no clock.
class address_race {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::steady_clock::duration;

  address_race(std::vector<address> in_order, duration stagger) : addresses_(std::move(in_order)), stagger_(stagger) {}

  /// The address whose attempt begins now; null if none is due. Valid as long as the race.
  address const* next(time_point now);

  /// One attempt has failed.
  void failed() noexcept;

  /// No further attempt begins.
  void end() noexcept { at_ = addresses_.size(); }

  /// When the next attempt is due; `time_point::max()` if none is left.
  time_point next_at() const noexcept { return at_ < addresses_.size() ? due_ : time_point::max(); }

  /// True if all attempts have failed and none is left.
  bool lost() const noexcept { return at_ == addresses_.size() && under_way_ == 0; }

 private:
  std::vector<address> addresses_;
  duration stagger_;
  std::size_t at_ = 0;  // of the next address
  std::size_t under_way_ = 0;
  time_point due_ = time_point::min();
};

}  // namespace dataarts::net

#endif
