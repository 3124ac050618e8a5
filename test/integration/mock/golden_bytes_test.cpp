#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(mock_golden_bytes)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
using namespace std::chrono_literals;
using mock::run_state;

// One stream of requests that are in order among themselves: those about one instance in one session.
struct line_of_requests {
  std::string script;
  std::string instance;
  std::string session;

  std::string request() const {
    return "GET /v1/p/scripts/" + script + "/instances/" + instance + " HTTP/1.1\r\nHost: x\r\n" +
           (session.empty() ? "" : "X-Mock-Session: " + session + "\r\n") + "\r\n";
  }
  std::string name() const { return session + '/' + script + '/' + instance; }
};

std::vector<line_of_requests> all_lines() {
  std::vector<line_of_requests> made;
  for (std::string const session : {"", "one", "two"}) {
    for (std::string const script : {"polled", "timed"}) {
      for (std::string const instance : {"a", "b", "c"}) made.push_back({script, instance, session});
    }
  }
  return made;
}

std::shared_ptr<mock::script_runs> make_runs(std::uint64_t seed, std::shared_ptr<dataarts::clock> const& clock) {
  mock::script_runs_options settings;
  settings.seed = seed;
  settings.clock = clock;
  auto made = std::make_shared<mock::script_runs>(settings);
  mock::run_rule rule;
  rule.script = "polled";
  rule.failed = 0.5;
  // An error of the gateway repeats the id in its body.
  rule.timeline = {{.state = run_state::launching, .polls = 2},
                   {.polls = 1, .error = mock::documented_error::throttled},
                   {.state = run_state::finished}};
  made->add(rule);
  rule.script = "timed";
  rule.timeline = {{.state = run_state::running, .lasts = mock::step_time::lognormal(4s, 20s)},
                   {.state = run_state::finished}};
  made->add(rule);
  return made;
}

class asker {
 public:
  explicit asker(std::uint16_t port) { socket_.connect({asio::ip::address_v4::loopback(), port}); }

  std::string ask(std::string const& request) {
    asio::write(socket_, asio::buffer(request));
    auto const head = asio::read_until(socket_, asio::dynamic_buffer(received_), "\r\n\r\n");
    auto const at = received_.find("Content-Length: ");
    auto const size = head + std::strtoul(received_.c_str() + at + 16, nullptr, 10);
    while (received_.size() < size) {
      char piece[4096];
      received_.append(piece, socket_.read_some(asio::buffer(piece)));
    }
    auto made = received_.substr(0, size);
    received_.erase(0, size);
    return made;
  }

 private:
  asio::io_context own_{1};
  asio::ip::tcp::socket socket_{own_};
  std::string received_;
};

using books = std::map<std::string, std::string>;  // all bytes of the answers in a line

// Each line is asked twice in each of six rounds, between which the clock moves. Within a round the lines are dealt to
// the askers, and mixed, as `order` says.
books ask_all(std::uint64_t seed, std::size_t server_threads, std::size_t askers, std::uint64_t order) {
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  std::vector<std::unique_ptr<asio::io_context>> contexts;
  std::vector<asio::io_context*> places;
  for (std::size_t i = 0; i < server_threads; ++i) {
    contexts.push_back(std::make_unique<asio::io_context>(1));
    places.push_back(contexts.back().get());
  }
  mock::options options;
  options.seed = seed;
  options.clock = clock;
  options.answers = make_runs(seed, clock);
  mock::server server(places, options);
  std::vector<std::thread> serving;
  for (auto* each : places) serving.emplace_back([each] { each->run(); });

  auto const lines = all_lines();
  std::vector<books> found(askers);
  std::barrier round_over(static_cast<std::ptrdiff_t>(askers), [&]() noexcept { clock->advance(3s); });
  auto const work = [&](std::size_t who) {
    asker asks(server.port());
    std::mt19937_64 chance(order + who);
    for (int round = 0; round < 6; ++round) {
      std::vector<line_of_requests const*> mine;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        // In each round another asker, that is another connection, has the line.
        if ((i + static_cast<std::size_t>(round) + order) % askers == who) mine.insert(mine.end(), 2, &lines[i]);
      }
      std::shuffle(mine.begin(), mine.end(), chance);
      for (auto const* each : mine) {
        found[who][each->name() + '#' + std::to_string(round)] += asks.ask(each->request());
        // Requests that belong to nobody's line, as many as chance will have.
        if (chance() % 2 == 0) asks.ask("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n");
        if (chance() % 4 == 0) asks.ask("GET /v1/p/scripts/polled/instances/extra HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      round_over.arrive_and_wait();
    }
  };
  std::vector<std::thread> asking;
  for (std::size_t i = 0; i < askers; ++i) asking.emplace_back(work, i);
  for (auto& each : asking) each.join();
  server.stop();
  for (auto& each : serving) each.join();
  books made;
  for (auto const& each : found) {
    for (auto const& [name, bytes] : each) made[name] += bytes;
  }
  return made;
}

BOOST_AUTO_TEST_CASE(the_bytes_depend_on_the_seed_and_not_on_who_else_asks) {
  auto const one = ask_all(7, 1, 1, 1);
  BOOST_TEST(one.size() == 18U * 6U);
  for (auto const& [threads, askers, order] :
       {std::tuple<std::size_t, std::size_t, std::uint64_t>{1, 1, 2}, {2, 3, 3}, {3, 4, 4}}) {
    auto const other = ask_all(7, threads, askers, order);
    BOOST_TEST_REQUIRE(other.size() == one.size());
    for (auto const& [name, bytes] : one) {
      BOOST_TEST(other.at(name) == bytes, name << " with " << threads << " threads and " << askers << " connections");
    }
  }
  auto const reseeded = ask_all(8, 1, 1, 1);
  for (auto const& [name, bytes] : one) BOOST_TEST(reseeded.at(name) != bytes);
}

BOOST_AUTO_TEST_CASE(no_two_answers_have_the_same_id) {
  auto const books_of = ask_all(7, 2, 2, 5);
  std::vector<std::string> ids;
  constexpr std::string_view name = "X-Request-Id: ";
  for (auto const& [line, bytes] : books_of) {
    for (auto at = bytes.find(name); at != std::string::npos; at = bytes.find(name, at + 1))
      ids.push_back(bytes.substr(at + name.size(), 32));
  }
  BOOST_TEST(ids.size() == 18U * 6U * 2U);
  std::sort(ids.begin(), ids.end());
  BOOST_TEST((std::adjacent_find(ids.begin(), ids.end()) == ids.end()));
}

BOOST_AUTO_TEST_CASE(executes_and_stops_are_golden_too) {
  auto const told = [](bool others) {
    auto const clock = std::make_shared<dataarts::virtual_clock>();
    asio::io_context context(1);
    mock::options options;
    options.clock = clock;
    options.answers = make_runs(1, clock);
    mock::server server(context, options);
    std::thread serving([&] { context.run(); });
    std::string made;
    asker asks(server.port());
    for (int i = 0; i < 3; ++i) {
      if (others) asks.ask("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n");
      if (others) asks.ask("POST /v1/p/scripts/timed/execute HTTP/1.1\r\nHost: x\r\n\r\n");
      made += asks.ask("POST /v1/p/scripts/polled/execute HTTP/1.1\r\nHost: x\r\n\r\n");
      made += asks.ask("POST /v1/p/scripts/polled/instances/i/stop HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    server.stop();
    serving.join();
    return made;
  };
  BOOST_TEST(told(false) == told(true));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
