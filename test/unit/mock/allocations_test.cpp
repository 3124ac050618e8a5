#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>

#include "core_driver.hpp"

namespace {

std::size_t heap_calls = 0;

void* counted(std::size_t size) {
  ++heap_calls;
  if (auto* const made = std::malloc(size == 0 ? 1 : size)) return made;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* what) noexcept { std::free(what); }
void operator delete[](void* what) noexcept { std::free(what); }
void operator delete(void* what, std::size_t) noexcept { std::free(what); }
void operator delete[](void* what, std::size_t) noexcept { std::free(what); }

namespace {

BOOST_AUTO_TEST_SUITE(mock_allocations)

BOOST_AUTO_TEST_CASE(a_request_on_a_warm_connection_allocates_nothing) {
  test::core_driver server;
  std::string const requests[] = {
      test::get(test::query("a1ad-448a-9d56-4154193d49c5"), "X-Auth-Token: " + std::string(700, 't') + "\r\n"),
      test::get(test::query("failed", "dws%73cript"), "workspace: w\r\n"),
      test::get(test::query("other", "other")),
      "HEAD " + test::query("running") + " HTTP/1.1\r\nHost: x\r\n\r\n",
  };
  std::string out;
  out.reserve(4096);
  auto const ask = [&](std::string const& request) {
    std::string_view left = request;
    while (!left.empty()) {
      auto const [room, size] = server.core.prepare();
      auto const now = std::min(size, left.size());
      std::memcpy(room, left.data(), now);
      server.core.commit(now);
      left.remove_prefix(now);
      out.clear();
      server.core.pump(server.clock->now(), out);
    }
  };
  for (int warm = 0; warm < 3; ++warm) {
    for (auto const& request : requests) ask(request);
  }
  auto const before = heap_calls;
  for (int i = 0; i < 1000; ++i) {
    for (auto const& request : requests) ask(request);
  }
  BOOST_TEST(heap_calls - before == 0U);
  BOOST_TEST(server.environment.counts.requests.get() == 4012U);
}

BOOST_AUTO_TEST_CASE(nor_does_a_query_for_a_run) {
  namespace mock = dataarts::mock;
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  mock::script_runs_options of_runs;
  of_runs.clock = clock;
  auto const runs = std::make_shared<mock::script_runs>(of_runs);
  mock::run_rule rule;
  rule.timeline = {{.state = mock::run_state::running,
                    .lasts = mock::step_time::lognormal(std::chrono::minutes(1), std::chrono::minutes(10))},
                   {.state = mock::run_state::finished}};
  rule.script = "polled";
  runs->add(rule);
  rule.script = "loaded";
  rule.starts = mock::run_start::load;
  runs->add(rule);
  rule.script = "faulty";
  rule.faults = {{.name = "drawn, and never hits",
                  .on = mock::fault_polls::rate(0),
                  .wire = std::make_shared<mock::wire_fault const>(mock::wire_fault::reset())},
                 {.name = "of no length", .delay = std::chrono::seconds(0)}};
  runs->add(rule);
  // What else a query may meet: a session, quotas, a route, a delay that is drawn.
  runs->add(mock::quota_rule{.key = mock::quota_key::access, .limit = 10, .window = std::chrono::seconds(1)});
  runs->add(mock::quota_rule{.key = mock::quota_key::api, .limit = 100, .window = std::chrono::seconds(1)});
  runs->add(mock::route_rule{"elsewhere", {.path = "/elsewhere"}, {mock::documented_error::no_api}});
  mock::options settings;
  settings.answers = runs;
  test::core_driver server(settings);
  std::string const requests[] = {
      test::get(test::query("an-instance-with-a-name-that-is-long-enough", "polled"), "workspace: blue\r\n"),
      test::get(test::query("another-instance-with-a-name-that-is-long", "loaded"), "workspace: blue\r\n"),
      test::get(test::query("one-more-instance-with-a-name-that-is-long", "faulty"), "workspace: blue\r\n"),
      test::get(test::query("an-instance-of-a-session-of-its-own", "polled"),
                "X-Mock-Session: a-test-with-a-name-that-is-long-enough\r\nX-Auth-Token: secret\r\n"),
  };
  std::string out;
  out.reserve(4096);
  auto const ask = [&](std::string const& request) {
    auto const [room, size] = server.core.prepare();
    if (size < request.size()) throw std::logic_error("the request does not fit");
    std::memcpy(room, request.data(), request.size());
    server.core.commit(request.size());
    out.clear();
    server.core.pump(server.clock->now(), out);
  };
  // Until the quotas have seen as many as they let through.
  for (int warm = 0; warm < 120; ++warm) {
    for (auto const& request : requests) ask(request);
    clock->advance(std::chrono::seconds(1));
  }
  auto const before = heap_calls;
  for (int i = 0; i < 1000; ++i) {
    for (auto const& request : requests) ask(request);
    clock->advance(std::chrono::seconds(1));
  }
  BOOST_TEST(heap_calls - before == 0U);
  BOOST_TEST(runs->counts().looks == 4'480U);
}

BOOST_AUTO_TEST_CASE(nor_does_a_query_that_is_journaled) {
  namespace mock = dataarts::mock;
  auto const runs = std::make_shared<mock::script_runs>();
  mock::run_rule rule;
  rule.name = "a-rule-with-a-name-that-is-long-enough";
  rule.timeline = {{.state = mock::run_state::running}};
  rule.expect = mock::expectation{.polls = {1, {}}, .is_signed = true};
  runs->add(rule);
  mock::options settings;
  settings.answers = runs;
  settings.journal = std::make_shared<mock::journal>(100);
  test::core_driver server(settings);
  auto const request = test::get(test::query("an-instance-with-a-name-that-is-long-enough", "polled"),
                                 "workspace: blue\r\nX-Mock-Session: one-of-many-sessions\r\nAuthorization: "
                                 "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=0\r\n");
  std::string out;
  out.reserve(4096);
  auto const ask = [&] {
    auto const [room, size] = server.core.prepare();
    if (size < request.size()) throw std::logic_error("the request does not fit");
    std::memcpy(room, request.data(), request.size());
    server.core.commit(request.size());
    out.clear();
    server.core.pump(server.clock->now(), out);
  };
  for (int warm = 0; warm < 101; ++warm) ask();
  auto const before = heap_calls;
  for (int i = 0; i < 1000; ++i) ask();
  BOOST_TEST(heap_calls - before == 0U);
  BOOST_TEST(settings.journal->counts().forgotten == 1'001U);
  BOOST_TEST(settings.journal->find().back().poll == 1'101U);
}

BOOST_AUTO_TEST_CASE(nor_does_it_over_a_socket) {
  boost::asio::io_context context(1);
  dataarts::mock::server server(context);
  boost::asio::ip::tcp::socket client(context);
  client.connect({boost::asio::ip::address_v4::loopback(), server.port()});
  auto const request = test::get(test::query("a1ad-448a-9d56-4154193d49c5"));
  std::array<char, 2048> answer;
  std::size_t received = 0;
  auto const ask = [&] {
    client.send(boost::asio::buffer(request));
    auto const before = server.counters().requests;
    while (server.counters().requests == before) context.run_one();
    received += client.receive(boost::asio::buffer(answer));
  };
  for (int warm = 0; warm < 3; ++warm) ask();
  received = 0;
  auto const before = heap_calls;
  for (int i = 0; i < 1000; ++i) ask();
  BOOST_TEST(heap_calls - before == 0U);
  BOOST_TEST(received == 705'000U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
