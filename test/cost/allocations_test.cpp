// Once warm, a query allocates nothing but the one block that its result owns.

#include "allocation_counter.hpp"
#include "counting_observer.hpp"
#include "documented_answer.hpp"
#include "instrumented.hpp"
#include "round_server.hpp"
#include "setting.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace {

constexpr std::size_t warm_rounds = 30;
constexpr std::size_t counted_rounds = 50;
// The count ends when the server has all requests of one more round.
constexpr std::size_t all_rounds = warm_rounds + counted_rounds + 1;

bool is_counted(std::size_t round) { return round >= warm_rounds && round < warm_rounds + counted_rounds; }

long this_thread() { return ::syscall(SYS_gettid); }

// The server may have read a request while the client is still on its way to sleep.
void wait_until_asleep(long thread) {
  for (;;) {
    std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
    std::string line;
    std::getline(file, line);
    auto const name_end = line.rfind(')');
    if (name_end == std::string::npos) return;  // the thread is gone
    if (line.compare(name_end, 3, ") S") == 0) return;
  }
}

constexpr setting settings[] = {
    {"one thread, a token", 1, false},
    {"any number of threads, a token", BOOST_ASIO_CONCURRENCY_HINT_SAFE, false},
    {"one thread, a signature and a rate limit", 1, true},
    {"any number of threads, a signature and a rate limit", BOOST_ASIO_CONCURRENCY_HINT_SAFE, true},
    {"one thread, an observer and a trace", 1, true, true},
    {"any number of threads, an observer and a trace", BOOST_ASIO_CONCURRENCY_HINT_SAFE, true, true},
};

// A client and its server, and what happened between two points at which the client was asleep.
struct counted_run {
  counted_run(std::size_t connections, setting const& how)
      : context(how.concurrency_hint),
        server(connections, documented_response(), [this, client_thread = this_thread()](std::size_t round) {
          wait_until_asleep(client_thread);
          if (round == warm_rounds) before = count_allocations();
          if (round == warm_rounds + counted_rounds) after = count_allocations();
        }) {
    dataarts::client_config config;
    config.endpoint = server.endpoint();
    config.project_id = "b384b9e9ab9b4ee8994c8633aabc9505";
    config.workspace = "3fe5a1d2c4b04e0c9d2f";
    config.auth = dataarts::credentials::token(std::string(2000, 't'));
    if (how.signs_and_limits) {
      config.auth =
          dataarts::credentials::keys("EXAMPLEAK0000000TEST", "ExampleSecretKey0000000000000000TestOnly", "token");
      config.throttle.requests_per_second = 1e9;
      config.signing.prove_keys = false;  // the server waits until all have asked
    }
    if (how.is_watched) {
      config.observer = watcher = std::make_shared<counting_observer>();
      options.trace(dataarts::trace_context({1}, {2}).with_state("vendor=some-state"));
    }
    config.max_connections = connections;
    client.emplace(context.get_executor(), std::move(config));
    kept.reserve(connections * counted_rounds);
  }

  // One answer: kept if it belongs to the counted rounds. False if it is a failure; then everything ends.
  bool take(dataarts::result<dataarts::script_instance>&& answer, std::size_t round) {
    if (!answer) {
      BOOST_ERROR("a query failed: " << answer.error());
      client->close();
      return false;
    }
    if (is_counted(round)) kept.push_back(std::move(*answer));
    return true;
  }

  void run() {
    context.run();
    client.reset();
  }

  // With an observer, it was told of every query.
  void check_watch(std::size_t queries) const {
    if (!watcher) return;
    BOOST_TEST(watcher->calls_began == queries);
    BOOST_TEST(watcher->calls_ended == queries);
    BOOST_TEST(watcher->attempts_began == queries);
    BOOST_TEST(watcher->attempts_ended == queries);
    BOOST_TEST(watcher->seen > queries * documented_answer().size());
  }

