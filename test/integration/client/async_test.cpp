#include "support.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(async_test)

namespace asio = boost::asio;
using dataarts::client;
using outcome = dataarts::result<dataarts::script_instance>;

namespace {

/// A server that says RUNNING, on a thread of its own.
class threaded_server {
 public:
  ~threaded_server() {
    peer.stop();
    context_.stop();
    serving_.join();
  }

 private:
  asio::io_context context_;

 public:
  test::peer peer{context_, test::always(test::http_answer(test::running_body))};

 private:
  std::thread serving_{[this] { context_.run(); }};
};

}  // namespace

BOOST_AUTO_TEST_CASE(callbacks_are_called_later_and_on_their_executor) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  auto const strand = asio::make_strand(context);
  int calls = 0;
  bool on_strand = false;
  dataarts::async_query(asking, {"s", "i"}, asio::bind_executor(strand, [&](outcome told) {
                          ++calls;
                          on_strand = strand.running_in_this_thread();
                          BOOST_TEST(told.has_value());
                        }));
  dataarts::async_query(asking, {"", "i"}, [&](outcome told) {
    ++calls;
    BOOST_TEST(told.has_error());
  });
  BOOST_TEST(calls == 0);  // not even a refusal is told from inside the call
  test::run_until(context, [&] { return calls == 2; });
  BOOST_TEST(on_strand);
}

BOOST_AUTO_TEST_CASE(a_callback_that_throws_leaves_the_client_in_order) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  struct oops {};
  int answered = 0;
  dataarts::async_query(asking, {"s", "1"}, [](outcome) { throw oops(); });
  for (int i = 0; i < 20; ++i) dataarts::async_query(asking, {"s", "2"}, [&](outcome) { ++answered; });
  BOOST_CHECK_THROW(test::run_until(context, [] { return false; }), oops);
  test::run_until(context, [&] { return answered == 20; });
  BOOST_TEST(test::run(context, asking.query({"s", "3"})).has_value());
}

BOOST_AUTO_TEST_CASE(deferred_operations_start_when_they_are_run) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  auto operation = dataarts::async_query(asking, {"s", "i"}, asio::deferred);
  test::settle(context);
  BOOST_TEST(asking.stats().calls_started == 0u);
  bool done = false;
  std::move(operation)([&](outcome told) { done = told.has_value(); });
  test::run_until(context, [&] { return done; });
}

BOOST_AUTO_TEST_CASE(streams_can_be_read_by_callbacks) {
  asio::io_context context;
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), test::config_for(server));
  std::vector<dataarts::instance_ref> const refs(10, {"s", "i"});
  auto stream = asking.query_all(refs);
  int answers = 0;
  bool ended = false;
  std::function<void()> read = [&] {
    dataarts::async_next(stream, [&](std::exception_ptr error, std::optional<dataarts::answered_query> answer) {
      BOOST_TEST(!error);
      if (!answer) {
        ended = true;
        return;
      }
      ++answers;
      read();
    });
  };
  read();
  test::run_until(context, [&] { return ended; });
  BOOST_TEST(answers == 10);
}

BOOST_AUTO_TEST_CASE(futures_and_many_threads) {
  threaded_server server;

  // One client on a context that four threads run, used by four more.
  asio::thread_pool pool(4);
  {
    client asking(pool.get_executor(), test::config_for(server.peer));
    std::vector<std::thread> users;
    std::atomic<int> answered = 0;
    for (int user = 0; user < 4; ++user) {
      users.emplace_back([&] {
        for (int i = 0; i < 200; ++i) {
          auto answer = dataarts::async_query(asking, {"s", std::to_string(i)}, asio::use_future);
          if (answer.get().has_value()) ++answered;
        }
      });
    }
    for (auto& each : users) each.join();
    BOOST_TEST(answered == 800);
    BOOST_TEST(asking.stats().calls_answered == 800u);

    std::atomic<int> coroutines = 0;
    auto ask = [](client& which, std::atomic<int>& counter) -> asio::awaitable<void> {
      for (int i = 0; i < 50; ++i) {
        dataarts::instance_ref const ref("s", "i");
        auto const answer = co_await which.query(ref);
        if (answer.has_value()) ++counter;
      }
    };
    std::vector<std::future<void>> running;
    for (int i = 0; i < 40; ++i) running.push_back(asio::co_spawn(pool, ask(asking, coroutines), asio::use_future));
    for (auto& each : running) each.get();
    BOOST_TEST(coroutines == 2'000);
  }
  // The client was destroyed from outside its context.
  pool.join();
}

// With several threads a callback may take its time, even wait for another answer.
BOOST_AUTO_TEST_CASE(a_callback_that_waits_holds_up_nobody_else) {
  threaded_server server;
  asio::thread_pool pool(4);
  {
    client asking(pool.get_executor(), test::config_for(server.peer));
    std::promise<bool> second;
    for (int round = 0; round < 20; ++round) {
      second = {};
      dataarts::async_query(asking, {"s", "1"}, [&](dataarts::result<dataarts::script_instance> const&) {
        second.set_value(dataarts::async_query(asking, {"s", "2"}, asio::use_future).get().has_value());
      });
      BOOST_TEST(second.get_future().get());
    }
  }
  pool.join();
}

BOOST_AUTO_TEST_CASE(closing_from_another_thread_while_calls_run) {
  threaded_server server;
  asio::thread_pool pool(2);
  {
    client asking(pool.get_executor(), test::config_for(server.peer));
    auto ask = [](client& which) -> asio::awaitable<void> {
      for (;;) {
        dataarts::instance_ref const ref("s", "i");
        auto const answer = co_await which.query(ref);
        if (answer.has_error()) co_return;
      }
    };
    std::vector<std::future<void>> running;
    for (int i = 0; i < 20; ++i) running.push_back(asio::co_spawn(pool, ask(asking), asio::use_future));
    while (asking.stats().calls_answered < 500) std::this_thread::yield();
    asking.close();
    for (auto& each : running) each.get();
    BOOST_TEST(asking.stats().connections_open == 0u);
  }
  pool.join();
}

BOOST_AUTO_TEST_SUITE_END()
