#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/wire_fault.hpp>

#include <boost/asio/read.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <thread>

#include "mock_fixture.hpp"
#include "raw_client.hpp"
#include "tls_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_wire_fault_sockets)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::wire_fault;
using test::raw_client;
constexpr auto fin = wire_fault::ending::fin;
constexpr auto rst = wire_fault::ending::rst;

std::string const request = "GET /v1/p/scripts/s/instances/i HTTP/1.1\r\nHost: x\r\n\r\n";

// One whole answer, whatever the fault.
constexpr std::string_view body = R"({"results":[],"status":"RUNNING"})";

struct fault_fixture : test::mock_fixture {
  fault_fixture() { clock = std::make_shared<dataarts::virtual_clock>(std::chrono::system_clock::now()); }

  /// The first poll of any run is spoilt.
  mock::options spoiling(wire_fault what) const {
    mock::script_runs_options of_runs;
    of_runs.clock = clock;
    auto const runs = std::make_shared<mock::script_runs>(of_runs);
    mock::run_rule rule;
    rule.script = "s";
    rule.timeline = {{.state = mock::run_state::running}};
    rule.faults = {
        {.name = "spoilt", .on = mock::fault_polls::one(1), .wire = std::make_shared<wire_fault const>(what)}};
    runs->add(rule);
    mock::options made;
    made.answers = runs;
    return made;
  }
  std::string ask(raw_client& client) {
    client.send(request);
    return client.until_closed();
  }
};

