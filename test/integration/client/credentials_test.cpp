// Credentials that come from a source: asked for, kept, renewed, given up.

#include "virtual_time.hpp"

#include <dataarts/credential_source.hpp>
#include <dataarts/credential_sources.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::credentials;
using dataarts::errc;
using dataarts::failure;
using dataarts::issued_credentials;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;
using issue = dataarts::result<issued_credentials>;

/// Gives what the test puts into it, the last one for ever.
class scripted_source final : public dataarts::credential_source {
 public:
  asio::awaitable<issue> get(dataarts::credential_request) override {
    ++asked;
    most_at_once = std::max(most_at_once, ++at_once);
    leaving const end(at_once);
    if (hold) {
      auto const executor = co_await asio::this_coro::executor;
      gate.emplace(executor, asio::steady_timer::time_point::max());
      boost::system::error_code opened;
      co_await gate->async_wait(asio::redirect_error(asio::use_awaitable, opened));
      // Opened, or cancelled by the client.
      if (hold) throw boost::system::system_error(opened);
    }
    if (throws) throw std::runtime_error("the vault is closed");
    auto given = next.front();
    if (next.size() > 1) next.pop_front();
    co_return given;
  }
  std::string name() const override { return "vault"; }

  std::deque<issue> next;
  int asked = 0;
  int at_once = 0;
  int most_at_once = 0;
  bool hold = false;
  std::optional<asio::steady_timer> gate;
  bool throws = false;

  void release() {
    hold = false;
    gate->cancel();
  }

 private:
  struct leaving {
    explicit leaving(int& count) : counter(count) {}
    leaving(leaving const&) = delete;
    leaving& operator=(leaving const&) = delete;
    ~leaving() { --counter; }
    int& counter;
  };
};

struct situation : test::virtual_time {
  /// @param answer  to a request; a test may change it.
  explicit situation(std::function<std::string(std::string const&)> answer)
      : respond(std::move(answer)), server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    config.auth_source = source;
    config.call_timeout = 10min;
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto* const self = this;
      for (;;) {
        auto const request = co_await peer.request();
        if (request.empty()) co_return;
        self->requests.push_back(request);
        auto const answer = self->respond(request);
        co_await peer.send(answer);
      }
    };
  }

  issue token(std::string text, std::chrono::seconds life = 24h) const {
    issued_credentials made;
    made.value = credentials::token(std::move(text));
    made.expires_at = clock->wall_now() + life;
    return made;
  }

  std::vector<test::started<outcome>> start(client& asking, int count) {
    std::vector<test::started<outcome>> calls;
    for (int i = 0; i < count; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
    return calls;
  }

  outcome ask(client& asking) { return run(asking.query({"s", "i"})); }

  std::function<std::string(std::string const&)> respond;
  std::vector<std::string> requests;
  test::peer server;
  std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>();
  dataarts::client_config config;
};

std::string const good = test::http_answer(test::running_body);

std::string refused(std::string const& code, std::string const& message, std::string const& headers = {}) {
  return test::http_answer(R"({"error_code":")" + code + R"(","error_msg":")" + message + R"("})", "401 Unauthorized",
                           headers);
}

bool has_token(std::string const& request, std::string const& token) {
  return request.find("X-Auth-Token: " + token + "\r\n") != std::string::npos;
}

failure failed_with(int status, errc code) {
  failure::details details;
  details.http_status = status;
  return failure(code, std::move(details));
}

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(credentials_suite)

BOOST_AUTO_TEST_CASE(one_renewal_serves_all_who_wait) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first")};
  now.source->hold = true;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 20);
  test::run_until(now.context, [&] { return now.source->asked > 0; });
  BOOST_TEST(asking.stats().calls_authorizing == 20u);
  BOOST_TEST(now.requests.empty());
  now.source->release();
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.source->asked == 1);
  BOOST_TEST(now.requests.size() == 20u);
  for (auto const& each : now.requests) BOOST_TEST(has_token(each, "first"));
}

