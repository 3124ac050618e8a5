// Which of several addresses of a host is used. What a name resolves to is the machine's business, so these tests hand
// the engine the addresses in the place of the look-up.

#include "support.hpp"

#include "engine.hpp"
#include "http/connection.hpp"
#include "net/tls_context.hpp"
#include "silent_listener.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(happy_eyeballs_test)

namespace asio = boost::asio;
using dataarts::engine;
using dataarts::errc;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

struct fixture {
  fixture() {
    config.endpoint = "http://several-addresses.invalid";
    config.project_id = "p1";
    config.time = clock;
    config.retry.max_attempts = 1;
  }

  /// Starts a call whose connection finds these addresses.
  void ask(std::vector<tcp::endpoint> const& addresses) {
    if (!asking) asking = engine::make(context.get_executor(), config);
    got.reset();
    asking->start({"s", "i"}, dataarts::call_options(),
                  dataarts::completion(
                      [this](dataarts::delivery, asio::any_io_executor const&, dataarts::instance_ref&&,
                             dataarts::result<dataarts::script_instance>&& told) { got.emplace(std::move(told)); }));
    auto const found = tcp::resolver::results_type::create(addresses.begin(), addresses.end(), "several", "80");
    asking->step((++connections << 32U), [&](dataarts::http::connection& self, dataarts::finished_calls& finished) {
      self.resolved({}, found, finished);
    });
    test::pass_events(context);
  }

  void advance(dataarts::clock::duration by) {
    clock->advance(by, [&] { test::pass_events(context); });
  }

  void expect_answer() {
    test::run_until(context, [&] { return got.has_value(); });
    BOOST_TEST_REQUIRE(got->has_value(), got->error());
  }

  /// A new connection for the next call.
  void let_connections_expire() { advance(config.idle_timeout); }

  static tcp::endpoint refusing() {
    asio::io_context unused;
    tcp::acceptor const acceptor(unused, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    return acceptor.local_endpoint();  // closed when this returns
  }
  static tcp::endpoint address_of(test::peer const& server) {
    return {asio::ip::address_v4::loopback(), server.port()};
  }

  asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  dataarts::client_config config;
  std::shared_ptr<engine> asking;
  std::uint64_t connections = 0;
  std::optional<dataarts::result<dataarts::script_instance>> got;
};

test::peer::script answers() { return test::always(test::http_answer(test::running_body)); }

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_next_address_is_tried_at_once_when_one_refuses, fixture) {
  test::peer server(context, answers());
  ask({refusing(), refusing(), address_of(server)});
  expect_answer();
  BOOST_TEST(server.accepted() == 1u);
}

BOOST_FIXTURE_TEST_CASE(it_is_tried_after_the_stagger_when_one_is_silent, fixture) {
  test::silent_listener const silent;
  test::peer server(context, answers());
  ask({silent.address(), address_of(server)});
  advance(250ms - 1ns);
  BOOST_TEST(server.accepted() == 0u);
  advance(1ns);
  expect_answer();
  BOOST_TEST(server.accepted() == 1u);
}

BOOST_FIXTURE_TEST_CASE(the_stagger_can_be_set, fixture) {
  config.connect_stagger = 40ms;
  test::silent_listener const first;
  test::silent_listener const second;
  test::peer server(context, answers());
  ask({first.address(), second.address(), address_of(server)});
  advance(80ms - 1ns);
  BOOST_TEST(server.accepted() == 0u);
  advance(1ns);
  expect_answer();
}

BOOST_FIXTURE_TEST_CASE(ipv6_begins_and_ipv4_follows, fixture) {
  // The IPv6 address is one that this machine has no listener at: refused, or no way there at all.
  test::peer server(context, answers());
  auto const port = server.port();
  ask({address_of(server), {asio::ip::address_v6::loopback(), port}});
  expect_answer();
  BOOST_TEST(asking->addresses().put_back({asio::ip::address_v6::loopback(), port}, clock->now()));
}

BOOST_FIXTURE_TEST_CASE(an_address_that_was_overtaken_goes_last_for_a_while, fixture) {
  test::silent_listener const silent;
  test::peer server(context, answers());
  ask({silent.address(), address_of(server)});
  advance(250ms);
  expect_answer();
  BOOST_TEST(asking->addresses().put_back(silent.address(), clock->now()));

  // The next connection costs no wait, as long as it is put back.
  config.idle_timeout = 1ms;
  asking.reset();
  connections = 0;
  ask({silent.address(), address_of(server)});
  advance(250ms);
  expect_answer();
  advance(10ms);
  ask({silent.address(), address_of(server)});
  expect_answer();
  BOOST_TEST(server.accepted() == 3u);
}

BOOST_FIXTURE_TEST_CASE(one_that_refused_is_tried_last_and_comes_back_after_its_time, fixture) {
  config.idle_timeout = 1ms;
  auto const dead = refusing();
  test::peer other(context, answers());
  ask({dead, address_of(other)});
  expect_answer();
  // It has come to life, but nobody looks yet.
  asio::io_context apart;
  tcp::acceptor const revived(apart, dead);
  advance(500ms);
  ask({dead, address_of(other)});
  expect_answer();
  BOOST_TEST(other.accepted() == 2u);
  advance(500ms);
  ask({dead, address_of(other)});
  test::pass_events(context);
  BOOST_TEST(other.accepted() == 2u);
  asking->close();
  test::pass_events(context);
}

BOOST_FIXTURE_TEST_CASE(one_address_alone_is_tried_however_often_it_failed, fixture) {
  auto const dead = refusing();
  for (int i = 0; i < 3; ++i) {
    ask({dead});
    test::run_until(context, [&] { return got.has_value(); });
    BOOST_TEST((got->error() == errc::connect_failed), got->error());
    BOOST_TEST((got->error().cause() == boost::system::errc::connection_refused), got->error());
  }
}

BOOST_FIXTURE_TEST_CASE(the_failure_names_an_address_and_says_that_there_were_more, fixture) {
  auto const last = refusing();
  ask({refusing(), refusing(), last});
  test::run_until(context, [&] { return got.has_value(); });
  auto const text = got->error().message();
  BOOST_TEST(text.find("127.0.0.1:" + std::to_string(last.port()) + ", one of 3 addresses") != text.npos, text);
}

BOOST_FIXTURE_TEST_CASE(all_of_it_is_within_the_connect_timeout, fixture) {
  config.connect_timeout = 400ms;
  test::silent_listener const first;
  test::silent_listener const second;
  ask({first.address(), second.address()});
  advance(400ms - 1ns);
  BOOST_TEST(!got.has_value());
  advance(1ns);
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST((got->error() == errc::connect_timeout), got->error());
  BOOST_TEST(asking->addresses().put_back(first.address(), clock->now()));
  BOOST_TEST(asking->addresses().put_back(second.address(), clock->now()));
  BOOST_TEST(asking->stats().connections_opening == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_look_up_that_ends_late_changes_nothing, fixture) {
  test::peer server(context, answers());
  ask({address_of(server)});
  expect_answer();
  auto const failed = boost::system::error_code(asio::error::host_not_found);
  asking->step(connections << 32U, [&](dataarts::http::connection& self, dataarts::finished_calls& finished) {
    self.resolved(failed, {}, finished);
  });
  BOOST_TEST(asking->stats().connections_open == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
