#include "loop.hpp"
#include "peer.hpp"

#include <dataarts/client.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(query_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::client_config;
using dataarts::condition;
using dataarts::errc;
using dataarts::instance_ref;

namespace {

std::string const running = R"({"status":"RUNNING","results":[]})";

client_config plain_config(test::peer const& server) {
  client_config config;
  config.endpoint = server.url();
  config.project_id = "p1";
  return config;
}

/// A server that notes the requests it gets.
struct recorder {
  std::vector<std::string> requests;

  test::peer::script script() {
    return [this](test::peer::connection& client, std::size_t) -> asio::awaitable<void> {
      for (;;) {
        auto const request = co_await client.request();
        if (request.empty()) co_return;
        requests.push_back(request);
        co_await client.send(test::http_answer(running));
      }
    };
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(sends_exactly_the_documented_request) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  auto config = plain_config(server);
  config.auth = dataarts::credentials::token("MADE-UP-TOKEN");
  config.user_agent = "tester/1";
  client asking(context.get_executor(), config);

  auto const answer = test::run(context, asking.query({"dwsscript", "a1ad-448a-9d56-4154193d49c5", "ws-1"}));
  BOOST_TEST_REQUIRE(answer.has_value());
  BOOST_TEST((answer->status() == dataarts::run_status::running));

  BOOST_TEST_REQUIRE(seen.requests.size() == 1u);
  auto const& request = seen.requests[0];
  BOOST_TEST(request.starts_with("GET /v1/p1/scripts/dwsscript/instances/a1ad-448a-9d56-4154193d49c5 HTTP/1.1\r\n"));
  for (std::string const& line : {"Host: 127.0.0.1:" + std::to_string(server.port()),
                                  std::string("User-Agent: tester/1"), std::string("Content-Type: application/json"),
                                  std::string("X-Auth-Token: MADE-UP-TOKEN"), std::string("workspace: ws-1")}) {
    BOOST_TEST(request.find("\r\n" + line + "\r\n") != std::string::npos, line);
  }
}

BOOST_AUTO_TEST_CASE(the_workspace_header_is_sent_only_when_set) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  client without(context.get_executor(), plain_config(server));
  auto with_default = plain_config(server);
  with_default.workspace = "standard";
  client with(context.get_executor(), with_default);

  BOOST_TEST(test::run(context, without.query({"s", "i"})).has_value());
  BOOST_TEST(test::run(context, with.query({"s", "i"})).has_value());
  BOOST_TEST(test::run(context, with.query({"s", "i", "own"})).has_value());
  BOOST_TEST_REQUIRE(seen.requests.size() == 3u);
  BOOST_TEST(seen.requests[0].find("workspace") == std::string::npos);
  BOOST_TEST(seen.requests[0].find("X-Auth-Token") == std::string::npos);
  BOOST_TEST(seen.requests[1].find("\r\nworkspace: standard\r\n") != std::string::npos);
  BOOST_TEST(seen.requests[2].find("\r\nworkspace: own\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_part_of_the_path_is_encoded) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  auto config = plain_config(server);
  config.endpoint += "/gate/";
  config.project_id = "p 1";
  client asking(context.get_executor(), config);
  BOOST_TEST(test::run(context, asking.query({"脚 本+%~'\"", "a?b#c&d"})).has_value());
  BOOST_TEST_REQUIRE(seen.requests.size() == 1u);
  std::string const target = seen.requests[0].substr(4, seen.requests[0].find(" HTTP/1.1") - 4);
  BOOST_TEST(target == "/gate/v1/p%201/scripts/%E8%84%9A%20%E6%9C%AC%2B%25~%27%22/instances/a%3Fb%23c%26d");
}

BOOST_AUTO_TEST_CASE(names_that_cannot_be_sent_are_refused_before_anything_is_sent) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  client asking(context.get_executor(), plain_config(server));
  std::vector<instance_ref> const refs = {
      {"", "i"},
      {"s", ""},
      {"a/b", "i"},
      {"s", "a/b"},
      {"a\nb", "i"},
      {"s", "i\x7f"},
      {"s", "i\r\nX: y"},
      {"\xff", "i"},
      {"..", "i"},
      {"s", "."},
      {"s", "i", "w\r\nX: y"},
      {"s", "i", "空间"},
      {std::string_view("s\0x", 3), "i"},
  };
  for (auto const& ref : refs) {
    auto const answer = test::run(context, asking.query(ref));
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == errc::invalid_reference), answer.error());
    BOOST_TEST((answer.error() == condition::invalid_request));
    BOOST_TEST(!answer.error().where().empty());
    BOOST_TEST(answer.error().attempts() == 0u);
  }
  BOOST_TEST(server.accepted() == 0u);
  BOOST_TEST(asking.stats().calls_failed == refs.size());
}

