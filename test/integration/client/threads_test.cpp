// Waits on a context that several threads run, in real time.

#include "support.hpp"

#include <dataarts/async.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(threads_test)

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using dataarts::client;
using namespace std::chrono_literals;

namespace {

/// A server on a thread of its own, and a client on a context that four threads run.
struct situation {
  situation() : serving(asio::make_work_guard(server_context)), working(asio::make_work_guard(context)) {
    runs = std::make_shared<mock::script_runs>();
    mock::run_rule rule;
    rule.script = "s";
    rule.starts = mock::run_start::load;
    rule.timeline.push_back({.state = mock::run_state::running, .lasts = mock::step_time::uniform(0ms, 200ms)});
    rule.timeline.push_back({.state = mock::run_state::finished});
    runs->add(rule);
    mock::options served;
    served.answers = runs;
    server.emplace(server_context, served);
    dataarts::client_config config;
    config.endpoint = server->url();
    config.project_id = "p";
    asking.emplace(context.get_executor(), config);
    threads.emplace_back([this] { server_context.run(); });
    for (int i = 0; i < 4; ++i) threads.emplace_back([this] { context.run(); });
  }

  ~situation() {
    asking.reset();
    working.reset();
    server->stop();
    serving.reset();
    for (auto& each : threads) each.join();
  }

  static std::vector<dataarts::instance_ref> references(int count) {
    std::vector<dataarts::instance_ref> made;
    for (int i = 0; i < count; ++i) made.emplace_back("s", std::to_string(i));
    return made;
  }

  asio::io_context server_context{1};
  asio::io_context context;
  asio::executor_work_guard<asio::io_context::executor_type> serving;
  asio::executor_work_guard<asio::io_context::executor_type> working;
  std::shared_ptr<mock::script_runs> runs;
  std::optional<mock::server> server;
  std::optional<client> asking;
  std::vector<std::thread> threads;
};

auto const quick = dataarts::fleet_options().fixed_interval(10ms).min_interval(10ms);

}  // namespace

BOOST_AUTO_TEST_CASE(a_fleet_is_waited_for_by_several_threads) {
  situation now;
  std::atomic<int> told = 0;
  auto options = quick;
  options.progress_interval(10ms).on_progress([&](dataarts::fleet_progress const&) { ++told; });
  auto stream = now.asking->wait_all(situation::references(500), options);
  std::set<std::size_t> seen;
  for (;;) {
    auto const end = dataarts::async_next(stream, asio::use_future).get();
    if (!end) break;
    BOOST_TEST_REQUIRE(end->outcome.has_value());
    BOOST_TEST(stream.progress().instances >= seen.size());
    seen.insert(end->index);
  }
  BOOST_TEST(seen.size() == 500u);
  BOOST_TEST(now.runs->counts().polls_after_terminal == 0u);
  BOOST_TEST(told >= 1);
}

BOOST_AUTO_TEST_CASE(streams_end_while_looks_are_under_way) {
  situation now;
  for (int i = 0; i < 30; ++i) {
    auto stream = now.asking->wait_all(situation::references(100), quick);
    for (int taken = 0; taken < i; ++taken) {
      auto const end = dataarts::async_next(stream, asio::use_future).get();
      BOOST_TEST_REQUIRE(end.has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(single_waits_of_several_threads_and_a_client_that_closes) {
  situation now;
  auto const options = dataarts::poll_options().interval(10ms).max_interval(10ms);
  std::vector<std::future<dataarts::result<dataarts::script_instance>>> ends;
  for (int i = 0; i < 200; ++i) {
    ends.push_back(dataarts::async_wait(*now.asking, {"s", std::to_string(i)}, options, asio::use_future));
  }
  for (int i = 0; i < 100; ++i) BOOST_TEST(ends[static_cast<std::size_t>(i)].get().has_value());
  now.asking->close();
  for (std::size_t i = 100; i < ends.size(); ++i) {
    auto const end = ends[i].get();
    BOOST_TEST((end.has_value() || end.error() == dataarts::errc::client_closed));
  }
}

BOOST_AUTO_TEST_SUITE_END()
