#include <dataarts/mock/server.hpp>

#include <openssl/err.h>

#include <boost/asio/ssl/error.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <utility>

#include "mock_fixture.hpp"
#include "raw_client.hpp"
#include "tls_client.hpp"

// Connections that are not made, or end before anything is asked.
BOOST_AUTO_TEST_SUITE(mock_refusal)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::mock_request;
using test::raw_client;
using tls_fault = mock::tls_options::fault;

struct refusal_fixture : test::mock_fixture {
  refusal_fixture() { clock = std::make_shared<dataarts::virtual_clock>(std::chrono::system_clock::now()); }

  boost::system::error_code connect() {
    boost::asio::ip::tcp::socket socket(context);
    boost::system::error_code error;
    socket.connect({boost::asio::ip::address_v4::loopback(), server->port()}, error);
    return error;
  }
  mock::options failing(tls_fault what, std::uint64_t times) {
    mock::options made;
    made.tls.emplace().handshake = what;
    made.tls->faulty_handshakes = times;
    return made;
  }
};

BOOST_FIXTURE_TEST_CASE(a_refusing_server_keeps_its_port_and_its_connections, refusal_fixture) {
  auto const port = start().port();
  raw_client before(context, port);
  before.send(mock_request("running"));
  before.answer();
  for (int i = 0; i < 20; ++i) {
    server->refuse(true);
    server->refuse(true);
    BOOST_TEST(connect() == boost::asio::error::connection_refused);
    BOOST_CHECK_THROW(mock::server(context,
                                   [&] {
                                     mock::options same;
                                     same.port = port;
                                     return same;
                                   }()),
                      boost::system::system_error);
    before.send(mock_request("running"));
    BOOST_TEST(before.answer().ends_with(R"("status":"RUNNING"})"));
    server->refuse(false);
    server->refuse(false);
    raw_client after(context, port);
    after.send(mock_request("running"));
    BOOST_TEST(after.answer().ends_with(R"("status":"RUNNING"})"));
  }
  BOOST_TEST(server->port() == port);
  BOOST_TEST(server->counters().connections_opened == 21U);
}

BOOST_FIXTURE_TEST_CASE(a_refusing_server_can_stop, refusal_fixture) {
  start();
  server->refuse(true);
  server->stop();
  context.restart();
  context.run();
  server->refuse(false);  // nothing happens
  BOOST_TEST(connect() == boost::asio::error::connection_refused);
}

BOOST_FIXTURE_TEST_CASE(refusing_from_another_thread, refusal_fixture) {
  start();
  auto work = boost::asio::make_work_guard(context);
  std::thread serving([&] { context.run(); });
  for (int i = 0; i < 200; ++i) {
    server->refuse(true);
    BOOST_TEST(connect() == boost::asio::error::connection_refused);
    server->refuse(false);
    BOOST_TEST(!connect());
  }
  work.reset();
  server.reset();
  serving.join();
}

BOOST_FIXTURE_TEST_CASE(handshakes_fail_as_often_as_they_are_told_to, refusal_fixture) {
  for (auto const what : {tls_fault::close, tls_fault::reset, tls_fault::alert, tls_fault::not_tls}) {
    start(failing(what, 2));
    test::tls_client client(context, server->ca_pem());
    for (int i = 0; i < 2; ++i) {
      auto const error = client.connect(server->port());
      switch (what) {
        case tls_fault::close:
          BOOST_TEST((error == boost::asio::ssl::error::stream_truncated || error == boost::asio::error::eof));
          break;
        case tls_fault::reset:
          BOOST_TEST(error == boost::asio::error::connection_reset);
          break;
        case tls_fault::alert:
          BOOST_TEST(ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE);
          break;
        default:
          BOOST_TEST(ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_WRONG_VERSION_NUMBER);
          break;
      }
    }
    BOOST_TEST(!client.connect(server->port()));
    client.send(mock_request("running"));
    client.read_until("RUNNING");
    BOOST_TEST(server->counters().tls_handshakes == 1U);
    client.close();
    finish();
  }
}

BOOST_FIXTURE_TEST_CASE(a_handshake_can_stall, refusal_fixture) {
  start(failing(tls_fault::stall, 1));
  raw_client client(context, server->port());
  client.send("\x16\x03\x01");  // what every handshake begins with
  test::run_until(context, [&] { return server->counters().connections_open == 1; });
  test::settle(context);
  advance(24h);
  BOOST_TEST(!client.readable());
  client.socket().close();
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
}

BOOST_FIXTURE_TEST_CASE(a_client_that_says_nothing_meets_the_time_limit_all_the_same, refusal_fixture) {
  start(failing(tls_fault::close, 1));
  raw_client client(context, server->port());
  test::run_until(context, [&] { return server->counters().connections_open == 1; });
  advance(10s);
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(server->counters().timed_out == 1U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