BOOST_FIXTURE_TEST_CASE(a_cut_gives_exactly_so_many_bytes_and_then_its_end, fault_fixture) {
  raw_client first(context, start(spoiling(wire_fault::unannounced_close())).port());
  auto const whole = ask(first);
  BOOST_TEST_REQUIRE(whole.ends_with(body));
  finish();
  for (auto const how : {fin, rst}) {
    for (std::size_t k = 0; k <= whole.size() + 1; k += 7) {
      raw_client client(context, start(spoiling(wire_fault::cut(k, how))).port());
      client.send(request + request);
      BOOST_TEST(client.until_closed() == whole.substr(0, k));
      BOOST_TEST(client.ended_with() ==
                 (how == fin ? boost::asio::error::make_error_code(boost::asio::error::eof)
                             : boost::asio::error::make_error_code(boost::asio::error::connection_reset)));
      raw_client second(context, server->port());
      second.send(request);
      BOOST_TEST(second.answer().ends_with(body));
      finish();
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_reset_waits_until_the_client_has_all, fault_fixture) {
  // More than both sockets hold: what is left in the server's when the client starts to read would be lost.
  static constexpr auto large_body = [] {
    std::string made;
    made.resize(30'000'000, 'x');
    return made;
  };
  class large final : public mock::answer_source {
    mock::decision decide(mock::request_view const&) override {
      mock::decision made{std::make_shared<mock::answer const>(200, large_body())};
      made.fault = std::make_shared<wire_fault const>(wire_fault::cut(29'000'000, rst));
      return made;
    }
  };
  mock::options settings;
  settings.answers = std::make_shared<large>();
  raw_client client(context, start(settings).port());
  client.send(request);
  test::run_until(context, [&] { return server->counters().faults == 1; });
  BOOST_TEST(client.until_closed().size() == 29'000'000U);
  BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
  BOOST_TEST(server->counters().connections_open == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_stalled_connection_stays_until_its_client_ends_it, fault_fixture) {
  raw_client client(context, start(spoiling(wire_fault::stall(20))).port());
  client.send(request + request);
  test::run_until(context, [&] { return server->counters().faults == 1; });
  test::settle(context);
  std::string got(20, '\0');
  boost::asio::read(client.socket(), boost::asio::buffer(got));
  BOOST_TEST(got == "HTTP/1.1 200 OK\r\nSer");
  advance(24h);
  BOOST_TEST(!client.readable());
  BOOST_TEST(server->counters().connections_open == 1U);
  client.send(request);  // read, and thrown away
  advance(24h);
  BOOST_TEST(!client.readable());
  BOOST_TEST(server->counters().requests == 1U);
  client.socket().close();
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
}

BOOST_FIXTURE_TEST_CASE(a_stalled_connection_ends_with_the_server, fault_fixture) {
  raw_client client(context, start(spoiling(wire_fault::stall())).port());
  client.send(request);
  test::run_until(context, [&] { return server->counters().faults == 1; });
  test::settle(context);
  server->stop();
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
  finish();
}

BOOST_FIXTURE_TEST_CASE(a_drip_keeps_to_the_clock, fault_fixture) {
  raw_client client(context, start(spoiling(wire_fault::drip(100, 10s))).port());
  client.send(request + request);
  test::run_until(context, [&] { return server->counters().faults == 1; });
  test::settle(context);
  std::string got(100, '\0');
  boost::asio::read(client.socket(), boost::asio::buffer(got));
  advance(9'999ms);
  BOOST_TEST(!client.readable());
  advance(1ms);
  BOOST_TEST(client.readable());
  advance(30s);
  BOOST_TEST(client.answer().ends_with(body));  // the rest of the first
  BOOST_TEST(client.answer().starts_with("HTTP/1.1 200 OK"));
  advance(54s);
  BOOST_TEST(!client.readable());
}

BOOST_FIXTURE_TEST_CASE(other_faults_end_as_they_are_told_to, fault_fixture) {
  for (auto const how : {fin, rst}) {
    for (auto const& what : {wire_fault::garbage(100, 7, how), wire_fault::bad_chunk_size(how),
                             wire_fault::no_last_chunk(how), wire_fault::unannounced_close(how)}) {
      raw_client client(context, start(spoiling(what)).port());
      auto const got = ask(client);
      BOOST_TEST(got.starts_with("HTTP/1.1 200") == (what.what() != wire_fault::form::garbage));
      BOOST_TEST((client.ended_with() == boost::asio::error::eof) == (how == fin));
      finish();
    }
  }
}

BOOST_FIXTURE_TEST_CASE(bytes_are_counted_before_they_are_encrypted, fault_fixture) {
  for (auto const how : {fin, rst}) {
    for (bool const notify : {true, false}) {
      auto settings = spoiling(wire_fault::cut(33, how));
      settings.tls.emplace().close_notify = notify;
      start(settings);
      test::tls_client client(context, server->ca_pem());
      BOOST_TEST(!client.connect(server->port()));
      client.send(request + request);
      BOOST_TEST(client.read_until("never").size() == 33U);
      if (how == rst) {
        BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
      } else if (notify) {
        BOOST_TEST(client.ended_with() == boost::asio::error::eof);
      } else {
        BOOST_TEST(client.ended_with() == boost::asio::ssl::error::stream_truncated);
      }
      BOOST_TEST(!client.connect(server->port()));
      client.send(request);
      BOOST_TEST(client.read_until("RUNNING").find("HTTP/1.1 200") == 0U);
      client.close();
      finish();
    }
  }
}

BOOST_FIXTURE_TEST_CASE(stalls_and_drips_over_tls, fault_fixture) {
  auto settings = spoiling(wire_fault::drip(100, 1s));
  settings.tls.emplace();
  start(settings);
  test::tls_client client(context, server->ca_pem());
  BOOST_TEST(!client.connect(server->port()));
  client.send(request);
  test::run_until(context, [&] { return server->counters().faults == 1; });
  BOOST_TEST(client.read_until("HTTP/1.1 200").size() == 100U);
  advance(10s);
  BOOST_TEST(client.read_until("RUNNING").ends_with(body));
  client.close();
  finish();
  settings = spoiling(wire_fault::stall(5));
  settings.tls.emplace();
  start(settings);
  test::tls_client stalled(context, server->ca_pem());
  BOOST_TEST(!stalled.connect(server->port()));
  stalled.send(request);
  BOOST_TEST(stalled.read_until("HTTP/") == "HTTP/");
  advance(24h);
  BOOST_TEST(server->counters().connections_open == 1U);
  stalled.close();
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