BOOST_AUTO_TEST_CASE(calls_go_on_while_a_token_near_its_end_is_renewed) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first", 24h), now.token("second", 48h)};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  now.clock->advance(23h + 30min);
  now.source->hold = true;
  auto meanwhile = test::start(now.context, asking.query({"s", "i"}));
  test::run_until(now.context, [&] { return meanwhile.done(); });
  BOOST_TEST(meanwhile.value().has_value());
  BOOST_TEST(has_token(now.requests.back(), "first"));
  BOOST_TEST(now.source->asked == 2);
  now.source->release();
  test::run_until(now.context, [&] { return asking.stats().credential_renewals == 2; });
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(has_token(now.requests.back(), "second"));
  BOOST_TEST(now.source->asked == 2);
  BOOST_TEST(now.source->most_at_once == 1);
}

BOOST_AUTO_TEST_CASE(calls_wait_for_a_new_token_once_the_old_one_has_ended) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first", 1h), now.token("second", 48h)};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  now.clock->advance(1h);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(has_token(now.requests.back(), "second"));
}

// Under a rate limit a call may wait for its turn longer than the credentials live that were there when it began.
BOOST_AUTO_TEST_CASE(calls_in_the_queue_are_sent_with_credentials_that_live) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), now.token("T2", 1000s)};
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST_REQUIRE(now.requests.size() == 8u);
  // At 0 and 50 seconds, and then from 100 on.
  for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(holds(now.requests[i], i < 2 ? "Token: T1\r\n" : "Token: T2\r\n"), i);
  BOOST_TEST(asking.stats().retries == 0u);
}

BOOST_AUTO_TEST_CASE(calls_in_the_queue_end_when_no_credentials_are_to_be_had) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), failure(errc::unauthorized, {})};
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  for (std::size_t i = 2; i < 8; ++i) {
    BOOST_TEST((calls[i].value().error() == errc::credentials_unavailable), calls[i].value().error());
  }
}

BOOST_AUTO_TEST_CASE(calls_in_the_queue_end_when_the_new_token_is_too_large) {
  situation now([](auto const&) { return good; });
  now.source->next = {now.token("T1", 100s), now.token(std::string(5000, 'T'))};
  now.config.max_request_header = 4096;
  now.config.throttle.requests_per_second = 0.02;
  now.config.call_timeout = 10h;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  for (std::size_t i = 2; i < 8; ++i) {
    BOOST_TEST((calls[i].value().error() == errc::request_too_large), calls[i].value().error());
  }
}

BOOST_AUTO_TEST_CASE(a_token_that_has_to_be_renewed_is_renewed_once) {
  situation now([](std::string const& request) {
    return has_token(request, "second") ? good : refused("APIGW.0307", "The token must be updated");
  });
  now.source->next = {now.token("first"), now.token("second")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST(answer.has_value());
  BOOST_TEST(now.requests.size() == 2u);
  BOOST_TEST(now.source->asked == 2);
  BOOST_TEST(asking.stats().retries == 1u);
}

BOOST_AUTO_TEST_CASE(many_calls_with_the_same_bad_token_cause_one_renewal) {
  situation now([](std::string const& request) {
    return has_token(request, "second") ? good : refused("APIG.0307", "The token must be updated");
  });
  now.config.max_connections = 8;
  now.source->next = {now.token("first"), now.token("second")};
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 30);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.source->asked == 2);
}

BOOST_AUTO_TEST_CASE(a_call_is_not_repeated_for_a_second_refusal) {
  situation now([](std::string const&) { return refused("APIGW.0307", "The token must be updated"); });
  now.source->next = {now.token("first")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::unauthorized));
  BOOST_TEST(answer.error().earlier_attempts().size() == 1u);
  BOOST_TEST(now.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(other_refusals_of_a_token_renew_nothing) {
  situation now([](std::string const&) { return refused("APIGW.0301", "decrypt token fail"); });
  now.source->next = {now.token("first")};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  BOOST_TEST(now.source->asked == 1);
  BOOST_TEST(now.requests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_for_a_moment_is_asked_again) {
  situation now([](std::string const&) { return good; });
  now.config.retry.max_attempts = 3;
  now.source->next = {failed_with(503, errc::server_error), failure(errc::connect_failed), now.token("first")};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.source->asked == 3);
}

BOOST_AUTO_TEST_CASE(a_source_that_refuses_is_not_asked_again_soon) {
  situation now([](std::string const&) { return good; });
  now.config.retry.max_attempts = 3;
  now.source->next = {failed_with(401, errc::unauthorized)};
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 3; ++i) {
    auto const answer = now.ask(asking);
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == errc::credentials_unavailable));
    BOOST_TEST((answer.error() == condition::unauthorized));
    BOOST_TEST(holds(answer.error().message(), "vault: "));
  }
  BOOST_TEST(now.source->asked == 1);
  now.clock->advance(10s);
  BOOST_TEST(now.ask(asking).has_error());
  BOOST_TEST(now.source->asked == 2);
}

