#include <boost/test/unit_test.hpp>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_timeouts)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::mock_request;
using test::raw_client;

// Waits for each request; answers after a delay.
class late_answers final : public mock::answer_source {
 public:
  mock::decision decide(mock::request_view const&) override {
    return {std::make_shared<mock::answer const>(200, "late"), 3s};
  }
};

struct fixture : test::mock_fixture {
  /// The server has taken in what the client sent, and waits for more.
  void arrive(raw_client& client, std::string const& bytes) {
    client.send(bytes);
    // A second connection, that is answered after the bytes of the first were read: they were there before.
    raw_client after(context, server->port());
    after.send(mock_request("running"));
    after.answer();
  }
};

BOOST_FIXTURE_TEST_CASE(an_idle_connection_is_closed_after_the_idle_time, fixture) {
  raw_client client(context, start().port());
  client.send(mock_request("running"));
  client.answer();
  advance(74'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
  BOOST_TEST(server->counters().idle_closed == 1U);
  BOOST_TEST(server->counters().connections_open == 0U);
}

BOOST_FIXTURE_TEST_CASE(each_request_starts_the_idle_time_anew, fixture) {
  raw_client client(context, start().port());
  for (int i = 0; i < 5; ++i) {
    client.send(mock_request("running"));
    BOOST_TEST(client.answer().starts_with("HTTP/1.1 200"));
    advance(60s);
    BOOST_TEST(!client.readable());
  }
}

BOOST_FIXTURE_TEST_CASE(a_connection_that_never_asks_is_idle_too, fixture) {
  raw_client client(context, start().port());
  arrive(client, "\r\n");
  advance(75s);
  BOOST_TEST(client.until_closed() == "");
}

BOOST_FIXTURE_TEST_CASE(blank_lines_do_not_renew_the_idle_time, fixture) {
  raw_client client(context, start().port());
  for (int i = 0; i < 3; ++i) {
    arrive(client, "\r\n");
    advance(20s);
  }
  client.send(mock_request("running"));  // but a request does
  client.answer();
  for (int i = 0; i < 4; ++i) {
    advance(15s);
    arrive(client, "\r\n\r\n");
  }
  advance(14'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST_REQUIRE(client.readable());
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(server->counters().idle_closed == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_header_time_begins_after_blank_lines, fixture) {
  raw_client client(context, start().port());
  arrive(client, "\r\n");
  advance(70s);
  arrive(client, "GET /");
  advance(9'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST_REQUIRE(client.readable());
  BOOST_TEST(client.answer().starts_with("HTTP/1.1 408"));
}

BOOST_FIXTURE_TEST_CASE(a_header_that_trickles_in_gets_408, fixture) {
  raw_client client(context, start().port());
  arrive(client, "GET / HTTP/1.1\r\n");
  for (int i = 0; i < 9; ++i) {
    advance(1s);
    arrive(client, "X-" + std::to_string(i) + ": 1\r\n");  // progress does not help: the header as a whole has a limit
  }
  advance(999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST(client.answer().starts_with("HTTP/1.1 408 Request Timeout"));
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
  BOOST_TEST(server->counters().timed_out == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_header_time_begins_with_the_second_request_too, fixture) {
  raw_client client(context, start().port());
  arrive(client, mock_request("running") + "GET /");
  client.answer();
  advance(10s);
  BOOST_TEST(client.answer().starts_with("HTTP/1.1 408"));
}

BOOST_FIXTURE_TEST_CASE(a_body_that_trickles_in_gets_408, fixture) {
  raw_client client(context, start().port());
  arrive(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
  advance(20s);
  arrive(client, "x");
  advance(9'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  auto const answer = client.answer();
  BOOST_TEST(answer.starts_with("HTTP/1.1 408"));
  BOOST_TEST(answer.find("The body of the request took too long.") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_never_takes_its_answers_is_reset, fixture) {
  raw_client client(context, start().port());
  std::string requests;
  for (int i = 0; i < 20'000; ++i) requests += mock_request("a1ad-448a-9d56-4154193d49c5");
  boost::asio::async_write(client.socket(), boost::asio::buffer(requests),
                           [](boost::system::error_code, std::size_t) {});
  auto seen = server->counters().requests + 1;
  while (seen != server->counters().requests) {  // until both sockets are full
    seen = server->counters().requests;
    test::settle(context);
  }
  advance(30s);
  BOOST_TEST(server->counters().connections_open == 0U);
  BOOST_TEST(server->counters().timed_out == 1U);
  client.until_closed();
  BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_does_not_close_after_the_last_answer_is_dropped, fixture) {
  raw_client client(context, start().port());
  client.send(mock_request("running", "Connection: close\r\n"));
  client.answer();
  BOOST_TEST(server->counters().connections_open == 1U);
  advance(2s);
  BOOST_TEST(server->counters().connections_open == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_answer_can_be_delayed_on_the_clock, fixture) {
  mock::options settings;
  settings.answers = std::make_shared<late_answers>();
  raw_client client(context, start(settings).port());
  client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  test::run_until(context, [&] { return server->counters().requests == 1; });
  advance(2'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST(client.answer().ends_with("late"));
  BOOST_TEST(!client.readable());
  advance(3s);
  BOOST_TEST(client.answer().ends_with("late"));
  advance(70s);
  BOOST_TEST(!client.readable());  // and is idle only now
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
