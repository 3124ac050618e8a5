#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <barrier>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

BOOST_AUTO_TEST_SUITE(mock_journal_soak)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
using namespace std::chrono_literals;
using tcp = asio::ip::tcp;

constexpr int clients = 5;
constexpr int rounds = 100;
constexpr int polls_per_round = 20;  // of each client

// Blocking, for a thread of its own.
class blocking_client {
 public:
  explicit blocking_client(unsigned short port) : socket_(context_) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
  }

  void ask(std::string const& instance, int client) {
    std::string const request = "GET /v1/p/scripts/soak/instances/" + instance +
                                " HTTP/1.1\r\nHost: x\r\nworkspace: w" + std::to_string(client % 2) + "\r\n\r\n";
    asio::write(socket_, asio::buffer(request));
    auto const head = asio::read_until(socket_, asio::dynamic_buffer(received_), "\r\n\r\n");
    auto const at = received_.find("Content-Length: ");
    auto const body = std::strtoul(received_.c_str() + at + 16, nullptr, 10);
    if (received_.size() < head + body) {
      asio::read(socket_, asio::dynamic_buffer(received_), asio::transfer_exactly(head + body - received_.size()));
    }
    received_.clear();
  }

 private:
  asio::io_context context_{1};
  tcp::socket socket_;
  std::string received_;
};

struct soak_result {
  std::vector<std::string> lines;  // sorted by instance and poll
  std::string verdict;
};

// What depends on which thread came first: the number, the connection, and the machine's time.
void normalise(mock::journal_entry& entry) {
  entry.seq = entry.connection = entry.request_on_connection = 0;
  entry.real_time = {};
}

soak_result soak(std::uint64_t seed) {
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  mock::script_runs_options of_runs;
  of_runs.clock = clock;
  of_runs.seed = seed;
  auto const runs = std::make_shared<mock::script_runs>(of_runs);
  mock::run_rule rule;
  rule.name = "soak";
  rule.script = "soak";
  rule.timeline = {{.state = mock::run_state::launching, .polls = 7},
                   {.state = mock::run_state::running, .lasts = mock::step_time::lognormal(30s, 300s)},
                   {.state = mock::run_state::finished}};
  rule.failed = 0.3;
  rule.expect = mock::expectation{.polls = {1, {}}, .after_terminal = 0};
  runs->add(rule);
  mock::options options;
  options.clock = clock;
  options.answers = runs;
  options.journal = std::make_shared<mock::journal>(20'000);
  asio::io_context one(1), two(1);
  mock::server server({&one, &two}, options);
  std::thread first([&] { one.run(); });
  std::thread second([&] { two.run(); });
  // All of a round at the same time: half of the instances are asked for by every client, the others by one each.
  std::barrier next(clients, [&]() noexcept { clock->advance(1s); });
  std::vector<std::thread> askers;
  for (int c = 0; c < clients; ++c) {
    askers.emplace_back([&, c] {
      blocking_client client(server.port());
      for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < polls_per_round; ++i) {
          auto const number = std::to_string(i);
          client.ask(i % 2 == 0 ? "shared-" + number : "own-" + std::to_string(c) + "-" + number, c);
        }
        next.arrive_and_wait();
      }
    });
  }
  for (auto& each : askers) each.join();
  server.stop();
  first.join();
  second.join();
  auto entries = options.journal->find();
  BOOST_TEST(entries.size() == static_cast<std::size_t>(clients * rounds * polls_per_round));
  std::sort(entries.begin(), entries.end(), [](auto const& a, auto const& b) {
    return std::tie(a.workspace, a.instance, a.poll) < std::tie(b.workspace, b.instance, b.poll);
  });
  soak_result made;
  for (auto& each : entries) {
    normalise(each);
    made.lines.push_back(to_json_line(each));
  }
  made.verdict = to_text(runs->verify());
  return made;
}

BOOST_AUTO_TEST_CASE(ten_thousand_parallel_requests_give_the_same_journal_for_the_same_seed) {
  constexpr std::uint64_t seed = 20261124;
  BOOST_TEST_MESSAGE("seed " << seed);
  auto const once = soak(seed);
  auto const again = soak(seed);
  BOOST_TEST(once.lines.size() == 10'000U);
  auto const [a, b] = std::mismatch(once.lines.begin(), once.lines.end(), again.lines.begin(), again.lines.end());
  BOOST_TEST((a == once.lines.end() && b == again.lines.end()),
             "differs at " << (a == once.lines.end() ? "the end" : *a) << " and "
                           << (b == again.lines.end() ? "the end" : *b));
  BOOST_TEST(once.verdict == again.verdict);
  BOOST_TEST(once.verdict.find("after_terminal") != std::string::npos);
  auto const other = soak(seed + 1);
  BOOST_TEST((other.lines != once.lines));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