BOOST_AUTO_TEST_CASE(a_request_over_the_limit_is_refused) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  auto config = plain_config(server);
  config.max_request_header = 1'000;
  client asking(context.get_executor(), config);
  auto const fits = test::run(context, asking.query({std::string(300, 'a'), "i"}));
  BOOST_TEST(fits.has_value());
  auto const passes = test::run(context, asking.query({std::string(300, ' '), "i"}));
  BOOST_TEST_REQUIRE(passes.has_error());
  BOOST_TEST((passes.error() == errc::request_too_large));
  BOOST_TEST(passes.error().where() == "limit 1000 bytes");
}

BOOST_AUTO_TEST_CASE(a_large_token_goes_through) {
  asio::io_context context;
  recorder seen;
  test::peer server(context, seen.script());
  auto config = plain_config(server);
  config.auth = dataarts::credentials::token(std::string(20'000, 'T'));
  client asking(context.get_executor(), config);
  BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value());

  config.auth = dataarts::credentials::token(std::string(40'000, 'T'));
  try {
    client refused(context.get_executor(), config);
    BOOST_ERROR("accepted");
  } catch (std::invalid_argument const& error) {
    std::string const text = error.what();
    BOOST_TEST(text.starts_with("max_request_header: "), text);
    BOOST_TEST(text.find("TTTT") == std::string::npos);
  }
  config.auth = dataarts::credentials::token("hush\nhush");
  try {
    client refused(context.get_executor(), config);
    BOOST_ERROR("accepted");
  } catch (std::invalid_argument const& error) {
    BOOST_TEST(std::string(error.what()).find("auth") != std::string::npos);
    BOOST_TEST(std::string(error.what()).find("hush") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_a_failure_with_the_services_words) {
  asio::io_context context;
  test::peer server(
      context, test::always(test::http_answer(R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})",
                                              "400 Bad Request", "X-Request-Id: 4fe2\r\n")));
  client asking(context.get_executor(), plain_config(server));
  auto const answer = test::run(context, asking.query({"ghost", "i"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  auto const& why = answer.error();
  BOOST_TEST((why == condition::not_found));
  BOOST_TEST((why == condition::rejected));
  BOOST_TEST(!(why == condition::transient));
  BOOST_TEST(why.message() == "DLF.6201: The script does not exist. (HTTP 400, request 4fe2)");
  BOOST_TEST(why.attempts() == 1u);
  BOOST_CHECK_THROW(answer.value(), dataarts::call_error);
  // A refusal is a complete exchange: the connection serves the next call.
  BOOST_TEST(test::run(context, asking.query({"ghost", "i"})).has_error());
  BOOST_TEST(server.accepted() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_over_the_limits_or_unreadable_closes_the_connection) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& client, std::size_t n) -> asio::awaitable<void> {
    std::string const answers[] = {
        "HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 70000000\r\n\r\n",
        test::http_answer("{\"status\":"),
        test::http_answer("<html></html>"),
        "no HTTP at all\r\n\r\n",
    };
    static_cast<void>(co_await client.request());
    if (n < 5) co_await client.send(answers[n]);
    if (n >= 5) co_await client.send(test::http_answer(running));
    co_await client.until_closed();
  });
  client asking(context.get_executor(), plain_config(server));
  errc const expected[] = {errc::header_too_large, errc::body_too_large, errc::invalid_json, errc::invalid_json,
                           errc::http_protocol_error};
  for (auto const code : expected) {
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == code), answer.error());
    bool const too_large = code == errc::header_too_large || code == errc::body_too_large;
    BOOST_TEST((answer.error() == (too_large ? condition::limit_exceeded : condition::malformed_response)));
    BOOST_TEST(answer.error().where().find(std::to_string(server.port())) != std::string_view::npos, answer.error());
  }
  BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value());
  BOOST_TEST(server.accepted() == 6u);
}

BOOST_AUTO_TEST_CASE(an_idle_client_does_not_keep_its_context_running) {
  asio::io_context context;
  auto server = std::make_unique<test::peer>(context, test::always(test::http_answer(running)));
  {
    client asking(context.get_executor(), plain_config(*server));
    BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value());
    BOOST_TEST(asking.stats().connections_idle == 1u);
    server->stop();
    test::settle(context);
  }
  // The client is gone and with it its connection, so the server's script ends, too: nothing is left to wait for.
  context.restart();
  context.run();
  BOOST_TEST(server->open() == 0u);
}

BOOST_AUTO_TEST_CASE(run_returns_when_the_last_query_is_answered) {
  asio::io_context server_context;
  asio::io_context context;
  test::peer server(server_context, test::always(test::http_answer(running)));
  client asking(context.get_executor(), plain_config(server));
  auto under_way = test::start(context, asking.query({"s", "i"}));
  // Two contexts in one thread: each is polled in turn. With the answer there, the client's must be out of work.
  while (!under_way.done()) {
    server_context.poll();
    context.poll();
  }
  BOOST_TEST(under_way.value().has_value());
  BOOST_TEST(asking.stats().connections_idle == 1u);
  if (context.stopped()) context.restart();
  BOOST_TEST(context.run() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
