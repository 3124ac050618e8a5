// Calls that share a request or take a kept answer.

#include "virtual_time.hpp"

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(sharing_suite)

namespace asio = boost::asio;
using dataarts::call_options;
using dataarts::client;
using dataarts::errc;
using namespace std::chrono_literals;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;

std::string const finished = test::http_answer(R"({"status":"FINISHED","results":[]})");
std::string const running = test::http_answer(test::running_body);

/// A server that answers when the test says so.
struct situation : test::virtual_time {
  situation() : server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    config.max_connections = 4;
    config.sharing.share_requests = true;
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto* const self = this;
      for (;;) {
        auto const request = co_await peer.request();
        if (request.empty()) co_return;
        ++self->asked;
        self->held.push_back(&peer);
        if (self->answer.empty()) continue;
        self->held.pop_back();
        co_await peer.send(self->answer);
      }
    };
  }

  /// Answers what is held.
  void answer_with(std::string const& bytes) {
    for (auto* const each : std::exchange(held, {})) asio::write(each->socket, asio::buffer(bytes));
  }

  test::started<outcome> begin(client& asking, call_options options = {}) {
    return test::start(context, asking.query({"s", "i"}, options));
  }

  void until_asked(int count) {
    test::run_until(context, [&] { return asked >= count; });
    test::pass_events(context);
  }

  std::string answer;
  std::vector<test::peer::connection*> held;
  int asked = 0;
  test::peer server;
  dataarts::client_config config;
};

}  // namespace

BOOST_AUTO_TEST_CASE(calls_for_one_instance_share_one_request) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  std::vector<test::started<outcome>> calls;
  for (int i = 0; i < 10; ++i) calls.push_back(now.begin(asking));
  auto other = test::start(now.context, asking.query({"s", "other"}));
  now.until_asked(2);
  now.answer_with(finished);
  test::run_until(now.context, [&] { return test::all_done(calls) && other.done(); });
  for (auto& each : calls) BOOST_TEST(each.value().has_value());
  BOOST_TEST(now.asked == 2);
  BOOST_TEST(asking.stats().calls_shared == 9u);
  BOOST_TEST(asking.stats().calls_answered == 11u);
  BOOST_TEST(asking.stats().requests_sent == 2u);
  // The next one asks anew.
  auto later = now.begin(asking);
  now.until_asked(3);
  now.answer_with(running);
  test::run_until(now.context, [&] { return later.done(); });
  BOOST_TEST((later.value()->status() == dataarts::run_status::running));
}

BOOST_AUTO_TEST_CASE(failures_are_shared) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto first = now.begin(asking);
  auto second = now.begin(asking);
  now.until_asked(1);
  now.answer_with(test::http_answer(R"({"error_code":"DLF.6205","error_msg":"no"})", "400 Bad Request"));
  test::run_until(now.context, [&] { return first.done() && second.done(); });
  BOOST_TEST((first.value().error() == errc::not_found));
  BOOST_TEST((second.value().error() == errc::not_found));
  BOOST_TEST(now.asked == 1);
}

BOOST_AUTO_TEST_CASE(the_request_goes_on_for_those_who_still_want_it) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto leader = now.begin(asking, call_options().timeout(1s));
  auto short_follower = now.begin(asking, call_options().timeout(2s));
  auto long_follower = now.begin(asking, call_options().timeout(30s));
  auto longest_follower = now.begin(asking, call_options().timeout(40s));
  now.until_asked(1);
  now.clock->advance(1s);
  test::run_until(now.context, [&] { return leader.done(); });
  BOOST_TEST((leader.value().error() == errc::deadline_exceeded));
  BOOST_TEST(!short_follower.done());
  now.clock->advance(1s);
  test::run_until(now.context, [&] { return short_follower.done(); });
  BOOST_TEST((short_follower.value().error() == errc::deadline_exceeded));
  BOOST_TEST(!long_follower.done());
  now.answer_with(finished);
  test::run_until(now.context, [&] { return long_follower.done() && longest_follower.done(); });
  BOOST_TEST(long_follower.value().has_value());
  BOOST_TEST(longest_follower.value().has_value());
  BOOST_TEST(now.asked == 1);
  BOOST_TEST(now.server.accepted() == 1u);
}

BOOST_AUTO_TEST_CASE(followers_end_before_their_leader) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto leader = now.begin(asking, call_options().timeout(30s));
  auto follower = now.begin(asking, call_options().timeout(1s));
  auto other = now.begin(asking, call_options().timeout(20s));
  now.until_asked(1);
  now.clock->advance(1s);
  test::run_until(now.context, [&] { return follower.done(); });
  BOOST_TEST((follower.value().error() == errc::deadline_exceeded));
  now.answer_with(finished);
  test::run_until(now.context, [&] { return leader.done() && other.done(); });
  BOOST_TEST(leader.value().has_value());
  BOOST_TEST(other.value().has_value());
}

