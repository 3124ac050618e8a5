#ifndef DATAARTS_NET_ADDRESS_HEALTH_HPP
#define DATAARTS_NET_ADDRESS_HEALTH_HPP

#include "net/address_race.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <vector>

namespace dataarts::net {

/// Remembers which addresses gave no connection lately, so that they are tried last.
///
/// An address that fails is put back for a second, and for twice as long each time that it fails after that, up to a
/// minute; a connection that comes about clears it. It is never left out altogether: if all others fail, too, or it is
/// the only one, it is tried as ever. Pure: no sockets, no clock. Bounded: the address whose time is over first is
/// forgotten when there are too many.
class address_health {
 public:
  using time_point = address_race::time_point;
  using duration = address_race::duration;

  static constexpr duration first_pause = std::chrono::seconds(1);
  static constexpr duration longest_pause = std::chrono::seconds(60);
  static constexpr std::size_t capacity = 64;

  /// No connection came of it. Connections that were opened at the same time count once: while it is put back, further
  /// failures change nothing.
  void failed(address const& which, time_point now);

  void succeeded(address const& which) noexcept { known_.erase(which); }

  bool put_back(address const& which, time_point now) const noexcept;

  /// Moves those that are put back to the end, that which comes up again first before the others.
  void sort(std::vector<address>& addresses, time_point now) const;

  std::size_t size() const noexcept { return known_.size(); }

 private:
  struct record {
    duration pause{};
    time_point until{};
  };

  std::map<address, record> known_;
};

}  // namespace dataarts::net

#endif
