#include <dataarts/mock/documented_answers.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <utility>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_connection)

namespace {

namespace mock = dataarts::mock;
using test::mock_request;
using test::raw_client;

std::string const finished = mock_request("a1ad-448a-9d56-4154193d49c5");

BOOST_FIXTURE_TEST_CASE(listens_on_a_free_loopback_port_when_the_constructor_returns, test::mock_fixture) {
  auto& first = start();
  mock::server second(context);
  BOOST_TEST(first.port() != 0);
  BOOST_TEST(first.port() != second.port());
  BOOST_TEST(first.url() == "http://127.0.0.1:" + std::to_string(first.port()));
  BOOST_TEST(first.ca_pem().empty());
  boost::asio::ip::tcp::socket socket(context);
  socket.connect({boost::asio::ip::address_v4::loopback(), first.port()});  // before the context runs
}

BOOST_FIXTURE_TEST_CASE(a_port_in_use_is_named, test::mock_fixture) {
  mock::options again;
  again.port = start().port();
  auto const names_it = [&](boost::system::system_error const& error) {
    return std::string(error.what()).starts_with("cannot listen on 127.0.0.1:" + std::to_string(again.port)) &&
           error.code() == boost::asio::error::address_in_use;
  };
  BOOST_CHECK_EXCEPTION(start(again), boost::system::system_error, names_it);
}

BOOST_FIXTURE_TEST_CASE(ipv6_is_served, test::mock_fixture) {
  mock::options settings;
  settings.host = "::1";
  auto& made = start(settings);
  BOOST_TEST(made.url() == "http://[::1]:" + std::to_string(made.port()));
}

BOOST_FIXTURE_TEST_CASE(one_connection_serves_many_requests, test::mock_fixture) {
  raw_client client(context, start().port());
  for (int i = 0; i < 100; ++i) {
    client.send(finished);
    auto const answer = client.answer();
    BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(answer.ends_with("\r\n\r\n" + std::string(mock::documented_answers::finished_body())));
  }
  auto const counts = server->counters();
  BOOST_TEST(counts.connections_opened == 1U);
  BOOST_TEST(counts.connections_open == 1U);
  BOOST_TEST(counts.requests == 100U);
}

BOOST_FIXTURE_TEST_CASE(more_connections_than_allowed_are_reset, test::mock_fixture) {
  mock::options settings;
  settings.max_connections = 2;
  auto const port = start(settings).port();
  raw_client first(context, port);
  std::optional<raw_client> second(std::in_place, context, port);
  for (auto* const each : {&first, &*second}) {
    each->send(finished);
    BOOST_TEST(each->answer().starts_with("HTTP/1.1 200 OK\r\n"));
  }
  raw_client third(context, port);
  BOOST_TEST(third.until_closed().empty());
  BOOST_TEST(third.ended_with() == boost::asio::error::connection_reset);
  BOOST_TEST(server->counters().connections_turned_away == 1U);
  BOOST_TEST(server->counters().connections_opened == 2U);

  second.reset();  // its place is free again
  test::run_until(context, [&] { return server->counters().connections_open == 1U; });
  raw_client fourth(context, port);
  fourth.send(finished);
  BOOST_TEST(fourth.answer().starts_with("HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(server->counters().connections_turned_away == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_counters_follow_the_connections, test::mock_fixture) {
  start();
  {
    raw_client first(context, server->port());
    raw_client second(context, server->port());
    first.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
    first.answer();
    second.send("nonsense\r\n\r\n");
    second.until_closed();
    second.socket().close();
    test::run_until(context, [&] { return server->counters().connections_open == 1; });
  }
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
  auto const counts = server->counters();
  BOOST_TEST(counts.connections_opened == 2U);
  BOOST_TEST(counts.unmatched == 1U);
  BOOST_TEST(counts.malformed == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_ends_its_side_still_gets_its_answers, test::mock_fixture) {
  raw_client client(context, start().port());
  client.send(finished + mock_request("running"));
  client.end();
  auto const all = client.until_closed();
  BOOST_TEST(all.find("FINISHED") < all.find("RUNNING"));
  BOOST_TEST(all.find("RUNNING") != std::string::npos);
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(connection_close_ends_it_without_a_reset, test::mock_fixture) {
  raw_client client(context, start().port());
  client.send(mock_request("running", "Connection: close\r\n") + finished);
  auto const all = client.until_closed();
  BOOST_TEST(all.find("Connection: close\r\n") != std::string::npos);
  BOOST_TEST(all.find("FINISHED") == std::string::npos);
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(a_refused_upload_still_shows_its_answer, test::mock_fixture) {
  raw_client client(context, start().port());
  client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n");
  client.send(std::string(300'000, 'x'));  // is read and thrown away, so that the answer is not lost by a reset
  BOOST_TEST(client.until_closed().starts_with("HTTP/1.1 413 "));
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_does_not_read_is_waited_for, test::mock_fixture) {
  raw_client client(context, start().port());
  // More answers than the two sockets hold, so that the server has to stop reading and to go on later.
  constexpr std::size_t count = 20'000;
  std::string requests;
  for (std::size_t i = 0; i < count; ++i) requests += finished;
  bool sent = false;
  boost::asio::async_write(client.socket(), boost::asio::buffer(requests),
                           [&](boost::system::error_code error, std::size_t) { sent = !error; });
  test::settle(context);
  auto const answered_unread = server->counters().requests;
  BOOST_TEST(answered_unread < count);
  std::size_t answers = 0;
  while (answers < count && client.answer().ends_with("}")) ++answers;
  BOOST_TEST(answers == count);
  BOOST_TEST(sent);
}

BOOST_FIXTURE_TEST_CASE(a_reset_connection_is_forgotten, test::mock_fixture) {
  start();
  for (int i = 0; i < 20; ++i) {
    raw_client client(context, server->port());
    client.send(finished + "GET /half");
    client.socket().set_option(boost::asio::socket_base::linger(true, 0));
    client.socket().close();
  }
  test::run_until(context, [&] { return server->counters().connections_opened == 20; });
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
  BOOST_TEST(server->counters().connections_opened == 20U);
}

BOOST_FIXTURE_TEST_CASE(options_out_of_range_are_named, test::mock_fixture) {
  auto const refusal = [&](auto change) {
    mock::options settings;
    change(settings);
    try {
      start(settings);
    } catch (std::invalid_argument const& why) {
      return std::string(why.what());
    }
    return std::string("accepted");
  };
  BOOST_TEST(refusal([](auto& s) { s.host = "localhost"; }) ==
             "host is 'localhost'; it has to be an IPv4 or IPv6 address");
  BOOST_TEST(refusal([](auto& s) { s.limits.max_header = 1; }) ==
             "limits.max_header is 1; it has to be between 1024 and 1048576");
  BOOST_TEST(refusal([](auto& s) { s.timeouts.idle = std::chrono::seconds(0); }) ==
             "timeouts.idle is 0 ms; it has to be more than 0");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
