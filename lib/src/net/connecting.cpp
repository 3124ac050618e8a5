#include "net/connecting.hpp"

#include <boost/system/system_category.hpp>
#include <boost/system/system_error.hpp>

#include <cerrno>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace dataarts::net {

namespace {

/// The machine has no way to that family at all: says less than what another address answered.
bool says_little(int error) {
  return error == ENETUNREACH || error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EHOSTUNREACH;
}

bool is_out_of_descriptors(int error) { return error == EMFILE || error == ENFILE; }

int connect_to(descriptor const& socket, address const& to) {
  return ::connect(socket.get(), to.data(), static_cast<socklen_t>(to.size())) == 0 ? 0 : errno;
}

}  // namespace

connecting::progress connecting::go_on(address_race::time_point now) {
  for (std::size_t i = 0; i < under_way_.size();) {
    if (look(under_way_[i], now)) return progress::connected;
    if (under_way_[i].socket.is_open()) {
      ++i;
    } else {
      under_way_.erase(under_way_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  while (auto const* const to = race_.next(now)) {
    if (begin(*to, now)) return progress::connected;
  }
  if (!race_.lost()) return progress::pending;
  peer_ = blamed_ != nullptr ? blamed_ : peer_;
  return progress::failed;
}

/// True if it is connected already, as on the loopback interface.
bool connecting::begin(address const& to, address_race::time_point now) {
  peer_ = &to;
  ++begun_;
  attempt made{&to, descriptor(::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                                        to.protocol().protocol()))};
  if (!made.socket.is_open()) {
    int const error = errno;
    fail(to, error, now);
    if (is_out_of_descriptors(error)) race_.end();  // another address would not help
    return false;
  }
  int const on = 1;
  ::setsockopt(made.socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  int const error = connect_to(made.socket, to);
  if (error != 0 && error != EINPROGRESS) {
    fail(to, error, now);
    return false;
  }
  try {
    poller_.add(made.socket.get(), tag_, error != 0);
  } catch (boost::system::system_error const& problem) {
    fail(to, problem.code().value(), now);
    race_.end();
    return false;
  }
  if (error == 0) {
    win(made, false, now);
    return true;
  }
  under_way_.push_back(std::move(made));
  return false;
}

/// Connecting once more tells what became of the first time. True if it succeeded.
bool connecting::look(attempt& which, address_race::time_point now) {
  int const error = connect_to(which.socket, *which.to);
  if (error == EALREADY || error == EINPROGRESS || error == EINTR) return false;
  if (error == 0 || error == EISCONN) {
    win(which, true, now);
    return true;
  }
  which.socket.close();
  fail(*which.to, error, now);
  return false;
}

void connecting::fail(address const& which, int error, address_race::time_point now) {
  race_.failed();
  // What this machine lacks is no fault of the address.
  if (!is_out_of_descriptors(error)) health_.failed(which, now);
  if (blamed_ != nullptr && says_little(error)) return;
  blamed_ = &which;
  error_ = {error, boost::system::system_category()};
}

void connecting::win(attempt& which, bool watched, address_race::time_point now) {
  auto const* const to = which.to;
  winner_ = std::move(which.socket);
  watches_writing_ = watched;
  peer_ = to;
  race_.end();
  // Those that began earlier had more time, and did not use it.
  for (auto const& each : under_way_) {
    if (each.to < to && each.socket.is_open()) health_.failed(*each.to, now);
  }
  under_way_.clear();
}

void connecting::give_up(address_race::time_point now) {
  for (auto const& each : under_way_) health_.failed(*each.to, now);
  under_way_.clear();
  race_.end();
}

}  // namespace dataarts::net
