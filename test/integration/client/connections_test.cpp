#include "support.hpp"

#include <set>
#include <vector>

BOOST_AUTO_TEST_SUITE(connections_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(one_connection_serves_query_after_query) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  for (int i = 0; i < 100; ++i) {
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_value());
  }
  BOOST_TEST(server.accepted() == 1u);
  auto const stats = asking.stats();
  BOOST_TEST(stats.calls_answered == 100u);
  BOOST_TEST(stats.requests_sent == 100u);
  BOOST_TEST(stats.connections_opened == 1u);
  BOOST_TEST(stats.connections_idle == 1u);
  BOOST_TEST(stats.stale_retries == 0u);
}

BOOST_AUTO_TEST_CASE(many_calls_share_few_connections) {
  asio::io_context context;
  std::size_t at_once = 0;
  std::size_t most_at_once = 0;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      most_at_once = std::max(most_at_once, ++at_once);
      auto const executor = co_await asio::this_coro::executor;
      co_await asio::post(executor, asio::use_awaitable);
      --at_once;
      co_await peer.send(test::http_answer(test::running_body));
    }
  });
  auto config = test::config_for(server);
  config.max_connections = 4;
  client asking(context.get_executor(), config);
  std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
  for (int i = 0; i < 500; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  for (auto& each : calls) {
    test::run_until(context, [&] { return each.done(); });
    BOOST_TEST_REQUIRE(each.value().has_value());
  }
  BOOST_TEST(server.accepted() == 4u);
  BOOST_TEST(most_at_once <= 4u);
  BOOST_TEST(asking.stats().connections_idle == 4u);
}

BOOST_AUTO_TEST_CASE(a_full_queue_refuses) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.max_connections = 1;
  config.max_waiting_calls = 2;
  client asking(context.get_executor(), config);
  auto first = test::start(context, asking.query({"s", "1"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  auto second = test::start(context, asking.query({"s", "2"}));
  auto third = test::start(context, asking.query({"s", "3"}));
  auto const fourth = test::run(context, asking.query({"s", "4"}));
  BOOST_TEST_REQUIRE(fourth.has_error());
  BOOST_TEST((fourth.error() == errc::queue_full));
  BOOST_TEST((fourth.error() == condition::overloaded));
  BOOST_TEST(fourth.error().where() == "limit 2 calls");
  BOOST_TEST(asking.stats().calls_waiting == 2u);
  asking.close();
  test::run_until(context, [&] { return first.done() && second.done() && third.done(); });
  BOOST_TEST((third.value().error() == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(connections_that_are_not_there_yet_do_not_count_as_a_queue) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  auto config = test::config_for(server);
  config.max_connections = 4;
  config.max_waiting_calls = 2;
  client asking(context.get_executor(), config);
  std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
  for (int i = 0; i < 7; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  std::size_t answered = 0;
  for (auto& each : calls) {
    test::run_until(context, [&] { return each.done(); });
    answered += each.value().has_value() ? 1 : 0;
  }
  BOOST_TEST(answered == 6u);
  BOOST_TEST((calls.back().value().error() == errc::queue_full));
}

BOOST_AUTO_TEST_CASE(a_query_that_meets_a_closed_connection_is_sent_once_more) {
  // Odd connections answer once and then close when the second request comes, without a byte of an answer.
  for (bool const reset : {false, true}) {
    asio::io_context context;
    std::vector<std::string> requests;
    test::peer server(context, [&](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
      for (int served = 0;; ++served) {
        auto const request = co_await peer.request();
        if (request.empty()) co_return;
        requests.push_back(request);
        if (n == 0 && served == 1) {
          if (reset) peer.reset();
          peer.close();
          co_return;
        }
        co_await peer.send(test::http_answer(test::running_body));
      }
    });
    client asking(context.get_executor(), test::config_for(server));
    BOOST_TEST(test::run(context, asking.query({"s", "1"})).has_value());
    auto const second = test::run(context, asking.query({"s", "2"}));
    BOOST_TEST(second.has_value());
    BOOST_TEST(server.accepted() == 2u);
    BOOST_TEST(asking.stats().stale_retries == 1u);
    BOOST_TEST(asking.stats().requests_sent == 3u);
    BOOST_TEST_REQUIRE(requests.size() == 3u);
    BOOST_TEST(requests[1] == requests[2]);
  }
}

BOOST_AUTO_TEST_CASE(it_is_sent_only_once_more) {
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    co_await peer.request();
    if (n == 0) co_await peer.send(test::http_answer(test::running_body));
    if (n == 0) co_await peer.request();
    peer.close();
  });
  client asking(context.get_executor(), test::config_for(server));
  BOOST_TEST(test::run(context, asking.query({"s", "1"})).has_value());
  auto const second = test::run(context, asking.query({"s", "2"}));
  BOOST_TEST_REQUIRE(second.has_error());
  BOOST_TEST((second.error() == errc::connection_closed), second.error());
  BOOST_TEST((second.error() == condition::connection_lost));
  BOOST_TEST((second.error() == condition::transient));
  BOOST_TEST(second.error().attempts() == 2u);
  BOOST_TEST(server.accepted() == 2u);
}

BOOST_AUTO_TEST_CASE(a_fresh_connection_that_closes_is_not_tried_again) {
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    peer.close();
  });
  client asking(context.get_executor(), test::config_for(server));
  auto const answer = test::run(context, asking.query({"s", "1"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::connection_closed));
  BOOST_TEST(answer.error().attempts() == 1u);
  BOOST_TEST(server.accepted() == 1u);
}

BOOST_AUTO_TEST_CASE(once_a_byte_of_the_answer_came_nothing_is_repeated) {
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    co_await peer.send(test::http_answer(test::running_body));
    co_await peer.request();
    co_await peer.send("H");
    peer.close();
  });
  client asking(context.get_executor(), test::config_for(server));
  BOOST_TEST(test::run(context, asking.query({"s", "1"})).has_value());
  auto const second = test::run(context, asking.query({"s", "2"}));
  BOOST_TEST_REQUIRE(second.has_error());
  BOOST_TEST((second.error() == errc::truncated_response), second.error());
  BOOST_TEST(second.error().attempts() == 1u);
  BOOST_TEST(asking.stats().stale_retries == 0u);
}

