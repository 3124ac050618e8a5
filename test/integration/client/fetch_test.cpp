#include "http/fetch.hpp"

#include "support.hpp"

#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_time.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

BOOST_AUTO_TEST_SUITE(fetch_suite)

namespace {

namespace asio = boost::asio;
using dataarts::errc;
using dataarts::result;
using dataarts::http::fetch_options;
using dataarts::http::fetch_request;
using dataarts::http::fetched;

result<fetched> fetch(asio::io_context& context, fetch_request request, fetch_options options = {}) {
  return test::run(context, dataarts::http::fetch(std::move(request), std::move(options)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_of_any_status_is_a_value) {
  asio::io_context context;
  std::string seen;
  test::peer server(context, [&seen](test::peer::connection& client, std::size_t) -> asio::awaitable<void> {
    auto& request = seen;
    request = co_await client.request();
    co_await client.send(test::http_answer("no", "404 Not Found", "X-Subject-Token: t\r\n"));
  });
  auto const answer = fetch(context, {"POST", server.url() + "/v3/auth/tokens?nocatalog=true", {{"X-One", "1"}}, "{}"});
  BOOST_TEST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->status == 404);
  BOOST_TEST(answer->body == "no");
  BOOST_TEST(answer->header("x-subject-token") == "t");
  BOOST_TEST(answer->header("X-Other") == "");
  BOOST_TEST(seen.starts_with("POST /v3/auth/tokens?nocatalog=true HTTP/1.1\r\n"));
  BOOST_TEST(seen.find("X-One: 1\r\n") != seen.npos);
  BOOST_TEST(seen.find("Content-Length: 2\r\n") != seen.npos);
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_given_up_by_the_clock) {
  asio::io_context context;
  auto const time = std::make_shared<dataarts::virtual_clock>();
  test::peer server(context, [](test::peer::connection& client, std::size_t) -> asio::awaitable<void> {
    co_await client.until_closed();
  });
  fetch_options options;
  options.time = time;
  options.timeout = std::chrono::seconds(3);
  auto under_way = test::start(context, dataarts::http::fetch({"GET", server.url()}, options));
  test::run_until(context, [&] { return server.accepted() == 1; });
  test::pass_events(context);
  BOOST_TEST(!under_way.done());
  time->advance(std::chrono::seconds(3));
  test::run_until(context, [&] { return under_way.done(); });
  auto const& outcome = under_way.value();
  BOOST_TEST_REQUIRE(outcome.has_error());
  BOOST_TEST((outcome.error() == errc::deadline_exceeded));
}

BOOST_AUTO_TEST_CASE(the_longest_timeout_is_none) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer("late")));
  fetch_options options;
  options.timeout = std::chrono::nanoseconds::max();
  auto const by_the_machine = fetch(context, {"GET", server.url()}, options);
  BOOST_TEST(by_the_machine.has_value());
  auto const time = std::make_shared<dataarts::virtual_clock>();
  time->advance(std::chrono::hours(1));
  options.time = time;
  auto const answer = fetch(context, {"GET", server.url()}, options);
  BOOST_TEST(answer.has_value());
}

BOOST_AUTO_TEST_CASE(interim_answers_are_passed_over) {
  asio::io_context context;
  auto const outcome_of = [&](std::string const& bytes) {
    test::peer server(context, [&bytes](test::peer::connection& client, std::size_t) -> asio::awaitable<void> {
      auto const answer = bytes;
      co_await client.request();
      co_await client.send(answer);
      client.close();
    });
    return fetch(context, {"POST", server.url(), {}, "{}"});
  };
  std::string const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  std::string const hints = "HTTP/1.1 103 Early Hints\r\nX-Subject-Token: early\r\n\r\n";
  std::string const created = test::http_answer("body", "201 Created", "X-Subject-Token: t\r\n");
  for (auto const& bytes : {go_on + created, hints + go_on + created}) {
    auto const answer = outcome_of(bytes);
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->status == 201);
    BOOST_TEST(answer->header("X-Subject-Token") == "t");
    BOOST_TEST(answer->body == "body");
  }
  std::string many;
  for (int i = 0; i < 16; ++i) many += go_on;
  BOOST_TEST(outcome_of(many + created).has_value());
  auto const too_many = outcome_of(go_on + many + created);
  BOOST_TEST_REQUIRE(too_many.has_error());
  BOOST_TEST((too_many.error() == errc::http_protocol_error));
  BOOST_TEST(too_many.error().message().find("more than 16 interim answers") != std::string::npos, too_many.error());
  // The answer began, and never came.
  BOOST_TEST((outcome_of(go_on).error() == errc::truncated_response));
  // Nobody asked for another protocol.
  BOOST_TEST(outcome_of("HTTP/1.1 101 Switching Protocols\r\n\r\n" + created)->status == 101);
}