BOOST_AUTO_TEST_CASE(a_source_that_throws_has_failed) {
  situation now([](std::string const&) { return good; });
  now.source->throws = true;
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST((answer.error() == errc::credentials_unavailable));
  BOOST_TEST(holds(answer.error().message(), "the vault is closed"));
}

BOOST_AUTO_TEST_CASE(deadlines_and_cancellation_hold_while_waiting_for_credentials) {
  situation now([](std::string const&) { return good; });
  now.source->next = {now.token("first")};
  now.source->hold = true;
  now.config.call_timeout = 3s;
  client asking(now.context.get_executor(), now.config);
  auto call = test::start(now.context, asking.query({"s", "i"}));
  test::run_until(now.context, [&] { return now.source->asked > 0; });
  now.clock->advance(3s);
  test::run_until(now.context, [&] { return call.done(); });
  BOOST_TEST((call.value().error() == errc::deadline_exceeded));
  BOOST_TEST(holds(call.value().error().message(), "waiting for credentials"));

  auto closed = test::start(now.context, asking.query({"s", "i"}));
  test::pass_events(now.context);
  asking.close();
  test::run_until(now.context, [&] { return closed.done() && now.source->at_once == 0; });
  BOOST_TEST((closed.value().error() == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(two_refused_signatures_in_a_row_stop_the_client) {
  situation now([](std::string const&) { return refused("APIGW.0301", "verify aksk signature fail"); });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 50);
  now.pass_until([&] { return test::all_done(calls); });
  BOOST_TEST(now.requests.size() == 2u);
  auto const count = [&](errc code) {
    return std::count_if(calls.begin(), calls.end(), [&](auto& each) { return each.value().error() == code; });
  };
  BOOST_TEST(count(errc::unauthorized) == 2);
  BOOST_TEST(count(errc::credentials_refused) == 48);
  now.clock->advance(10h);
  auto const later = now.ask(asking);
  BOOST_TEST((later.error() == errc::credentials_refused));
  BOOST_TEST(holds(later.error().message(), "APIGW.0301: verify aksk signature fail"));
  BOOST_TEST(now.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_accepted_signature_lets_all_others_go) {
  situation now([](std::string const&) { return good; });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 50);
  now.pass_until([&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.requests.size() == 50u);
}

BOOST_AUTO_TEST_CASE(keys_that_need_no_proof_are_used_at_once) {
  situation now([](std::string const&) { return good; });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  now.config.signing.prove_keys = false;
  now.config.max_connections = 8;
  client asking(now.context.get_executor(), now.config);
  auto calls = now.start(asking, 8);
  test::run_until(now.context, [&] { return asking.stats().calls_in_exchange == 8u; });
  now.pass_until([&] { return test::all_done(calls); });
}

BOOST_AUTO_TEST_CASE(refusals_that_are_not_in_a_row_stop_nothing) {
  int n = 0;
  situation now([&n](std::string const&) { return ++n % 2 == 0 ? good : refused("APIGW.0301", "no"); });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 10; ++i) BOOST_TEST(now.ask(asking).has_value() == (i % 2 == 1));
}

BOOST_AUTO_TEST_CASE(refused_keys_are_replaced_by_others_of_the_source) {
  situation now([](std::string const& request) {
    return holds(request, "Access=GOOD") ? good : refused("APIGW.0301", "verify aksk signature fail");
  });
  issued_credentials bad;
  bad.value = credentials::keys("BAD", "made-up-secret-key");
  issued_credentials fine;
  fine.value = credentials::keys("GOOD", "made-up-secret-key");
  now.source->next = {bad, bad, fine};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  BOOST_TEST((now.ask(asking).error() == errc::unauthorized));
  auto const same = now.ask(asking);
  BOOST_TEST((same.error() == errc::credentials_refused));
  BOOST_TEST(holds(same.error().message(), "vault"));
  BOOST_TEST((now.ask(asking).error() == errc::credentials_refused));
  BOOST_TEST(now.source->asked == 2);
  now.clock->advance(10s);
  BOOST_TEST(now.ask(asking).has_value());
  BOOST_TEST(now.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(refusals_that_cannot_be_read_are_refusals_all_the_same) {
  for (std::string const answer :
       {"HTTP/1.1 401 Unauthorized\r\nContent-Length: 50\r\n\r\ncut",
        "HTTP/1.1 401 Unauthorized\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"}) {
    situation now([&answer](std::string const&) { return answer; });
    now.config.auth_source = nullptr;
    now.config.auth = credentials::keys("AK", "made-up-secret-key");
    now.config.call_timeout = 5s;
    client asking(now.context.get_executor(), now.config);
    for (int i = 0; i < 6; ++i) BOOST_TEST(now.ask(asking).has_error());
    BOOST_TEST(now.requests.size() <= 2u);
  }
}

BOOST_AUTO_TEST_CASE(answers_that_say_nothing_of_the_signature_do_not_reset_the_count) {
  int n = 0;
  situation now([&n](std::string const&) {
    return ++n % 2 == 0 ? test::http_answer("busy", "503 Service Unavailable") : refused("APIGW.0301", "no");
  });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  for (int i = 0; i < 10; ++i) BOOST_TEST(now.ask(asking).has_error());
  BOOST_TEST(now.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_token_that_a_request_id_repeats_is_hidden) {
  situation now(
      [](std::string const&) { return refused("APIGW.0301", "no", "X-Request-Id: made-up-token/0123456789=\r\n"); });
  now.source->next = {now.token("made-up-token/0123456789=")};
  client asking(now.context.get_executor(), now.config);
  auto const answer = now.ask(asking);
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST(!holds(answer.error().message(), "made-up-token"));
  now.respond = [](std::string const&) {
    return test::http_answer(R"({"headers":["made-up-token\/0123456789\u003d"]})", "400 Bad Request");
  };
  auto const escaped = now.ask(asking);
  BOOST_TEST(!holds(escaped.error().message(), "made-up-token"));
  BOOST_TEST(!holds(std::string(escaped.error().body()), "made-up-token"));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_wrong_is_explained) {
  // The virtual clock starts on 2020-01-01 at 00:00.
  situation now([](std::string const&) {
    return refused("APIGW.0301", "verify aksk signature fail", "Date: Wed, 01 Jan 2020 00:20:00 GMT\r\n");
  });
  now.config.auth_source = nullptr;
  now.config.auth = credentials::keys("AK", "made-up-secret-key");
  client asking(now.context.get_executor(), now.config);
  auto const late = now.ask(asking);
  BOOST_TEST(holds(late.error().message(), "this machine's clock is 20 minutes behind the service's"));
  now.clock->advance(15min);
  auto const near = now.ask(asking);
  BOOST_TEST(!holds(near.error().message(), "clock"));
}

BOOST_AUTO_TEST_CASE(a_source_beside_credentials_is_refused) {
  situation now([](std::string const&) { return good; });
  now.config.auth = credentials::token("t");
  BOOST_CHECK_THROW(client(now.context.get_executor(), now.config), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_token_too_large_for_a_request_is_told) {
  situation now([](std::string const&) { return good; });
  now.config.max_request_header = 4096;
  now.source->next = {now.token(std::string(5000, 't'))};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST((now.ask(asking).error() == errc::request_too_large));
}

BOOST_AUTO_TEST_SUITE_END()