BOOST_AUTO_TEST_CASE(a_reset_in_the_middle_of_an_answer_is_told_as_such) {
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    co_await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":");
    peer.reset();
  });
  client asking(context.get_executor(), test::config_for(server));
  auto const answer = test::run(context, asking.query({"s", "1"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  // The reset may overtake the bytes before it.
  BOOST_TEST((answer.error() == errc::read_failed || answer.error() == errc::truncated_response), answer.error());
  BOOST_TEST((answer.error() == condition::connection_lost));
}

BOOST_AUTO_TEST_CASE(idle_and_old_connections_are_not_used_again) {
  asio::io_context context;
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  auto config = test::config_for(server);
  config.time = clock;
  config.idle_timeout = 30s;
  config.connection_max_age = 5min;
  client asking(context.get_executor(), config);
  auto const query = [&] { BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value()); };

  query();
  clock->advance(30s - 1ns);
  query();
  BOOST_TEST(server.accepted() == 1u);
  clock->advance(30s);
  query();
  BOOST_TEST(server.accepted() == 2u);
  for (int i = 0; i < 15; ++i) {
    clock->advance(20s);
    query();
  }
  BOOST_TEST(server.accepted() == 3u);
  BOOST_TEST(asking.stats().connections_open == 1u);
  test::pass_events(context);
  BOOST_TEST(server.open() == 1u);
}

BOOST_AUTO_TEST_CASE(a_server_that_answers_too_much_does_not_confuse_the_next_call) {
  asio::io_context context;
  auto const first = test::http_answer(R"({"status":"FINISHED"})");
  auto const surplus = test::http_answer(R"({"status":"FAILED"})");
  test::peer server(context, [&](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    co_await peer.request();
    auto answer = test::http_answer(test::running_body);
    if (n == 0) answer = first + surplus;
    co_await peer.send(answer);
    co_await peer.until_closed();
  });
  client asking(context.get_executor(), test::config_for(server));
  BOOST_TEST(test::run(context, asking.query({"s", "1"})).value().status_text() == "FINISHED");
  BOOST_TEST(test::run(context, asking.query({"s", "2"})).value().status_text() == "RUNNING");
  BOOST_TEST(server.accepted() == 2u);
}

BOOST_AUTO_TEST_CASE(a_refused_connection_fails_all_who_wait_and_the_next_call_tries_again) {
  asio::io_context context;
  auto server = std::make_unique<test::peer>(context, test::always(test::http_answer(test::running_body)));
  auto const config = test::config_for(*server);
  server.reset();
  test::pass_events(context);
  client asking(context.get_executor(), config);
  std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
  for (int i = 0; i < 50; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  for (auto& each : calls) {
    test::run_until(context, [&] { return each.done(); });
    BOOST_TEST_REQUIRE(each.value().has_error());
    auto const& why = each.value().error();
    BOOST_TEST((why == errc::connect_failed), why);
    BOOST_TEST((why == condition::unreachable));
    BOOST_TEST((why == condition::transient));
    BOOST_TEST((why.cause() == boost::system::errc::connection_refused), why);
    BOOST_TEST(why.message().find(config.endpoint.substr(7)) != std::string::npos, why);
  }
  BOOST_TEST(asking.stats().connections_opening == 0u);
  BOOST_TEST(asking.stats().calls_waiting == 0u);
  auto const again = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST((again.error() == errc::connect_failed));
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_exist_is_unreachable) {
  asio::io_context context;
  dataarts::client_config config;
  config.endpoint = "http://does-not-exist.invalid";
  config.project_id = "p1";
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::resolve_failed), answer.error());
  BOOST_TEST((answer.error() == condition::unreachable));
  BOOST_TEST(answer.error().message().find("does-not-exist.invalid:80") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_addresses_of_a_name_are_tried_in_order) {
  // "localhost" often has ::1 first, where this server does not listen.
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  auto config = test::config_for(server);
  config.endpoint = "http://localhost:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST(answer.has_value());
}

BOOST_AUTO_TEST_CASE(ten_thousand_calls_wait_for_64_connections) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  auto config = test::config_for(server);
  config.max_connections = 64;
  config.max_waiting_calls = 10'000;
  client asking(context.get_executor(), config);
  for (int round = 0; round < 2; ++round) {
    std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
    for (int i = 0; i < 10'000; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
    std::size_t answered = 0;
    for (auto& each : calls) {
      test::run_until(context, [&] { return each.done(); });
      answered += each.value().has_value() ? 1 : 0;
    }
    BOOST_TEST(answered == 10'000u);
  }
  BOOST_TEST(server.accepted() == 64u);
  BOOST_TEST(asking.stats().connections_open == 64u);
}

BOOST_AUTO_TEST_CASE(a_large_answer_comes_through_and_others_in_between) {
  std::string rows;
  for (int i = 0; i < 200'000; ++i) rows += (i ? ",[" : "[") + std::to_string(i) + ",\"some text of a row\"]";
  std::string const large = R"({"status":"FINISHED","results":[{"rows":[)" + rows + "]}]}";
  BOOST_TEST(large.size() > 5'000'000u);
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      bool const wants_large = request.find("/instances/large ") != std::string::npos;
      auto const answer = test::http_answer(wants_large ? large : test::running_body);
      co_await peer.send(answer);
    }
  });
  client asking(context.get_executor(), test::config_for(server));
  auto big = test::start(context, asking.query({"s", "large"}));
  auto small = test::start(context, asking.query({"s", "small"}));
  test::run_until(context, [&] { return big.done() && small.done(); });
  BOOST_TEST(small.value().has_value());
  BOOST_TEST_REQUIRE(big.value().has_value());
  auto const got = big.value().value().results()[0].rows();
  BOOST_TEST_REQUIRE(got.size() == 200'000u);
  BOOST_TEST(got[199'999][0].as_int64().value() == 199'999);
}

BOOST_AUTO_TEST_SUITE_END()