BOOST_AUTO_TEST_CASE(a_failure_is_repeated_for_those_who_have_time) {
  situation now;
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  auto leader = now.begin(asking, call_options().timeout(1s));
  auto short_follower = now.begin(asking, call_options().timeout(2s));
  auto long_follower = now.begin(asking, call_options().timeout(30s));
  auto other_short = now.begin(asking, call_options().timeout(1s));
  now.until_asked(1);
  now.answer_with(test::http_answer("{}", "503 Service Unavailable", "Retry-After: 2\r\n"));
  test::run_until(now.context, [&] { return leader.done() && short_follower.done(); });
  BOOST_TEST((leader.value().error() == errc::server_error), leader.value().error());
  BOOST_TEST((short_follower.value().error() == errc::server_error), short_follower.value().error());
  BOOST_TEST(!long_follower.done());
  now.answer = finished;
  now.pass_until([&] { return long_follower.done() && other_short.done(); });
  BOOST_TEST(long_follower.value().has_value());
  BOOST_TEST((other_short.value().error() == errc::deadline_exceeded));
  BOOST_TEST(now.asked == 2);
  BOOST_TEST(asking.stats().retries == 1u);
  // Nobody leads any more.
  auto later = now.begin(asking);
  now.pass_until([&] { return later.done(); });
  BOOST_TEST(now.asked == 3);
}

BOOST_AUTO_TEST_CASE(a_failure_that_nobody_has_time_to_repeat_ends_all) {
  situation now;
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  auto leader = now.begin(asking, call_options().timeout(1s));
  auto follower = now.begin(asking, call_options().timeout(2s));
  now.until_asked(1);
  now.answer_with(test::http_answer("{}", "503 Service Unavailable", "Retry-After: 2\r\n"));
  test::run_until(now.context, [&] { return leader.done() && follower.done(); });
  BOOST_TEST((leader.value().error() == errc::server_error));
  BOOST_TEST((follower.value().error() == errc::server_error));
  now.answer = finished;
  auto later = now.begin(asking);
  now.pass_until([&] { return later.done(); });
  BOOST_TEST(later.value().has_value());
}

BOOST_AUTO_TEST_CASE(closing_the_client_ends_all) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  std::vector<test::started<outcome>> calls;
  for (int i = 0; i < 5; ++i) calls.push_back(now.begin(asking));
  now.until_asked(1);
  asking.close();
  test::run_until(now.context, [&] { return test::all_done(calls); });
  for (auto& each : calls) BOOST_TEST((each.value().error() == errc::client_closed));
}

BOOST_AUTO_TEST_CASE(a_stream_that_ends_leaves_the_calls_of_others) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  std::vector<dataarts::instance_ref> const refs(3, dataarts::instance_ref("s", "i"));
  std::optional<dataarts::query_stream> stream(asking.query_all(refs));
  auto next = test::start(now.context, stream->next());
  now.until_asked(1);
  auto call = now.begin(asking);
  test::pass_events(now.context);
  stream.reset();
  test::pass_events(now.context);
  now.answer_with(finished);
  test::run_until(now.context, [&] { return call.done(); });
  BOOST_TEST(call.value().has_value());
  BOOST_TEST(now.asked == 1);
}

BOOST_AUTO_TEST_CASE(answers_are_kept_when_asked_for) {
  situation now;
  now.config.sharing.share_requests = false;
  now.config.sharing.remember_bytes = 1 << 20;
  now.answer = running;
  client asking(now.context.get_executor(), now.config);
  auto const status = [&](call_options options = {}) {
    return now.run(asking.query({"s", "i"}, options)).value().status_text() == "FINISHED";
  };
  BOOST_TEST(!status());
  BOOST_TEST(!status());
  BOOST_TEST(now.asked == 2);
  BOOST_TEST(!status(call_options().max_age(10s)));
  BOOST_TEST(now.asked == 2);
  now.clock->advance(10s);
  now.answer = finished;
  BOOST_TEST(status(call_options().max_age(10s)));
  BOOST_TEST(now.asked == 3);
  now.clock->advance(100h);
  BOOST_TEST(status());
  BOOST_TEST(now.asked == 3);
  BOOST_TEST(status(call_options().max_age(0s)));
  BOOST_TEST(now.asked == 4);
  BOOST_TEST(asking.stats().calls_from_memory == 2u);
  // Nothing is left that would keep the context running.
  test::pass_events(now.context);
  BOOST_TEST(!now.clock->next_alarm().has_value());
}

BOOST_AUTO_TEST_CASE(max_age_shares_a_request_by_itself) {
  situation now;
  now.config.sharing.share_requests = false;
  client asking(now.context.get_executor(), now.config);
  auto first = now.begin(asking, call_options().max_age(1s));
  auto second = now.begin(asking, call_options().max_age(1s));
  auto third = now.begin(asking);
  now.until_asked(2);
  now.answer_with(finished);
  test::run_until(now.context, [&] { return first.done() && second.done() && third.done(); });
  BOOST_TEST(now.asked == 2);
}

BOOST_AUTO_TEST_SUITE_END()
