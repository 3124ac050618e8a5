// Starts many queries at once on few connections, waits for all answers, and does it again: does everything get its
// answer, and does the memory of the process stay where the first wave left it?
//
//   outstanding_queries ENDPOINT PROJECT SCRIPT INSTANCE CONNECTIONS QUERIES WAVES

#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>

namespace asio = boost::asio;

namespace {

struct wave_tally {
  std::size_t outstanding = 0;
  std::size_t most_outstanding = 0;
  std::size_t answered = 0;
  std::size_t failed = 0;
  std::size_t peak_bytes = 0;
};

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

asio::awaitable<void> ask_once(dataarts::client& client, dataarts::instance_ref ref, wave_tally& tally) {
  ++tally.outstanding;
  tally.most_outstanding = std::max(tally.most_outstanding, tally.outstanding);
  auto const answer = co_await client.query(ref);
  // The first answer comes when all have been started: then the memory is at its height.
  if (tally.answered + tally.failed == 0) tally.peak_bytes = resident_bytes();
  --tally.outstanding;
  if (answer && answer->status() == dataarts::run_status::finished) {
    ++tally.answered;
  } else {
    if (tally.failed == 0 && !answer) std::cerr << "outstanding_queries: " << answer.error() << '\n';
    ++tally.failed;
  }
}

int run(char** argv) {
  auto const connections = static_cast<std::size_t>(std::atol(argv[5]));
  auto const queries = static_cast<std::size_t>(std::atol(argv[6]));
  int const waves = std::atoi(argv[7]);

  dataarts::client_config config;
  config.endpoint = argv[1];
  config.project_id = argv[2];
  config.max_connections = connections;
  config.max_waiting_calls = queries;

  asio::io_context context(1);
  dataarts::client client(context.get_executor(), config);
  dataarts::instance_ref const ref(argv[3], argv[4]);
  std::size_t failed = 0;
  std::printf("{\"before_bytes\":%zu,\"waves\":[", resident_bytes());
  for (int wave = 0; wave < waves; ++wave) {
    wave_tally tally;
    for (std::size_t i = 0; i < queries; ++i) {
      asio::co_spawn(context, ask_once(client, ref, tally), [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
      });
    }
    context.run();
    context.restart();
    failed += tally.failed;
    std::printf(
        "%s{\"answered\":%zu,\"failed\":%zu,\"most_outstanding\":%zu,\"peak_bytes\":%zu,\"after_bytes\":%zu,"
        "\"connections\":%zu}",
        wave == 0 ? "" : ",", tally.answered, tally.failed, tally.most_outstanding, tally.peak_bytes, resident_bytes(),
        client.stats().connections_open);
  }
  std::printf("]}\n");
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) {
    std::cerr << "usage: outstanding_queries ENDPOINT PROJECT SCRIPT INSTANCE CONNECTIONS QUERIES WAVES\n";
    return 2;
  }
  try {
    return run(argv);
  } catch (std::exception const& what) {
    std::cerr << "outstanding_queries: " << what.what() << '\n';
    return 2;
  }
}
