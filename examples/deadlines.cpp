// Three ways to stop waiting: a timeout of the call, a race against something else, and closing the client.
// The server of this example accepts connections and never answers.
#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

asio::awaitable<bool> by_timeout(dataarts::client& client) {
  dataarts::instance_ref const run("dwsscript", "1");
  auto options = dataarts::call_options();
  options.timeout(50ms);
  auto const answer = co_await client.query(run, options);
  std::cout << "timeout: " << answer.error() << '\n';
  co_return answer.has_error() && answer.error() == dataarts::condition::timeout;
}

// The operation that loses is cancelled; the connection in the middle of its exchange is closed.
asio::awaitable<bool> by_race(dataarts::client& client) {
  dataarts::instance_ref const run("dwsscript", "2");
  asio::steady_timer patience(co_await asio::this_coro::executor, 50ms);
  auto const winner = co_await (client.query(run) || patience.async_wait(asio::use_awaitable));
  std::cout << "race: " << (winner.index() == 1 ? "the timer won" : "the query won") << '\n';
  co_return winner.index() == 1;
}

// Everything that is under way completes with errc::client_closed.
asio::awaitable<bool> by_closing(dataarts::client& client) {
  dataarts::instance_ref const run("dwsscript", "3");
  asio::steady_timer patience(co_await asio::this_coro::executor, 50ms);
  patience.async_wait([&client](boost::system::error_code) { client.close(); });
  auto const answer = co_await client.query(run);
  std::cout << "close: " << answer.error() << '\n';
  co_return answer.has_error() && answer.error() == dataarts::errc::client_closed;
}

asio::awaitable<bool> all_ways(dataarts::client& client) {
  auto const first = co_await by_timeout(client);
  auto const second = co_await by_race(client);
  auto const third = co_await by_closing(client);
  co_return first&& second&& third;
}

}  // namespace

int main() {
  asio::io_context context;
  asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
  auto const endpoint = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port());

  dataarts::client client(context.get_executor(), {.endpoint = endpoint, .project_id = "my-project"});
  auto exit_code = EXIT_FAILURE;
  asio::co_spawn(context, all_ways(client), [&](std::exception_ptr error, bool as_expected) {
    if (error) std::rethrow_exception(error);
    if (as_expected) exit_code = EXIT_SUCCESS;
  });
  context.run();
  return exit_code;
}
