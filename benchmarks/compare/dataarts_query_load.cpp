// The load of a plain program on the public client: as many coroutines as connections, each awaiting one query after
// the other and reading the typed result. No private header, no setting that an embedding program could not have.
//
//   dataarts_query_load ENDPOINT PROJECT SCRIPT INSTANCE CONNECTIONS REQUESTS

#include "load_report.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

namespace asio = boost::asio;

namespace {

void read_answer(dataarts::script_instance const& answer, load_tally& tally) {
  if (answer.status() == dataarts::run_status::finished) ++tally.finished;
  for (auto const& result : answer.results()) {
    for (auto const& row : result.rows()) {
      for (auto const& cell : row) {
        if (cell.kind() == dataarts::cell_kind::text) tally.cell_bytes += cell.text().size();
      }
      break;
    }
    break;
  }
}

asio::awaitable<void> ask_repeatedly(dataarts::client& client, dataarts::instance_ref ref, long& remaining,
                                     load_tally& tally) {
  while (remaining > 0) {
    --remaining;
    auto const answer = co_await client.query(ref);
    if (answer) {
      read_answer(*answer, tally);
      ++tally.answered;
    } else {
      if (tally.failed == 0) std::cerr << "dataarts_query_load: " << answer.error() << '\n';
      ++tally.failed;
    }
  }
}

int run(char** argv) {
  int const connections = std::atoi(argv[5]);
  long remaining = std::atol(argv[6]);
  if (connections < 1 || remaining < 1) throw std::invalid_argument("CONNECTIONS and REQUESTS have to be at least 1");

  dataarts::client_config config;
  config.endpoint = argv[1];
  config.project_id = argv[2];
  config.max_connections = static_cast<std::size_t>(connections);

  asio::io_context context(1);
  dataarts::client client(context.get_executor(), config);
  dataarts::instance_ref const ref(argv[3], argv[4]);
  load_tally tally;
  for (int i = 0; i < connections; ++i) {
    asio::co_spawn(context, ask_repeatedly(client, ref, remaining, tally), [](std::exception_ptr error) {
      if (error) std::rethrow_exception(error);
    });
  }
  auto const started = std::chrono::steady_clock::now();
  context.run();
  print_load_report(tally, std::chrono::steady_clock::now() - started);
  return tally.failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: dataarts_query_load ENDPOINT PROJECT SCRIPT INSTANCE CONNECTIONS REQUESTS\n";
    return 2;
  }
  try {
    return run(argv);
  } catch (std::exception const& what) {
    std::cerr << "dataarts_query_load: " << what.what() << '\n';
    return 2;
  }
}
