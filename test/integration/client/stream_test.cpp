#include "support.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(stream_test)

namespace asio = boost::asio;
using dataarts::answered_query;
using dataarts::client;
using dataarts::errc;
using dataarts::instance_ref;
using dataarts::query_all_options;

namespace {

std::vector<instance_ref> refs(std::size_t count) {
  std::vector<instance_ref> made;
  for (std::size_t i = 0; i < count; ++i) made.emplace_back("s", std::to_string(i));
  return made;
}

/// Takes everything; the indices in the order of arrival.
asio::awaitable<std::vector<std::size_t>> take_all(dataarts::query_stream& stream) {
  std::vector<std::size_t> seen;
  for (;;) {
    auto const answer = co_await stream.next();
    if (!answer) break;
    BOOST_TEST(answer->ref.instance() == std::to_string(answer->index));
    BOOST_TEST(answer->outcome.has_value());
    seen.push_back(answer->index);
  }
  co_return seen;
}

/// A source that counts how far it was read.
class counting_source final : public dataarts::reference_source {
 public:
  counting_source(std::size_t total, std::size_t& read) : total_(total), read_(read) {}
  std::optional<instance_ref> next() override {
    if (read_ == total_) return std::nullopt;
    auto const number = read_++;
    return instance_ref("s", std::to_string(number));
  }

 private:
  std::size_t total_;
  std::size_t& read_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_reference_is_answered_once) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  for (std::size_t const concurrency : {1, 3, 64, 5'000}) {
    auto stream = asking.query_all(refs(1'000), query_all_options().concurrency(concurrency));
    auto seen = test::run(context, take_all(stream));
    std::sort(seen.begin(), seen.end());
    BOOST_TEST_REQUIRE(seen.size() == 1'000u);
    for (std::size_t i = 0; i < seen.size(); ++i) BOOST_TEST_REQUIRE(seen[i] == i);
    // The end stays the end.
    BOOST_TEST(test::run(context, take_all(stream)).empty());
  }
  BOOST_TEST(server.accepted() <= 16u);
}

BOOST_AUTO_TEST_CASE(a_stream_is_limited_by_its_concurrency_only) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  for (auto const waiting : {std::size_t{1}, std::numeric_limits<std::size_t>::max()}) {
    auto config = test::config_for(server);
    config.max_connections = 1;
    config.max_waiting_calls = waiting;
    client asking(context.get_executor(), config);
    auto stream = asking.query_all(refs(200), query_all_options().concurrency(100));
    std::size_t answered = 0;
    while (auto const next = test::run(context, stream.next())) answered += next->outcome.has_value() ? 1 : 0;
    BOOST_TEST(answered == 200u);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_range_ends_at_once) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  auto stream = asking.query_all(std::vector<instance_ref>{});
  BOOST_TEST(test::run(context, take_all(stream)).empty());
  BOOST_TEST(server.accepted() == 0u);
}

BOOST_AUTO_TEST_CASE(any_range_will_do) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  auto const held = refs(10);
  auto by_reference = asking.query_all(held);
  BOOST_TEST(test::run(context, take_all(by_reference)).size() == 10u);
  instance_ref const array[] = {{"s", "0"}, {"s", "1"}};
  auto from_array = asking.query_all(array);
  BOOST_TEST(test::run(context, take_all(from_array)).size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_range_is_read_no_further_than_needed) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  std::size_t read = 0;
  auto stream =
      asking.query_all(std::make_unique<counting_source>(1'000'000, read), query_all_options().concurrency(8));
  BOOST_TEST(read == 0u);
  for (std::size_t taken = 0; taken < 100; ++taken) {
    auto const answer = test::run(context, stream.next());
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(read <= taken + 8);
  }
  // Answers that were not taken count: however long it runs, nothing more is asked.
  test::pass_events(context);
  BOOST_TEST(read <= 107u);
}

BOOST_AUTO_TEST_CASE(answers_come_in_the_order_of_arrival) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      // Number 0 is never answered.
      if (request.find("/instances/0 ") != std::string::npos) continue;
      co_await peer.send(test::http_answer(test::running_body));
    }
  });
  client asking(context.get_executor(), test::config_for(server));
  auto stream = asking.query_all(refs(20), query_all_options().concurrency(4));
  for (int i = 0; i < 19; ++i) {
    auto const answer = test::run(context, stream.next());
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->index != 0u);
  }
  auto last = test::start(context, stream.next());
  test::pass_events(context);
  BOOST_TEST(!last.done());
  asking.close();
  test::run_until(context, [&] { return last.done(); });
  BOOST_TEST_REQUIRE(last.value().has_value());
  BOOST_TEST(last.value()->index == 0u);
  BOOST_TEST((last.value()->outcome.error() == errc::client_closed));
  BOOST_TEST(!test::run(context, stream.next()).has_value());
}

