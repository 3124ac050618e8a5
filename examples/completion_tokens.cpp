// The same query without coroutines of one's own: a callback, a future, and a deferred operation.
#include <dataarts/async.hpp>

#include <boost/asio/deferred.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <cstdlib>
#include <future>
#include <iostream>
#include <thread>
#include <utility>

#include "endpoint.hpp"

namespace {

namespace asio = boost::asio;

bool report(char const* way, dataarts::result<dataarts::script_instance> const& answer) {
  if (!answer) {
    std::cerr << way << ": " << answer.error() << '\n';
    return false;
  }
  std::cout << way << ": " << to_string(answer->status()) << '\n';
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  asio::io_context context;
  dataarts::client client(context.get_executor(), {.endpoint = endpoint_of(argc, argv), .project_id = "my-project"});
  dataarts::instance_ref const run("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto answered = 0;

  // A callback, called on the client's executor.
  dataarts::async_query(client, run, [&](dataarts::result<dataarts::script_instance> const& answer) {
    if (report("callback", answer)) ++answered;
  });

  // An operation that starts when it is told to.
  auto operation = dataarts::async_query(client, run, asio::deferred);
  std::move(operation)([&](dataarts::result<dataarts::script_instance> const& answer) {
    if (report("deferred", answer)) ++answered;
  });
  context.run();

  // A future, for code that may block: another thread runs the context.
  context.restart();
  auto keep_running = asio::make_work_guard(context);
  std::jthread worker([&context] { context.run(); });
  auto future = dataarts::async_query(client, run, asio::use_future);
  if (report("future", future.get())) ++answered;
  keep_running.reset();
  worker.join();

  return answered == 3 ? EXIT_SUCCESS : EXIT_FAILURE;
}
