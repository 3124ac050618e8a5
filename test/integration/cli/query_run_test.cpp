#include "query_run.hpp"

#include "../../unit/cli/temporary_file.hpp"

#include <loop.hpp>
#include <peer.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(query_runs)

namespace {

// A service that answers "i0" only when it is told to, everything else at once.
class gated_service {
 public:
  explicit gated_service(boost::asio::io_context& context)
      : gate_(context, boost::asio::steady_timer::time_point::max()),
        peer_(context, [this](::test::peer::connection& client, std::size_t) { return serve(client); }) {}

  void open_gate() { gate_.cancel(); }
  std::string url() const { return peer_.url(); }
  std::size_t requests() const { return requests_; }

 private:
  boost::asio::awaitable<void> serve(::test::peer::connection& client) {
    for (;;) {
      auto const request = co_await client.request();
      if (request.empty()) co_return;
      ++requests_;
      if (request.find("/instances/i0 ") != std::string::npos) {
        constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
        co_await gate_.async_wait(token);
      }
      auto const answer = ::test::http_answer(R"({"status":"FINISHED"})");
      co_await client.send(answer);
    }
  }

  boost::asio::steady_timer gate_;
  std::size_t requests_ = 0;
  ::test::peer peer_;
};

std::vector<std::string> instances(int count) {
  std::vector<std::string> made;
  for (int i = 0; i < count; ++i) made.push_back("i" + std::to_string(i));
  return made;
}

client_config config_for(std::string const& url) {
  client_config made;
  made.endpoint = url;
  made.project_id = "p";
  return made;
}

BOOST_AUTO_TEST_CASE(in_order_no_query_starts_too_far_ahead_of_the_first_missing_answer) {
  boost::asio::io_context context(1);
  gated_service service(context);
  client asked(context.get_executor(), config_for(service.url()));
  reference_input input(context.get_executor(), "s", instances(100));
  query_run::options how;
  how.concurrency = 4;
  how.in_order = true;
  how.held_answers = 16;
  std::vector<std::size_t> order;
  bool ended = false;
  query_run run(
      context, asked, input, how, [&](answered_query const& answer) { order.push_back(answer.index); },
      [&] { ended = true; });
  run.start();

  ::test::run_until(context, [&] { return asked.stats().calls_answered == 15; });
  ::test::settle(context);
  BOOST_TEST(service.requests() == 16U);
  BOOST_TEST(asked.stats().calls_started == 16U);
  BOOST_TEST(order.empty());

  service.open_gate();
  ::test::run_until(context, [&] { return ended; });
  BOOST_REQUIRE(order.size() == 100U);
  for (std::size_t i = 0; i < order.size(); ++i) BOOST_TEST(order[i] == i);
}

BOOST_AUTO_TEST_CASE(in_order_the_memory_held_stops_new_queries) {
  boost::asio::io_context context(1);
  gated_service service(context);
  client asked(context.get_executor(), config_for(service.url()));
  reference_input input(context.get_executor(), "s", instances(100));
  query_run::options how;
  how.concurrency = 2;
  how.in_order = true;
  how.held_bytes = 1;
  bool ended = false;
  std::size_t count = 0;
  query_run run(context, asked, input, how, [&](answered_query const&) { ++count; }, [&] { ended = true; });
  run.start();
  ::test::run_until(context, [&] { return asked.stats().calls_answered == 1; });
  ::test::settle(context);
  BOOST_TEST(asked.stats().calls_started == 2U);
  service.open_gate();
  ::test::run_until(context, [&] { return ended; });
  BOOST_TEST(count == 100U);
}

BOOST_AUTO_TEST_CASE(as_they_arrive_nothing_waits_for_the_first) {
  boost::asio::io_context context(1);
  gated_service service(context);
  client asked(context.get_executor(), config_for(service.url()));
  reference_input input(context.get_executor(), "s", instances(100));
  query_run::options how;
  how.concurrency = 4;
  std::vector<std::size_t> order;
  bool ended = false;
  query_run run(
      context, asked, input, how, [&](answered_query const& answer) { order.push_back(answer.index); },
      [&] { ended = true; });
  run.start();
  ::test::run_until(context, [&] { return order.size() == 99; });
  service.open_gate();
  ::test::run_until(context, [&] { return ended; });
  BOOST_TEST(order.back() == 0U);
  BOOST_TEST(order.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_stop_gives_what_is_known_in_order_and_counts_the_rest) {
  boost::asio::io_context context(1);
  gated_service service(context);
  client asked(context.get_executor(), config_for(service.url()));
  reference_input input(context.get_executor(), "s", instances(100));
  query_run::options how;
  how.concurrency = 4;
  how.in_order = true;
  how.held_answers = 16;
  std::vector<std::size_t> order;
  bool ended = false;
  query_run run(
      context, asked, input, how, [&](answered_query const& answer) { order.push_back(answer.index); },
      [&] { ended = true; });
  run.start();
  ::test::run_until(context, [&] { return asked.stats().calls_answered == 15; });
  ::test::settle(context);
  run.stop();
  run.stop();
  ::test::run_until(context, [&] { return ended; });
  BOOST_TEST(run.cancelled() == 1U);
  BOOST_REQUIRE(order.size() == 15U);
  for (std::size_t i = 0; i < order.size(); ++i) BOOST_TEST(order[i] == i + 1);
}

BOOST_AUTO_TEST_CASE(a_line_that_cannot_be_read_ends_the_run_after_what_was_started) {
  boost::asio::io_context context(1);
  gated_service service(context);
  client asked(context.get_executor(), config_for(service.url()));
  test::temporary_file const file("{\"script\":\"s\",\"instance\":\"a\"}\n{\"script\":\"s\",\"instance\":\"b\"}\n{}\n");
  reference_input input(context.get_executor(), file.path());
  std::size_t count = 0;
  bool ended = false;
  query_run run(context, asked, input, {}, [&](answered_query const&) { ++count; }, [&] { ended = true; });
  run.start();
  ::test::run_until(context, [&] { return ended; });
  BOOST_TEST(count == 2U);
  BOOST_TEST(run.input_problem().find(file.path() + ":3:1: no member \"script\"") == 0U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
