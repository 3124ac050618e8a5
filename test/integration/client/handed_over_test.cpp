// What an observer is told of a request that one call begins and another one ends.

#include "recorder.hpp"
#include "virtual_time.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(handed_over_test)

namespace asio = boost::asio;
using dataarts::call_options;
using dataarts::client;
using dataarts::is_set;
using dataarts::to_hex;
using dataarts::trace_context;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;

auto const leaders = trace_context::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1").value();
auto const heirs = trace_context::parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "b=2").value();

call_options traced(std::optional<trace_context> const& by) { return by ? call_options().trace(*by) : call_options(); }

/// The first call asks; the second one joins it and gets the answer after the first one was cancelled.
struct situation : test::virtual_time {
  situation() : server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    config.observer = told;
    config.sharing.share_requests = true;
    config.retry = {};
    config.retry.max_retry_after = 1h;
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto* const self = this;
      for (;;) {
        auto request = co_await peer.request();
        if (request.empty()) co_return;
        self->requests.push_back(std::move(request));
        self->held = &peer;
      }
    };
  }

  void answer_with(std::string const& bytes) { asio::write(held->socket, asio::buffer(bytes)); }

  void lead(client& asking, std::optional<trace_context> const& trace) {
    auto done = [this](outcome const& got) { leader = got.has_value(); };
    dataarts::async_query(asking, {"s", "i"}, traced(trace), asio::bind_cancellation_slot(stop.slot(), done));
  }

  void follow(client& asking, std::optional<trace_context> const& trace) {
    dataarts::async_query(asking, {"s", "i"}, traced(trace), [this](outcome const& got) { heir = got.has_value(); });
  }

  void hand_over() {
    stop.emit(asio::cancellation_type::terminal);
    test::run_until(context, [&] { return leader.has_value(); });
    BOOST_TEST(!*leader);
    BOOST_TEST(!heir.has_value());
  }

  void until_asked(std::size_t count) {
    test::run_until(context, [&] { return requests.size() == count; });
    test::pass_events(context);
  }

  /// Traced calls that are over before the test looks; the client uses their memory again.
  void ask_before(client& asking, trace_context const& trace) {
    std::vector<test::started<outcome>> calls;
    std::vector<test::peer::connection*> both;
    for (auto const* const name : {"1", "2"}) {
      calls.push_back(test::start(context, asking.query({"s", name}, traced(trace))));
      until_asked(calls.size());
      both.push_back(held);
    }
    for (auto* const each : both) asio::write(each->socket, asio::buffer(test::http_answer(test::running_body)));
    test::run_until(context, [&] { return calls[0].done() && calls[1].done(); });
    requests.clear();
    told->calls.clear();
    told->attempts_began.clear();
    told->attempts.clear();
  }

  /// All of it: one second alone, two together, three for the heir alone.
  void run_through(client& asking, std::optional<trace_context> const& leads,
                   std::optional<trace_context> const& inherits) {
    lead(asking, leads);
    until_asked(1);
    clock->advance(1s);
    follow(asking, inherits);
    test::pass_events(context);
    clock->advance(2s);
    hand_over();
    clock->advance(3s);
    answer_with(test::http_answer(test::running_body));
    test::run_until(context, [&] { return heir.has_value(); });
    BOOST_TEST(*heir);
    BOOST_TEST(requests.size() == 1u);
    BOOST_TEST_REQUIRE(told->calls.size() == 2u);
    BOOST_TEST_REQUIRE(told->attempts_began.size() == 1u);
    BOOST_TEST_REQUIRE(told->attempts.size() == 1u);
  }

  std::vector<std::string> requests;
  test::peer::connection* held = nullptr;
  test::peer server;
  std::shared_ptr<test::recorder> told = std::make_shared<test::recorder>();
  dataarts::client_config config;
  asio::cancellation_signal stop;
  std::optional<bool> leader;
  std::optional<bool> heir;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_without_a_trace_gets_no_span_from_its_heir) {
  for (bool const uses_memory_again : {false, true}) {
    situation now;
    client asking(now.context.get_executor(), now.config);
    if (uses_memory_again) now.ask_before(asking, heirs);
    now.run_through(asking, std::nullopt, heirs);
    BOOST_TEST(now.requests.at(0).find("traceparent") == std::string::npos);
    BOOST_TEST(!now.told->attempts_began.at(0).span.has_value());
    BOOST_TEST(!now.told->attempts.at(0).span.has_value());
    BOOST_TEST_REQUIRE(now.told->calls.at(1).span.has_value());
    BOOST_TEST(is_set(now.told->calls.at(1).span->span));
  }
}

