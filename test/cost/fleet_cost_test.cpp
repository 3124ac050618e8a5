// What waiting for many runs asks the heap for: once warm, a look allocates the answer and nothing else, and a waiting
// run takes a bounded number of bytes.

#include "allocation_counter.hpp"
#include "instrumented.hpp"

#include <dataarts/client.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <ranges>
#include <string>

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;

namespace {

boost::test_tools::assertion_result heap_is_counted(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result counted(!is_instrumented);
  counted.message() << "skipped: under a sanitizer the allocations are its own";
  return counted;
}

dataarts::instance_ref reference(std::size_t number) {
  auto id = std::to_string(number);
  // As long as those of the service.
  id.insert(0, 28 - id.size(), 'i');
  return {"etl", id};
}

/// A client and a server whose runs never end, on virtual time.
struct situation {
  situation() {
    mock::script_runs_options options;
    options.clock = time;
    runs = std::make_shared<mock::script_runs>(options);
    mock::run_rule rule;
    rule.script = "etl";
    rule.starts = mock::run_start::load;
    rule.timeline.push_back({.state = mock::run_state::running});
    runs->add(rule);
    mock::options served;
    served.answers = runs;
    served.clock = time;
    served.timeouts.idle = std::chrono::hours(24 * 30);
    server.emplace(context, served);
    dataarts::client_config config;
    config.endpoint = server->url();
    config.project_id = "p";
    config.time = time;
    config.idle_timeout = std::chrono::hours(24);
    config.connection_max_age = std::chrono::hours(24);
    client.emplace(context.get_executor(), config);
  }

  void begin(std::size_t count) {
    auto const options = dataarts::fleet_options().fixed_interval(60s).max_interval(24h);
    stream.emplace(
        client->wait_all(std::views::iota(std::size_t{0}, count) | std::views::transform(reference), options));
    asio::co_spawn(context, [this]() -> asio::awaitable<void> { co_await stream->next(); }, asio::detached);
  }

  void pass_until_looks(std::uint64_t looks) {
    for (;;) {
      while (client->stats().calls_answered < looks && context.poll_one() > 0) {
      }
      if (client->stats().calls_answered >= looks) return;
      auto const next = time->next_alarm();
      BOOST_TEST_REQUIRE(next.has_value());
      time->advance(*next - time->now());
    }
  }

  std::shared_ptr<dataarts::virtual_clock> time = std::make_shared<dataarts::virtual_clock>();
  asio::io_context context{1};
  std::shared_ptr<mock::script_runs> runs;
  std::optional<mock::server> server;
  std::optional<dataarts::client> client;
  std::optional<dataarts::fleet_stream> stream;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(fleet_cost_test, *boost::unit_test::precondition(heap_is_counted))

BOOST_AUTO_TEST_CASE(a_look_allocates_its_answer_and_nothing_else) {
  situation its;
  constexpr std::uint64_t runs = 2'000;
  its.begin(runs);
  its.pass_until_looks(4 * runs + runs / 2);
  auto const before = count_allocations();
  its.pass_until_looks(5 * runs + runs / 2);
  auto const during = count_allocations() - before;
  // The virtual clock keeps alarms in a tree: one node for each that is armed, once for each batch of looks.
  constexpr std::uint64_t of_the_clock = 4 * runs / 64;
  BOOST_TEST(during.allocations >= runs);
  BOOST_TEST(during.allocations <= runs + of_the_clock);
  BOOST_TEST(during.releases <= during.allocations + 64);
  its.stream.reset();
}

BOOST_AUTO_TEST_CASE(a_waiting_run_takes_less_than_100_bytes_beside_its_id) {
  situation its;
  constexpr std::uint64_t runs = 100'000;
  its.begin(1);
  its.pass_until_looks(1);
  its.stream.reset();
  auto const before = bytes_in_use_now();
  its.begin(runs);
  its.pass_until_looks(runs + 1);
  auto const each = static_cast<double>(bytes_in_use_now() - before) / static_cast<double>(runs);
  constexpr double id = 28;
  BOOST_TEST(each < id + 100);
  BOOST_TEST_MESSAGE(each << " bytes for each of " << runs << " runs");
  its.stream.reset();
}

BOOST_AUTO_TEST_SUITE_END()