BOOST_AUTO_TEST_CASE(what_went_wrong_is_told) {
  asio::io_context context;
  auto const outcome_of = [&](std::string const& bytes, fetch_options options = {}) {
    test::peer server(context, [&bytes](test::peer::connection& client, std::size_t) -> asio::awaitable<void> {
      auto const answer = bytes;
      co_await client.request();
      co_await client.send(answer);
      client.close();
    });
    return fetch(context, {"GET", server.url()}, std::move(options));
  };
  BOOST_TEST((outcome_of("").error() == errc::connection_closed));
  BOOST_TEST((outcome_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").error() == errc::truncated_response));
  BOOST_TEST((outcome_of("what\r\n\r\n").error() == errc::http_protocol_error));
  fetch_options small;
  small.max_body = 2;
  BOOST_TEST((outcome_of(test::http_answer("abc"), small).error() == errc::body_too_large));
  small.max_header = 16;
  BOOST_TEST((outcome_of(test::http_answer("a"), small).error() == errc::header_too_large));
}

BOOST_AUTO_TEST_CASE(no_connection_is_told) {
  asio::io_context context;
  std::string url;
  {
    test::peer server(context, test::always(""));
    url = server.url();
  }
  auto const refused = fetch(context, {"GET", url});
  BOOST_TEST_REQUIRE(refused.has_error());
  BOOST_TEST((refused.error() == errc::connect_failed));
  auto const wrong = fetch(context, {"GET", "ftp://127.0.0.1/"});
  BOOST_TEST((wrong.error() == errc::invalid_reference));
  BOOST_TEST(wrong.error().message().find("scheme") != std::string::npos);
  auto const blank = fetch(context, {"GET", url + "/a b"});
  BOOST_TEST((blank.error() == errc::invalid_reference));
}

BOOST_AUTO_TEST_CASE(https_is_checked) {
  asio::io_context context;
  dataarts::mock::options settings;
  settings.tls.emplace();
  dataarts::mock::server server(context, settings);
  auto const untrusted = fetch(context, {"GET", server.url() + "/nothing"});
  BOOST_TEST_REQUIRE(untrusted.has_error());
  BOOST_TEST((untrusted.error() == errc::certificate_rejected));
  fetch_options options;
  options.tls.ca_pem = server.ca_pem();
  auto const trusted = fetch(context, {"GET", server.url() + "/nothing"}, options);
  BOOST_TEST_REQUIRE(trusted.has_value());
  BOOST_TEST(trusted->status == 501);
}

BOOST_AUTO_TEST_CASE(time_passes_in_the_middle_of_an_answer) {
  using namespace std::chrono_literals;
  using dataarts::mock::wire_fault;
  for (bool const tls : {false, true}) {
    asio::io_context context{1};
    auto const time = std::make_shared<dataarts::virtual_clock>();
    dataarts::mock::options settings;
    if (tls) settings.tls.emplace();
    dataarts::mock::server server(context, settings.on(time));
    server.add(dataarts::mock::instance("load")
                   .script("load")
                   .running()
                   .on_poll(1, wire_fault::stall(30))
                   .on_poll(2, wire_fault::drip(40, 300ms))
                   .on_poll(3, wire_fault::stall())
                   .late_on_poll(4, 2s));
    auto const ask = [&] {
      fetch_options options;
      options.time = time;
      options.timeout = 10s;
      options.tls.verify = false;  // the certificate is valid on the server's time
      fetch_request request{"GET", server.url() + "/v1/p/scripts/load/instances/i"};
      return dataarts::run(context, *time, dataarts::http::fetch(std::move(request), std::move(options)));
    };
    auto const now = [&] { return time->now().time_since_epoch(); };
    BOOST_TEST((ask().error() == errc::deadline_exceeded));
    BOOST_TEST((now() == 10s));
    auto const dripped = ask();
    BOOST_TEST_REQUIRE(dripped.has_value());
    BOOST_TEST(dripped->body.find("RUNNING") != std::string::npos);
    auto const then = now() - 10s;
    BOOST_TEST((then > 1s));
    BOOST_TEST((then % 300ms == 0ms));
    BOOST_TEST((ask().error() == errc::deadline_exceeded));
    BOOST_TEST((now() == then + 20s));
    BOOST_TEST(ask().has_value());
    BOOST_TEST((now() == then + 22s));
  }
}

BOOST_AUTO_TEST_SUITE_END()