  // Exactly one allocation per answer, and it is the answer's: giving the answers up gives them all back.
  void check(std::size_t queries) {
    BOOST_TEST_REQUIRE(kept.size() == queries);
    check_watch(queries / counted_rounds * all_rounds);
    for (auto const& answer : kept) BOOST_TEST_REQUIRE((answer.status() == dataarts::run_status::finished));
    auto const during = after - before;
    BOOST_TEST(during.allocations == queries);
    BOOST_TEST(during.releases == 0u);

    auto const holding = count_allocations();
    kept.clear();
    auto const given_up = count_allocations() - holding;
    BOOST_TEST(given_up.allocations == 0u);
    BOOST_TEST(given_up.releases == queries);
  }

  asio::io_context context;
  allocation_count before;
  allocation_count after;
  std::vector<dataarts::script_instance> kept;
  round_server server;
  std::optional<dataarts::client> client;
  std::shared_ptr<counting_observer> watcher;
  dataarts::call_options options;
};

dataarts::instance_ref documented_instance() { return {"dwsscript", "a1ad-448a-9d56-4154193d49c5"}; }

asio::awaitable<void> ask_repeatedly(counted_run& run) {
  for (std::size_t round = 0; round < all_rounds; ++round) {
    auto answer = co_await run.client->query(documented_instance(), run.options);
    bool const going_on = run.take(std::move(answer), round);
    if (!going_on) co_return;
  }
}

asio::awaitable<void> ask_for_all(counted_run& run, std::vector<dataarts::instance_ref> const& refs,
                                  std::size_t concurrency) {
  auto options = dataarts::query_all_options().concurrency(concurrency).each(run.options);
  auto stream = run.client->query_all(refs, options);
  for (std::size_t number = 0; number < refs.size(); ++number) {
    auto answered = co_await stream.next();
    bool const going_on = answered && run.take(std::move(answered->outcome), number / concurrency);
    if (!going_on) co_return;
  }
}

void rethrow(std::exception_ptr error) {
  if (error) std::rethrow_exception(error);
}

boost::test_tools::assertion_result can_count(boost::unit_test::test_unit_id) {
  if (is_instrumented) std::cout << "skipped: a sanitizer has its own allocator\n";
  return !is_instrumented;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cost_of_a_query_in_allocations, *boost::unit_test::precondition(can_count))

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  auto const start = count_allocations();
  auto number = std::make_unique<int>(1);
  auto* const text = new std::string(100, 'x');
  auto const made = count_allocations() - start;
  BOOST_TEST(made.allocations == 3u);
  BOOST_TEST(made.releases == 0u);
  delete text;
  number.reset();
  auto const ended = count_allocations() - start;
  BOOST_TEST(ended.allocations == 3u);
  BOOST_TEST(ended.releases == 3u);
}

BOOST_AUTO_TEST_CASE(one_query_after_the_other) {
  for (auto const& how : settings) {
    BOOST_TEST_CONTEXT(how.name) {
      counted_run run(1, how);
      asio::co_spawn(run.context, ask_repeatedly(run), rethrow);
      run.run();
      run.check(counted_rounds);
    }
  }
}

BOOST_AUTO_TEST_CASE(sixty_four_coroutines_on_as_many_connections) {
  for (auto const& how : settings) {
    BOOST_TEST_CONTEXT(how.name) {
      counted_run run(64, how);
      for (int i = 0; i < 64; ++i) asio::co_spawn(run.context, ask_repeatedly(run), rethrow);
      run.run();
      run.check(64 * counted_rounds);
    }
  }
}

BOOST_AUTO_TEST_CASE(query_all_with_a_concurrency_of_sixty_four) {
  std::vector<dataarts::instance_ref> const refs(64 * all_rounds, documented_instance());
  for (auto const& how : settings) {
    BOOST_TEST_CONTEXT(how.name) {
      counted_run run(64, how);
      asio::co_spawn(run.context, ask_for_all(run, refs, 64), rethrow);
      run.run();
      run.check(64 * counted_rounds);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
