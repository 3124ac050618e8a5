// What a client does, three ways at once: counts for Prometheus, a line of JSON per call, and the trace of a caller
// that goes on to the service. Prints the lines to standard error and the counts to standard output.
#include <dataarts/client.hpp>
#include <dataarts/json_lines_observer.hpp>
#include <dataarts/observer_group.hpp>
#include <dataarts/prometheus_observer.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "endpoint.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>

namespace {

/// An observer of one's own: how long connections live.
class connection_ages final : public dataarts::observer {
 public:
  void connection_closed(dataarts::connection_record const& which, dataarts::close_reason why) noexcept override {
    auto const age = std::chrono::duration<double>(which.now - which.opened.value_or(which.began));
    std::fprintf(stderr, "connection %llu: closed after %.3f s, %s\n", static_cast<unsigned long long>(which.number),
                 age.count(), to_string(why).data());
  }
};

boost::asio::awaitable<bool> ask(dataarts::client& client) {
  // As it came in with the request that this program works on, say.
  auto const caller = dataarts::trace_context::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  dataarts::call_options options;
  if (caller) options.trace(*caller);
  dataarts::instance_ref const good("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto const finished = co_await client.query(good, options);
  dataarts::instance_ref const unknown("dwsscript", "another");
  auto const missing = co_await client.query(unknown, options);
  co_return finished.has_value() && missing.has_error();
}

}  // namespace

int main(int argc, char** argv) {
  auto const counts = std::make_shared<dataarts::prometheus_observer>();
  auto const lines = std::make_shared<dataarts::json_lines_observer>(stderr);
  auto const ages = std::make_shared<connection_ages>();

  dataarts::client_config config;
  config.endpoint = endpoint_of(argc, argv);
  config.project_id = "my-project";
  config.observer =
      std::make_shared<dataarts::observer_group>(std::vector<std::shared_ptr<dataarts::observer>>{counts, lines, ages});
  boost::asio::io_context context(1);
  dataarts::client client(context.get_executor(), config);

  auto exit_code = EXIT_FAILURE;
  boost::asio::co_spawn(context, ask(client), [&](std::exception_ptr error, bool as_expected) {
    if (!error && as_expected) exit_code = EXIT_SUCCESS;
  });
  context.run();
  client.close();
  lines->flush();
  std::cout << counts->text(client.stats());
  return exit_code;
}
