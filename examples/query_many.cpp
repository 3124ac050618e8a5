// Asks for ten thousand runs, 256 at a time over 8 connections, and takes the answers as they arrive. The references
// are made on the way, so memory does not grow with their number.
#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <ranges>
#include <string>

#include "endpoint.hpp"

namespace {

struct tally {
  std::size_t finished = 0;
  std::size_t failed = 0;
  std::size_t under_way = 0;
  std::size_t refused = 0;
};

boost::asio::awaitable<tally> count(dataarts::client& client, std::size_t number) {
  auto const reference = [](std::size_t i) {
    return dataarts::instance_ref("dwsscript", i % 10 == 0   ? "failed"
                                               : i % 10 == 1 ? "no-such-run"
                                                             : "a1ad-448a-9d56-4154193d49c5");
  };
  auto options = dataarts::query_all_options();
  options.concurrency(256);
  auto answers = client.query_all(std::views::iota(std::size_t{0}, number) | std::views::transform(reference), options);

  tally counted;
  for (;;) {
    auto const answer = co_await answers.next();
    if (!answer) break;
    if (!answer->outcome) {
      // Branch on conditions, not on codes.
      if (answer->outcome.error() != dataarts::condition::not_found) {
        std::cerr << answer->ref.instance() << ": " << answer->outcome.error() << '\n';
      }
      ++counted.refused;
    } else if (!answer->outcome->is_terminal()) {
      ++counted.under_way;
    } else if (answer->outcome->status() == dataarts::run_status::finished) {
      ++counted.finished;
    } else {
      ++counted.failed;
    }
  }
  co_return counted;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t number = 10'000;
  boost::asio::io_context context;
  dataarts::client client(context.get_executor(),
                          {.endpoint = endpoint_of(argc, argv), .project_id = "my-project", .max_connections = 8});
  auto exit_code = EXIT_FAILURE;
  boost::asio::co_spawn(context, count(client, number), [&](std::exception_ptr error, tally counted) {
    if (error) std::rethrow_exception(error);
    std::cout << counted.finished << " finished, " << counted.failed << " failed, " << counted.under_way
              << " under way, " << counted.refused << " refused, over " << client.stats().connections_opened
              << " connections\n";
    auto const as_expected = counted.finished == 8'000 && counted.failed == 1'000 && counted.refused == 1'000;
    if (as_expected) exit_code = EXIT_SUCCESS;
  });
  context.run();
  return exit_code;
}
