// No output of an observer holds a secret, whatever the server repeats.

#include "collector.hpp"
#include "recorder.hpp"
#include "virtual_time.hpp"

#include <dataarts/json_lines_observer.hpp>
#include <dataarts/observer_group.hpp>
#include <dataarts/otlp_observer.hpp>
#include <dataarts/prometheus_observer.hpp>

#include <boost/json/serialize.hpp>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(observed_secrets_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::credentials;

namespace {

std::string const token = "made-up-observed-token-0123456789";
std::string const secret_key = "made-up-observed-secret-key";
std::string const security_token = "made-up-observed-security-token";
std::string const collector_key = "made-up-observed-collector-key";

/// Which of the secrets stand in a text, in any of its forms.
std::vector<std::string> secrets_in(std::string const& text) {
  std::vector<std::string> found;
  for (auto const& each : {token, secret_key, security_token, collector_key}) {
    if (text.find(each) != std::string::npos) found.push_back(each);
  }
  // A signature lets anybody repeat the request for some minutes.
  for (auto at = text.find("Signature="); at != std::string::npos; at = text.find("Signature=", at + 1)) {
    if (!text.substr(at).starts_with("Signature=(hidden)")) found.push_back("a signature: " + text.substr(at, 80));
  }
  return found;
}

/// As the value of a header that stands on one line.
std::string header_of(std::string const& request, std::string const& name) {
  auto const at = request.find(name + ": ");
  if (at == std::string::npos) return "none";
  auto const begin = at + name.size() + 2;
  return request.substr(begin, request.find("\r\n", begin) - begin);
}

/// A gateway that says what it was asked: in its code, its message and its header. Of four answers one is good and
/// one cannot be read.
test::peer::script echoing() {
  return [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    for (std::size_t number = 0;; ++number) {
      auto request = co_await peer.request();
      if (request.empty()) co_return;
      auto said = header_of(request, "X-Auth-Token") + header_of(request, "X-Security-Token");
      auto const headers = "X-Request-Id: " + said + "\r\n";
      if (number % 4 == 2) {
        co_await peer.send(test::http_answer(test::running_body, "200 OK", headers));
        continue;
      }
      if (number % 4 == 3) {
        co_await peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: " + said + "\r\nContent-Length: 0\r\n\r\n");
        co_return;
      }
      for (std::size_t at = 0; (at = request.find("\r\n", at)) != std::string::npos;) request.replace(at, 2, "|");
      auto const body = R"({"error_code":"E.)" + said + R"(","error_msg":"asked: )" + request + R"("})";
      auto const status = number % 4 == 0 ? "503 Service Unavailable" : "400 Bad Request";
      co_await peer.send(test::http_answer(body, status, headers));
    }
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_look_for_secrets_finds_them) {
  BOOST_TEST(secrets_in("nothing").empty());
  BOOST_TEST(secrets_in("a" + token + "b").size() == 1u);
  BOOST_TEST(secrets_in(secret_key + security_token + collector_key).size() == 3u);
  BOOST_TEST(secrets_in("Authorization: SDK-HMAC-SHA256 Access=A, Signature=0a").size() == 1u);
}

BOOST_AUTO_TEST_CASE(no_output_of_any_observer_holds_a_secret) {
  for (auto const& auth : {credentials::token(token), credentials::keys("AK", secret_key, security_token)}) {
    test::virtual_time now;
    test::peer server(now.context, echoing());
    test::collector collector(now.context,
                              {test::http_answer("{}"), test::http_answer(collector_key, "403 Forbidden")});
    std::ostringstream lines;
    dataarts::json_lines_options everything;
    everything.attempts = everything.names = true;
    dataarts::otlp_options sending;
    sending.endpoint = collector.url();
    sending.headers = {{"X-Key", collector_key}};
    sending.sample_ratio = 1;
    sending.time = now.clock;
    sending.retry.max_attempts = 1;
    auto const written = std::make_shared<dataarts::json_lines_observer>(lines, everything);
    auto const counted = std::make_shared<dataarts::prometheus_observer>();
    auto const sent = std::make_shared<dataarts::otlp_observer>(now.context.get_executor(), sending);
    auto const seen = std::make_shared<test::recorder>();

    auto config = test::config_for(server);
    config.time = now.clock;
    config.auth = auth;
    config.retry = {};
    config.observer = std::make_shared<dataarts::observer_group>(
        std::vector<std::shared_ptr<dataarts::observer>>{written, nullptr, counted, sent, seen});
    std::optional<client> asking(std::in_place, now.context.get_executor(), config);
    int good = 0;
    std::string outputs;
    for (int i = 0; i < 9; ++i) {
      auto const answer = now.run(asking->query({"s", "i"}));
      good += answer.has_value() ? 1 : 0;
      if (!answer) outputs += answer.error().message() + std::string(answer.error().body());
    }
    outputs += counted->text(asking->stats());
    asking.reset();
    now.run(sent->flush());
    written->flush();
    outputs += lines.str() + counted->text() + sent->stats().last_problem;
    for (auto const& each : collector.requests) outputs += each.path + boost::json::serialize(each.body);

    // All had something to tell.
    BOOST_TEST(good > 0);
    BOOST_TEST(good < 8);
    BOOST_TEST(seen->is_balanced());
    BOOST_TEST(seen->calls.size() == 9u);
    BOOST_TEST(lines.str().find("(hidden)") != std::string::npos);
    BOOST_TEST(collector.spans().size() > 9u);
    BOOST_TEST(collector.requests.size() == 2u);
    for (auto const& each : secrets_in(outputs)) BOOST_ERROR("the outputs hold " << each);
  }
}

BOOST_AUTO_TEST_SUITE_END()
