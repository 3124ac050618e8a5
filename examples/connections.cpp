// A service's connections from start to end: opened before they are needed, several addresses and a proxy if there are
// any, and all calls answered before the program ends.
#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

// A call that is under way when the program is told to end.
asio::awaitable<void> ask(dataarts::client& client, int& answered) {
  dataarts::instance_ref const run("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto const answer = co_await client.query(run);
  if (answer) {
    ++answered;
  } else {
    std::cerr << answer.error() << '\n';
  }
}

asio::awaitable<bool> serve(dataarts::client& client) {
  auto const open = co_await client.warm_up(4);
  if (!open) {
    std::cerr << "not ready: " << open.error() << '\n';
    co_return false;
  }
  std::cout << "ready with " << *open << " connections\n";

  int answered = 0;
  auto const executor = co_await asio::this_coro::executor;
  for (int i = 0; i < 8; ++i) asio::co_spawn(executor, ask(client, answered), asio::detached);
  asio::steady_timer turn(executor, 0s);
  co_await turn.async_wait(asio::use_awaitable);  // they begin
  std::cout << client.stats().calls_started << " calls started\n";

  // What a handler of SIGTERM does: no new calls, five seconds for the others, then the connections close.
  asio::steady_timer patience(executor, 5s);
  auto const ended = co_await (client.drain() || patience.async_wait(asio::use_awaitable));
  std::cout << (ended.index() == 0 ? "drained, " : "given up, ") << answered << " calls answered\n";
  co_return ended.index() == 0 && answered == 8;
}

}  // namespace

int main(int argc, char** argv) try {
  dataarts::client_config config;
  config.endpoint = argc > 1 ? argv[1] : "http://127.0.0.1:8080";
  config.project_id = "b384b9e9ab9b4ee8994c8633aabc9505";
  config.connect_timeout = 5s;     // for all addresses of the host together
  config.connect_stagger = 250ms;  // after which the next address is tried as well
  config.accept_gzip = true;
  config.proxy.url = "http://proxy.example.com:3128";
  config.proxy.no_proxy = "127.0.0.0/8, ::1, localhost, .internal";  // the mock server is reached directly
  asio::io_context context(1);
  dataarts::client client(context.get_executor(), config);
  bool good = false;
  asio::co_spawn(context, serve(client), [&good](std::exception_ptr error, bool served) {
    if (error) std::rethrow_exception(error);
    good = served;
  });
  context.run();
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (std::exception const& error) {
  std::cerr << error.what() << '\n';
  return EXIT_FAILURE;
}
