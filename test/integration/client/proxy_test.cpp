#include "support.hpp"

#include "proxy_peer.hpp"

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/server.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(proxy_test)

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using namespace std::chrono_literals;

namespace {

struct fixture {
  asio::io_context context;
  test::peer server{context, test::always(test::http_answer(test::running_body))};
  test::proxy_peer proxy{context, server.port()};

  /// An endpoint whose name only the proxy can know.
  dataarts::client_config config() const {
    auto made = test::config_for(server);
    made.endpoint = "http://behind-the-proxy.invalid:8080";
    made.proxy.url = proxy.url();
    return made;
  }
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_FIXTURE_TEST_CASE(queries_go_through_one_tunnel, fixture) {
  auto made = config();
  made.proxy.url = proxy.url("Aladdin:open%20sesame@");
  client asking(context.get_executor(), made);
  for (int i = 0; i < 10; ++i) {
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_value(), answer.error());
  }
  BOOST_TEST(server.accepted() == 1u);
  BOOST_TEST_REQUIRE(proxy.requests.size() == 1u);
  auto const& request = proxy.requests.front();
  BOOST_TEST(request.starts_with("CONNECT behind-the-proxy.invalid:8080 HTTP/1.1\r\n"), request);
  BOOST_TEST(contains(request, "\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"), request);
}

BOOST_FIXTURE_TEST_CASE(tls_runs_through_the_tunnel_with_the_name_of_the_endpoint, fixture) {
  mock::options options;
  options.tls.emplace();
  mock::server secure(context, options);
  test::proxy_peer to_secure(context, secure.port());
  dataarts::client_config made;
  made.project_id = "p1";
  made.endpoint = "https://localhost:" + std::to_string(secure.port());
  made.tls.ca_pem = secure.ca_pem();
  made.proxy.url = to_secure.url();
  client asking(context.get_executor(), made);
  dataarts::instance_ref const ref(mock::documented_answers::script, mock::documented_answers::instance);
  auto const answer = test::run(context, asking.query(ref));
  BOOST_TEST(answer.has_value(), answer.error());
  BOOST_TEST(to_secure.accepted() == 1u);

  made.endpoint = "https://another.name:443";
  made.retry.max_attempts = 1;
  client deceived(context.get_executor(), made);
  auto const refused = test::run(context, deceived.query(ref));
  BOOST_TEST_REQUIRE(refused.has_error());
  BOOST_TEST((refused.error() == errc::certificate_rejected), refused.error());
  BOOST_TEST(contains(refused.error().message(), "another.name:443 through the proxy " + to_secure.authority()));
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_wants_a_password_is_told_as_such, fixture) {
  proxy.leads_on = false;
  proxy.answer = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
  for (bool const with_password : {false, true}) {
    auto made = config();
    made.retry.max_attempts = 4;
    if (with_password) made.proxy.url = proxy.url("Aladdin:sesame@");
    client asking(context.get_executor(), made);
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_error());
    auto const& why = answer.error();
    BOOST_TEST((why == errc::proxy_refused), why);
    BOOST_TEST((why == condition::unreachable));
    BOOST_TEST(!(why == condition::transient));
    BOOST_TEST(why.attempts() == 1u);
    BOOST_TEST(why.http_status() == 0);
    BOOST_TEST(contains(why.message(), with_password ? "HTTP 407, it does not accept the user name and the password"
                                                     : "HTTP 407, it wants a user name and a password"),
               why);
    BOOST_TEST(contains(why.message(), "behind-the-proxy.invalid:8080 through the proxy " + proxy.authority()), why);
    BOOST_TEST(!contains(why.message(), "sesame"), why);
    BOOST_TEST(!contains(why.message(), "QWxhZGRpbjpzZXNhbWU="), why);
  }
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_cannot_reach_the_endpoint_is_asked_again, fixture) {
  proxy.leads_on = false;
  proxy.answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
  auto made = config();
  made.retry.max_attempts = 2;
  made.retry.base_delay = 1ns;
  client asking(context.get_executor(), made);
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::connect_failed), answer.error());
  BOOST_TEST((answer.error() == condition::transient));
  BOOST_TEST(answer.error().attempts() == 2u);
  BOOST_TEST(contains(answer.error().message(), "the proxy answered HTTP 502"), answer.error());
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_is_none_is_told_as_such, fixture) {
  proxy.leads_on = false;
  proxy.answer = "220 mail.example.com ESMTP\r\n\r\n";
  client asking(context.get_executor(), config());
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::connect_failed), answer.error());
  BOOST_TEST(contains(answer.error().message(), "the proxy: what it answered is not HTTP"), answer.error());
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_is_not_there_is_named, fixture) {
  auto made = config();
  made.proxy.url = "http://no-such-proxy.invalid:3128";
  client asking(context.get_executor(), made);
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::resolve_failed), answer.error());
  BOOST_TEST(contains(answer.error().message(), "through the proxy no-such-proxy.invalid:3128"), answer.error());
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_is_silent_ends_at_the_connect_time, fixture) {
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  proxy.leads_on = false;
  proxy.answer = "";
  auto made = config();
  made.time = clock;
  client asking(context.get_executor(), made);
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return proxy.requests.size() == 1; });
  test::pass_events(context);
  clock->advance(10s, [&] { test::pass_events(context); });
  BOOST_TEST_REQUIRE(call.done());
  BOOST_TEST((call.value().error() == errc::connect_timeout), call.value().error());
}

BOOST_FIXTURE_TEST_CASE(an_exempt_endpoint_is_reached_directly, fixture) {
  auto made = config();
  made.endpoint = server.url();
  made.proxy.no_proxy = "127.0.0.0/8";
  client asking(context.get_executor(), made);
  BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value());
  BOOST_TEST(proxy.accepted() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_call_can_be_given_up_while_the_proxy_is_asked, fixture) {
  proxy.leads_on = false;
  proxy.answer = "HTTP/1.1 200";
  client asking(context.get_executor(), config());
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return proxy.requests.size() == 1; });
  test::pass_events(context);
  BOOST_TEST(!call.done());
  asking.close();
  test::run_until(context, [&] { return call.done(); });
  BOOST_TEST((call.value().error() == errc::client_closed));
}

BOOST_FIXTURE_TEST_CASE(a_proxy_that_cannot_be_used_is_refused_at_once, fixture) {
  auto made = config();
  made.proxy.url = "https://proxy.corp:3128";
  BOOST_CHECK_EXCEPTION(client(context.get_executor(), made), std::invalid_argument, [](auto const& why) {
    return std::string_view(why.what()).starts_with("proxy.url: a proxy of the scheme \"https\" is not supported");
  });
}

BOOST_AUTO_TEST_SUITE_END()
