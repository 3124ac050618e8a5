// What another project's program looks like: asks for the documented instance and for one that does not exist.
#include <dataarts/client.hpp>
#include <dataarts/version.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

boost::asio::awaitable<bool> ask(dataarts::client& client) {
  dataarts::instance_ref const existing("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto const answer = co_await client.query(existing);
  if (!answer) {
    std::cerr << "the documented instance: " << answer.error() << '\n';
    co_return false;
  }
  if (answer->status() != dataarts::run_status::finished || answer->results().size() != 1) {
    std::cerr << "not the documented answer: " << to_json(*answer) << '\n';
    co_return false;
  }
  dataarts::instance_ref const missing("no-such-script", "1");
  auto const refusal = co_await client.query(missing);
  if (!refusal.has_error() || refusal.error() != dataarts::condition::not_found) {
    std::cerr << "a script that does not exist: not the expected refusal\n";
    co_return false;
  }
  std::cout << "dataarts " << dataarts::version() << ": " << to_string(answer->status()) << "; " << refusal.error()
            << '\n';
  co_return true;
}

}  // namespace

int main() {
  auto const* endpoint = std::getenv("DATAARTS_ENDPOINT");
  if (endpoint == nullptr) {
    std::cerr << "DATAARTS_ENDPOINT is not set\n";
    return 2;
  }
  boost::asio::io_context context;
  dataarts::client client(context.get_executor(), {.endpoint = endpoint, .project_id = "consumer"});
  auto all_well = false;
  boost::asio::co_spawn(context, ask(client), [&](std::exception_ptr error, bool answered) {
    if (error) std::rethrow_exception(error);
    all_well = answered;
  });
  context.run();
  return all_well ? 0 : 1;
}