BOOST_AUTO_TEST_CASE(failures_are_answers_too) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  std::vector<instance_ref> mixed = refs(3);
  mixed[1] = instance_ref("a/b", "1");
  auto stream = asking.query_all(mixed);
  std::size_t failed = 0;
  for (int i = 0; i < 3; ++i) {
    auto const answer = test::run(context, stream.next());
    BOOST_TEST_REQUIRE(answer.has_value());
    if (answer->outcome.has_error()) {
      ++failed;
      BOOST_TEST(answer->index == 1u);
      BOOST_TEST((answer->outcome.error() == errc::invalid_reference));
    }
  }
  BOOST_TEST(failed == 1u);
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_source_leaves_next_and_loses_nothing) {
  class failing_source final : public dataarts::reference_source {
   public:
    std::optional<instance_ref> next() override {
      if (given_ == 2) throw std::runtime_error("line 3 is no reference");
      return instance_ref("s", std::to_string(given_++));
    }

   private:
    std::size_t given_ = 0;
  };
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  auto stream = asking.query_all(std::make_unique<failing_source>(), query_all_options().concurrency(2));
  BOOST_TEST(test::run(context, stream.next()).has_value());
  // The second call reads on, and the source throws; the answer that is under way is not lost to a caller who goes on.
  BOOST_CHECK_THROW(test::run(context, stream.next()), std::runtime_error);
  BOOST_TEST(test::run(context, stream.next()).has_value());
  BOOST_TEST(!test::run(context, stream.next()).has_value());
}

BOOST_AUTO_TEST_CASE(destroying_the_stream_cancels_what_is_under_way) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.until_closed();
  });
  client asking(context.get_executor(), test::config_for(server));
  {
    auto stream = asking.query_all(refs(100), query_all_options().concurrency(32));
    auto waiting = test::start(context, stream.next());
    test::run_until(context, [&] { return asking.stats().calls_in_exchange == 16; });
    BOOST_TEST(!waiting.done());
    asking.query_all(refs(1));  // another stream, never begun
    // `stream` must outlive its operation, so the wait is cancelled by ending the context's part in it first.
    asking.close();
    test::run_until(context, [&] { return waiting.done(); });
  }
  test::pass_events(context);
  BOOST_TEST(asking.stats().connections_open == 0u);

  client other(context.get_executor(), test::config_for(server));
  {
    auto stream = other.query_all(refs(100), query_all_options().concurrency(32));
    asio::cancellation_signal signal;
    bool cancelled = false;
    dataarts::async_next(stream, asio::bind_cancellation_slot(
                                     signal.slot(), [&](std::exception_ptr error, std::optional<answered_query>) {
                                       cancelled = error != nullptr;
                                     }));
    test::run_until(context, [&] { return other.stats().calls_in_exchange == 16; });
    signal.emit(asio::cancellation_type::terminal);
    test::run_until(context, [&] { return cancelled; });
    // The wait is over, the queries are not.
    BOOST_TEST(other.stats().calls_in_exchange == 16u);
  }
  BOOST_TEST(other.stats().calls_in_exchange == 0u);
  BOOST_TEST(other.stats().calls_waiting == 0u);
  test::pass_events(context);
  BOOST_TEST(other.stats().connections_open == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
