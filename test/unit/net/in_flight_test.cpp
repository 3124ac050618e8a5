#include <dataarts/in_flight.hpp>

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(net_in_flight)

namespace {

using dataarts::in_flight;
using namespace std::chrono_literals;

struct flights_fixture {
  std::shared_ptr<in_flight> all = std::make_shared<in_flight>();
  in_flight::time_point now{1min};

  bool settled() const { return all->settled(now); }
  std::string told() const { return all->describe(now); }
};

BOOST_FIXTURE_TEST_CASE(a_client_that_connects_is_on_its_way, flights_fixture) {
  BOOST_TEST(settled());
  {
    in_flight::client_end const client(all);
    BOOST_TEST(!settled());
    BOOST_TEST(told() == "1 connecting");
  }
  BOOST_TEST(settled());
  BOOST_TEST(told() == "no client waits for an answer");
}

BOOST_FIXTURE_TEST_CASE(an_answer_is_on_its_way_until_it_is_parked_or_there, flights_fixture) {
  in_flight::client_end client(all);
  client.connected("a");
  BOOST_TEST(told() == "the client a waits for a server that is no mock server of this clock");
  in_flight::server_end server(all, "a");
  BOOST_TEST(!settled());
  BOOST_TEST(told() == "the client a waits for an answer that is on its way");
  server.park(now + 1s);
  BOOST_TEST(settled());
  BOOST_TEST(told() == "the client a waits for an answer that is delayed");
  now += 1s;
  BOOST_TEST(!settled());
  BOOST_TEST(told() == "the client a waits for an answer that is due");
  server.go_on();
  server.wrote(10);
  BOOST_TEST(!settled());
  client.read(10);
  BOOST_TEST(!settled());  // it waits for more
  client.wait(false);
  BOOST_TEST(settled());
}

BOOST_FIXTURE_TEST_CASE(what_was_sent_before_it_was_parked_has_to_be_read, flights_fixture) {
  in_flight::server_end server(all, "a");
  in_flight::client_end client(all);
  client.connected("a");
  server.wrote(10);
  server.park(in_flight::time_point::max());
  BOOST_TEST(!settled());
  BOOST_TEST(told() == "the client a has not read yet what its server has sent");
  client.read(9);
  BOOST_TEST(!settled());
  client.read(1);
  BOOST_TEST(settled());
  BOOST_TEST(told() == "the client a waits for an answer that never comes");
}

BOOST_FIXTURE_TEST_CASE(a_server_has_to_see_that_its_client_has_gone, flights_fixture) {
  in_flight::server_end server(all, "a");
  in_flight::client_end client(all);
  client.connected("a");
  client.close();
  BOOST_TEST(!settled());
  BOOST_TEST(told() == "the client a has gone, which its server has not seen yet");
  // It looks when the time has passed, not before.
  server.park(now + 1s);
  BOOST_TEST(settled());
  server.park(in_flight::time_point::max());
  BOOST_TEST(!settled());
  server.close();
  BOOST_TEST(settled());
}

BOOST_FIXTURE_TEST_CASE(a_client_that_waits_has_to_see_that_its_server_has_closed, flights_fixture) {
  in_flight::client_end client(all);
  client.connected("a");
  in_flight::server_end server(all, "a");
  server.park(in_flight::time_point::max());
  server.close();
  BOOST_TEST(!settled());
  BOOST_TEST(told() == "the client a has not seen yet that its server closed the connection");
  client.wait(false);
  BOOST_TEST(settled());
}

BOOST_FIXTURE_TEST_CASE(other_clients_of_a_server_do_not_matter, flights_fixture) {
  in_flight::server_end const server(all, "a");
  BOOST_TEST(settled());
}

BOOST_FIXTURE_TEST_CASE(a_server_knows_when_all_is_read, flights_fixture) {
  in_flight::server_end server(all, "a");
  BOOST_TEST(!server.all_read());  // its client may be one that notes nothing
  server.wrote(10);
  BOOST_TEST(!server.all_read());
  in_flight::client_end client(all);
  client.connected("a");
  client.read(9);
  BOOST_TEST(!server.all_read());
  client.read(1);
  BOOST_TEST(server.all_read());
  server.wrote(1);
  BOOST_TEST(!server.all_read());
  client.close();
  BOOST_TEST(server.all_read());
  in_flight::server_end const other(nullptr, "b");
  BOOST_TEST(!other.all_read());
}

BOOST_FIXTURE_TEST_CASE(each_step_changes_the_fingerprint, flights_fixture) {
  auto last = all->fingerprint();
  auto const changed = [&] { return std::exchange(last, all->fingerprint()) != last; };
  BOOST_TEST(!changed());
  in_flight::client_end client(all);
  BOOST_TEST(changed());
  client.connected("a");
  BOOST_TEST(changed());
  in_flight::server_end server(all, "a");
  BOOST_TEST(changed());
  server.park(now);
  BOOST_TEST(changed());
  server.go_on();
  BOOST_TEST(changed());
  server.wrote(1);
  BOOST_TEST(changed());
  client.read(1);
  BOOST_TEST(changed());
  client.wait(false);
  BOOST_TEST(changed());
  BOOST_TEST(settled());
  BOOST_TEST(server.all_read());
  BOOST_TEST(!changed());
  client.close();
  BOOST_TEST(changed());
  server.close();
  BOOST_TEST(changed());
}

BOOST_FIXTURE_TEST_CASE(a_port_may_be_used_again, flights_fixture) {
  in_flight::server_end delayed(all, "a");
  in_flight::client_end first(all);
  first.connected("a");
  delayed.park(now + 1s);
  first.close();
  in_flight::client_end second(all);
  second.connected("a");
  BOOST_TEST(!settled());
  in_flight::server_end server(all, "a");
  server.park(now + 2s);
  BOOST_TEST(settled());
  delayed.close();
  BOOST_TEST(settled());
  server.go_on();
  BOOST_TEST(!settled());
}

BOOST_AUTO_TEST_CASE(without_a_clock_that_counts_nothing_happens) {
  in_flight::client_end client(nullptr);
  in_flight::server_end server(nullptr, "a");
  client.connected("a");
  client.wait(true);
  server.wrote(1);
  server.park({});
  BOOST_TEST(!client.counts());
}

BOOST_AUTO_TEST_CASE(connections_are_named_for_the_clients_socket) {
  BOOST_TEST(in_flight::name_of(boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 80)) ==
             "127.0.0.1:80");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
