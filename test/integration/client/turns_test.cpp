// Calls that wait for their turn, when connections go away at the wrong moment.

#include "virtual_time.hpp"

#include <boost/asio/write.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(turns_suite)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::credentials;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;
using calls_type = std::vector<test::started<outcome>>;

std::string const good = test::http_answer(test::running_body);
std::string const refused = test::http_answer(R"({"error_code":"APIGW.0301","error_msg":"no"})", "401 Unauthorized");

calls_type start(test::virtual_time& now, client& asking, int count) {
  calls_type made;
  for (int i = 0; i < count; ++i) made.push_back(test::start(now.context, asking.query({"s", std::to_string(i)})));
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_turn_comes_when_the_idle_connection_has_grown_too_old) {
  test::virtual_time now;
  test::peer server(now.context, test::always(good));
  auto config = test::config_for(server);
  config.time = now.clock;
  config.throttle.requests_per_second = 0.02;
  config.call_timeout = 10min;
  client asking(now.context.get_executor(), config);
  BOOST_TEST(now.run(asking.query({"s", "1"})).has_value());
  BOOST_TEST(now.run(asking.query({"s", "2"})).has_value());
  BOOST_TEST((now.clock->now().time_since_epoch() == 50s));
}

BOOST_AUTO_TEST_CASE(requests_that_fail_as_they_are_sent_leave_the_others_their_turns) {
  test::virtual_time now;
  std::vector<test::peer::connection*> open;
  std::vector<test::peer::connection*> asked;
  test::peer server(now.context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto& all = open;
    auto& seen = asked;
    all.push_back(&peer);
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) break;
      seen.push_back(&peer);
      // What is asked later is answered at once.
      if (seen.size() > 2) co_await peer.send(good);
    }
    all.erase(std::find(all.begin(), all.end(), &peer));
  });
  auto config = test::config_for(server);
  config.time = now.clock;
  config.max_connections = 5;
  config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), config);
  BOOST_TEST(now.run(asking.warm_up(5)).value() == 5u);
  test::run_until(now.context, [&] { return open.size() == 5; });
  auto calls = start(now, asking, 8);
  test::run_until(now.context, [&] { return asked.size() == 2; });
  // An answer, and resets of all connections that nobody uses, before the client looks at either.
  auto const unused = open;
  auto* const first = asked[0];
  auto* const second = asked[1];
  asio::write(first->socket, asio::buffer(good));
  for (auto* const each : unused) {
    if (each != first && each != second) each->reset();
  }
  test::pass_events(now.context);
  asio::write(second->socket, asio::buffer(good));
  now.pass_until([&] { return test::all_done(calls); });
  auto const stats = asking.stats();
  BOOST_TEST(stats.calls_answered + stats.calls_failed == 8u);
  BOOST_TEST(stats.calls_answered >= 5u);
}

BOOST_AUTO_TEST_CASE(requests_of_lost_connections_are_not_sent_again_under_refused_keys) {
  test::virtual_time now;
  bool revoked = false;
  int refusals = 0;
  test::peer server(now.context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    auto& after = revoked;
    auto& count = refusals;
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      // The key is no longer good: two are told, the connections of the others end without an answer.
      if (after && ++count > 2) co_return;
      auto const& answer = after ? refused : good;
      co_await peer.send(answer);
    }
  });
  auto config = test::config_for(server);
  config.time = now.clock;
  config.max_connections = 8;
  config.auth = credentials::keys("AK", "made-up-secret-key");
  config.signing.prove_keys = false;
  client asking(now.context.get_executor(), config);
  auto before = start(now, asking, 8);
  now.pass_until([&] { return test::all_done(before); });
  revoked = true;
  auto after = start(now, asking, 8);
  now.pass_until([&] { return test::all_done(after); });
  for (auto& each : after) BOOST_TEST(each.value().has_error());
  // Eight were under way at once; none was sent a second time.
  BOOST_TEST(asking.stats().requests_sent == 16u);
}

BOOST_AUTO_TEST_SUITE_END()