BOOST_AUTO_TEST_CASE(the_span_that_was_sent_is_told_whoever_ends_the_attempt) {
  for (auto const& inherits : {std::optional<trace_context>(), std::optional(heirs), std::optional(leaders)}) {
    situation now;
    client asking(now.context.get_executor(), now.config);
    now.run_through(asking, leaders, inherits);
    auto const& began = now.told->attempts_began.at(0);
    auto const& ended = now.told->attempts.at(0);
    BOOST_TEST_REQUIRE(ended.span.has_value());
    auto const sent = "traceparent: 00-" + to_hex(ended.span->trace) + "-" + to_hex(ended.span->span) + "-01\r\n";
    BOOST_TEST(now.requests.at(0).find(sent) != std::string::npos);
    BOOST_TEST((ended.span->trace == leaders.trace()));
    BOOST_TEST((ended.span->span == began.span->span));
    BOOST_TEST((ended.span->parent == began.span->parent));
    BOOST_TEST((ended.span->parent == now.told->calls.at(0).span->span));
    BOOST_TEST(now.told->calls.at(1).span.has_value() == inherits.has_value());
  }
}

BOOST_AUTO_TEST_CASE(later_attempts_of_the_heir_are_spans_of_its_own) {
  for (auto const& inherits : {std::optional<trace_context>(), std::optional(heirs)}) {
    situation now;
    client asking(now.context.get_executor(), now.config);
    now.lead(asking, leaders);
    now.until_asked(1);
    now.follow(asking, inherits);
    test::pass_events(now.context);
    now.hand_over();
    now.answer_with(test::http_answer("", "503 Service Unavailable", "Retry-After: 0\r\n"));
    now.pass_until([&] { return now.requests.size() == 2; });
    now.answer_with(test::http_answer(test::running_body));
    test::run_until(now.context, [&] { return now.heir.has_value(); });
    auto const& last = now.told->attempts.at(1);
    BOOST_TEST(last.span.has_value() == inherits.has_value());
    BOOST_TEST((now.requests.at(1).find("traceparent") != std::string::npos) == inherits.has_value());
    if (!inherits) continue;
    BOOST_TEST((last.span->trace == heirs.trace()));
    BOOST_TEST((last.span->parent == now.told->calls.at(1).span->span));
  }
}

BOOST_AUTO_TEST_CASE(the_time_in_an_exchange_is_no_waiting) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  now.run_through(asking, std::nullopt, std::nullopt);
  auto const& first = now.told->calls.at(0).record;
  auto const& second = now.told->calls.at(1).record;
  BOOST_TEST((first.now - first.began == 3s));
  BOOST_TEST((second.now - second.began == 5s));
  BOOST_TEST((first.waited == 0s));
  BOOST_TEST((first.paused == 0s));
  // As long as it followed.
  BOOST_TEST((second.waited == 2s));
  BOOST_TEST((second.paused == 0s));
  auto const& attempt = now.told->attempts.at(0).record;
  BOOST_TEST(attempt.call == second.call);
  BOOST_TEST((attempt.queued <= *attempt.sent));
  BOOST_TEST((attempt.now - *attempt.sent == 6s));
}

BOOST_AUTO_TEST_CASE(a_pause_is_shared_out_among_leader_and_heir) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  now.lead(asking, std::nullopt);
  now.until_asked(1);
  now.answer_with(test::http_answer("", "503 Service Unavailable", "Retry-After: 10\r\n"));
  test::run_until(now.context, [&] { return now.told->attempts.size() == 1; });
  now.clock->advance(1s);
  now.follow(asking, std::nullopt);
  test::pass_events(now.context);
  now.clock->advance(2s);
  now.hand_over();
  now.pass_until([&] { return now.requests.size() == 2; });
  now.clock->advance(1s);
  now.answer_with(test::http_answer(test::running_body));
  test::run_until(now.context, [&] { return now.heir.has_value(); });
  auto const& first = now.told->calls.at(0).record;
  auto const& second = now.told->calls.at(1).record;
  BOOST_TEST((first.waited == 0s));
  BOOST_TEST((first.paused == 3s));
  BOOST_TEST((second.waited == 2s));
  BOOST_TEST((second.paused == 7s));
  BOOST_TEST((second.now - second.began == 10s));
}

BOOST_AUTO_TEST_CASE(the_wait_for_a_connection_goes_on_for_the_heir) {
  situation now;
  now.config.max_connections = 1;
  client asking(now.context.get_executor(), now.config);
  auto other = test::start(now.context, asking.query({"s", "other"}));
  now.until_asked(1);
  now.lead(asking, std::nullopt);
  test::pass_events(now.context);
  now.clock->advance(1s);
  now.follow(asking, heirs);
  test::pass_events(now.context);
  now.clock->advance(2s);
  now.hand_over();
  now.clock->advance(3s);
  now.answer_with(test::http_answer(test::running_body));
  now.until_asked(2);
  now.clock->advance(4s);
  now.answer_with(test::http_answer(test::running_body));
  test::run_until(now.context, [&] { return now.heir.has_value() && other.done(); });
  auto const& first = now.told->calls.at(0).record;
  auto const& second = now.told->calls.at(2).record;
  BOOST_TEST((first.waited == 3s));
  BOOST_TEST((second.waited == 5s));
  BOOST_TEST((second.now - second.began == 9s));
  BOOST_TEST_REQUIRE(now.told->attempts.at(1).span.has_value());
  BOOST_TEST((now.told->attempts.at(1).span->trace == heirs.trace()));
}

BOOST_AUTO_TEST_SUITE_END()
