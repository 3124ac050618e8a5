#include <dataarts/memory_network.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(net_memory_network)

namespace {

using dataarts::memory_end;
using dataarts::memory_network;

struct counting final : dataarts::memory_watcher {
  int told = 0;
  void ready() noexcept override { ++told; }
};

// What a read gives: bytes, "end", "nothing", or the number of an error.
std::string read(memory_end& from, std::size_t most = 100) {
  std::array<char, 100> room{};
  auto const got = from.read(room.data(), most);
  if (got.ended) return "end";
  if (got.error == EAGAIN) return "nothing";
  if (got.error != 0) return std::to_string(got.error);
  return {room.data(), got.size};
}

std::string write(memory_end& to, std::string const& bytes) {
  auto const put = to.write(bytes.data(), bytes.size());
  if (put.error == EAGAIN) return "full";
  if (put.error != 0) return std::to_string(put.error);
  return std::to_string(put.size);
}

auto const reset_by_peer = std::to_string(ECONNRESET);
auto const broken_pipe = std::to_string(EPIPE);

struct connected {
  memory_end one;
  memory_end other;

  explicit connected(std::size_t capacity = 1000) {
    auto made = memory_end::make_pair("x", capacity);
    one = std::move(made.first);
    other = std::move(made.second);
  }
};

BOOST_AUTO_TEST_CASE(bytes_go_both_ways) {
  connected pair;
  BOOST_TEST(read(pair.one) == "nothing");
  BOOST_TEST(write(pair.one, "abc") == "3");
  BOOST_TEST(write(pair.other, "xyz") == "3");
  BOOST_TEST(read(pair.other, 2) == "ab");
  BOOST_TEST(write(pair.one, "de") == "2");
  BOOST_TEST(read(pair.other) == "cde");
  BOOST_TEST(read(pair.other) == "nothing");
  BOOST_TEST(read(pair.one) == "xyz");
}

BOOST_AUTO_TEST_CASE(no_more_is_kept_than_there_is_room_for) {
  counting room;  // has to outlive the end that tells it
  connected pair(4);
  BOOST_TEST(write(pair.one, "abcdef") == "4");
  BOOST_TEST(!pair.one.state().writable);
  BOOST_TEST(write(pair.one, "ef") == "full");
  pair.one.watch(&room);
  BOOST_TEST(read(pair.other, 3) == "abc");
  BOOST_TEST(room.told == 1);
  BOOST_TEST(write(pair.one, "efgh") == "3");
  BOOST_TEST(read(pair.other) == "defg");
}

BOOST_AUTO_TEST_CASE(an_end_comes_after_the_bytes) {
  connected pair;
  write(pair.one, "abc");
  pair.one.shutdown_send();
  BOOST_TEST(write(pair.one, "d") == broken_pipe);
  BOOST_TEST(pair.other.state().ended);
  BOOST_TEST(read(pair.other) == "abc");
  BOOST_TEST(read(pair.other) == "end");
  BOOST_TEST(read(pair.other) == "end");
  // The other direction is still there.
  BOOST_TEST(write(pair.other, "xyz") == "3");
  BOOST_TEST(read(pair.one) == "xyz");
  pair.other.close();
  BOOST_TEST(read(pair.one) == "end");
}

BOOST_AUTO_TEST_CASE(a_reset_is_told_once_after_the_bytes) {
  connected pair;
  write(pair.one, "abc");
  pair.one.reset();
  BOOST_TEST(read(pair.other) == "abc");
  BOOST_TEST(read(pair.other) == reset_by_peer);
  BOOST_TEST(read(pair.other) == "end");
  BOOST_TEST(write(pair.other, "x") == broken_pipe);
}

BOOST_AUTO_TEST_CASE(closing_with_something_unread_is_a_reset) {
  connected pair;
  write(pair.one, "abc");
  pair.other.close();
  BOOST_TEST(read(pair.one) == reset_by_peer);
}

BOOST_AUTO_TEST_CASE(writing_to_one_that_has_closed_is_answered_by_a_reset) {
  connected pair;
  pair.other.close();
  BOOST_TEST(write(pair.one, "abc") == "3");
  BOOST_TEST(write(pair.one, "def") == broken_pipe);
  BOOST_TEST(read(pair.one) == "end");
}

BOOST_AUTO_TEST_CASE(the_other_side_is_told_of_everything) {
  counting watcher;  // has to outlive the end that tells it
  connected pair;
  pair.other.watch(&watcher);
  write(pair.one, "a");
  BOOST_TEST(watcher.told == 1);
  pair.one.shutdown_send();
  BOOST_TEST(watcher.told == 2);
  pair.other.watch(nullptr);
  pair.one.close();
  BOOST_TEST(watcher.told == 2);
  BOOST_TEST(!pair.one.state().readable);
}

struct net_fixture {
  std::shared_ptr<memory_network> net = std::make_shared<memory_network>();
  boost::system::error_code error;
};

BOOST_FIXTURE_TEST_CASE(ports_are_given_in_order_and_back, net_fixture) {
  auto first = net->listen(0);
  auto const second = net->listen(0);
  BOOST_TEST(first->port() == 49152);
  BOOST_TEST(second->port() == 49153);
  BOOST_CHECK_THROW(net->listen(49152), boost::system::system_error);
  first.reset();
  BOOST_TEST(net->listen(0)->port() == 49152);
  BOOST_TEST(net->listen(443)->port() == 443);
}

BOOST_FIXTURE_TEST_CASE(a_connection_waits_to_be_accepted, net_fixture) {
  auto const port = net->listen(80);
  auto mine = net->dial(80, error);
  BOOST_TEST(!error);
  write(mine, "early");
  auto theirs = port->accept();
  BOOST_TEST_REQUIRE(theirs.has_value());
  BOOST_TEST(mine.name() == theirs->name());
  BOOST_TEST(read(*theirs) == "early");
  BOOST_TEST(!port->accept().has_value());
}

BOOST_FIXTURE_TEST_CASE(where_nobody_listens_connections_are_refused, net_fixture) {
  net->dial(80, error);
  BOOST_TEST(error == boost::system::errc::connection_refused);
  auto port = net->listen(80);
  auto waiting = net->dial(80, error);
  port->refuse(true);
  BOOST_TEST(read(waiting) == reset_by_peer);
  net->dial(80, error);
  BOOST_TEST(error == boost::system::errc::connection_refused);
  port->refuse(false);
  auto again = net->dial(80, error);
  BOOST_TEST(!error);
  port.reset();
  BOOST_TEST(read(again) == reset_by_peer);
  net->dial(80, error);
  BOOST_TEST(error == boost::system::errc::connection_refused);
}

// Not bad_weak_ptr, which says nothing to anybody.
BOOST_AUTO_TEST_CASE(a_network_that_nothing_keeps_says_so) {
  memory_network alone;
  try {
    alone.listen(80);
    BOOST_TEST(false);
  } catch (std::logic_error const& problem) {
    BOOST_TEST(std::string(problem.what()).find("std::make_shared<dataarts::memory_network>()") != std::string::npos);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
