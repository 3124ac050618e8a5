// System calls of a query on one connection whose answer is not there yet when the client looks for it: the usual case
// on any network. The test traces the client and is its server, so that the answer always comes 1.5 ms after
// the client has gone to sleep.

#include "counting_observer.hpp"
#include "documented_answer.hpp"
#include "instrumented.hpp"
#include "setting.hpp"
#include "traced_child.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace {

constexpr int warm_queries = 20;
constexpr int counted_queries = 200;

// System calls that no kernel has: they fail with ENOSYS and mark a place in the trace.
constexpr long counting_starts = 1'000'001;
constexpr long counting_ends = 1'000'002;

class call_counter {
 public:
  void see(entered_call const& call) {
    if (call.number == static_cast<std::uint64_t>(counting_starts)) {
      counting_ = true;
    } else if (call.number == static_cast<std::uint64_t>(counting_ends)) {
      counting_ = false;
    } else if (counting_) {
      ++counts_[call.number];
      ++total_;
    }
  }

  int total() const { return total_; }
  int of(long number) const {
    auto const found = counts_.find(static_cast<std::uint64_t>(number));
    return found == counts_.end() ? 0 : found->second;
  }
  std::string describe() const {
    std::string text;
    for (auto const& [number, count] : counts_) {
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " of call " + std::to_string(number);
    }
    return text;
  }

 private:
  bool counting_ = false;
  int total_ = 0;
  std::map<std::uint64_t, int> counts_;
};

// Serves one connection, whenever the tracer finds the client asleep.
class sleeping_hours_server {
 public:
  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }

  void see(entered_call const& call) {
    bool const waits = call.number == SYS_epoll_pwait || is_epoll_wait(call.number);
    bool const without_limit = static_cast<std::int32_t>(call.arguments[3]) != 0;
    if (waits && without_limit && wait_until_asleep(call.process)) answer_if_asked();
  }

 private:
  static bool is_epoll_wait([[maybe_unused]] std::uint64_t number) {
#ifdef SYS_epoll_wait
    return number == SYS_epoll_wait;
#else
    return false;
#endif
  }

  void answer_if_asked() {
    boost::system::error_code error;
    if (!connection_.is_open()) {
      acceptor_.accept(connection_, error);
      if (error) return;
      connection_.non_blocking(true);
    }
    char buffer[8192];
    auto const size = connection_.read_some(asio::buffer(buffer), error);
    if (error) return;
    request_.append(buffer, size);
    if (!request_.ends_with("\r\n\r\n")) return;
    request_.clear();
    // Not a wait for something to happen: the client sleeps already. It is time for its timers, if it has any.
    asio::steady_timer(context_, std::chrono::microseconds(1500)).wait();
    connection_.send(asio::buffer(response_));
  }

  static asio::ip::tcp::acceptor listen(asio::io_context& context) {
    asio::ip::tcp::acceptor acceptor(context, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    acceptor.non_blocking(true);
    return acceptor;
  }

  asio::io_context context_{1};
  asio::ip::tcp::acceptor acceptor_ = listen(context_);
  asio::ip::tcp::socket connection_{context_};
  std::string const response_ = documented_response();
  std::string request_;
};

asio::awaitable<void> ask(dataarts::client& client, bool& all_finished) {
  dataarts::instance_ref const ref("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  for (int i = 0; i < warm_queries + counted_queries; ++i) {
    if (i == warm_queries) ::syscall(counting_starts);
    auto const answer = co_await client.query(ref);
    if (!answer) {
      std::cerr << "a query failed: " << answer.error() << std::endl;
      client.close();
      co_return;
    }
    if (answer->status() != dataarts::run_status::finished) co_return;
  }
  ::syscall(counting_ends);
  all_finished = true;
}

constexpr setting settings[] = {
    {"one thread, no authorisation", 1, false},
    {"any number of threads, no authorisation", BOOST_ASIO_CONCURRENCY_HINT_SAFE, false},
    {"one thread, a signature and a rate limit", 1, true},
    {"one thread, an observer", 1, false, true},
};

int run_client(std::string const& endpoint, setting const& how) {
  dataarts::client_config config;
  config.endpoint = endpoint;
  config.project_id = "b384b9e9ab9b4ee8994c8633aabc9505";
  config.max_connections = 1;
  if (how.signs_and_limits) {
    config.auth = dataarts::credentials::keys("EXAMPLEAK0000000TEST", "ExampleSecretKey0000000000000000TestOnly");
    config.throttle.requests_per_second = 1e6;
  }
  auto const watcher = how.is_watched ? std::make_shared<counting_observer>() : nullptr;
  config.observer = watcher;
  asio::io_context context(how.concurrency_hint);
  dataarts::client client(context.get_executor(), std::move(config));
  bool all_finished = false;
  asio::co_spawn(context, ask(client, all_finished), [](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
  });
  context.run();
  if (watcher && watcher->attempts_ended != warm_queries + counted_queries) return 2;
  return all_finished ? 0 : 1;
}

boost::test_tools::assertion_result can_trace(boost::unit_test::test_unit_id) {
  if (is_instrumented) {
    std::cout << "skipped: a sanitizer makes system calls of its own\n";
    return false;
  }
  auto const end = run_traced([] { return 0; }, [](entered_call const&) {});
  if (!end.permitted) std::cout << "skipped: this process may not use ptrace\n";
  return end.permitted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cost_of_a_query_in_system_calls, *boost::unit_test::precondition(can_trace))

BOOST_AUTO_TEST_CASE(the_tracer_counts) {
  call_counter calls;
  auto const body = [] {
    ::syscall(SYS_getppid);
    ::syscall(counting_starts);
    for (int i = 0; i < 7; ++i) ::syscall(SYS_getppid);
    ::syscall(SYS_getuid);
    ::syscall(counting_ends);
    ::syscall(SYS_getppid);
    return 42;
  };
  auto const end = run_traced(body, [&calls](entered_call const& call) { calls.see(call); });
  BOOST_TEST(end.exit_code == 42);
  BOOST_TEST(calls.of(SYS_getppid) == 7);
  BOOST_TEST(calls.total() == 8);
}

BOOST_AUTO_TEST_CASE(one_connection_and_an_answer_after_a_millisecond_and_a_half) {
  for (auto const& how : settings) {
    BOOST_TEST_CONTEXT(how.name) {
      call_counter calls;
      sleeping_hours_server server;
      auto const on_call = [&](entered_call const& call) {
        calls.see(call);
        server.see(call);
      };
      auto const end = run_traced([&server, &how] { return run_client(server.endpoint(), how); }, on_call);
      BOOST_TEST_REQUIRE(end.exit_code == 0);
      BOOST_TEST_INFO("system calls: " << calls.describe());
      // One to send, one to wait, one to read, one to be told of the next answer; no timer, no read in vain.
      BOOST_TEST(calls.total() == 4 * counted_queries);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
