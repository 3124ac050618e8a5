#include <dataarts/mock/script_runs.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_script_runs)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;

std::string request(std::string const& method, std::string const& path, std::string const& body = {},
                    std::string const& headers = {}) {
  auto made = method + " /v1/p/scripts" + path + " HTTP/1.1\r\nHost: x\r\n" + headers;
  if (!body.empty()) made += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return made + "\r\n" + body;
}

struct fixture : test::mock_fixture {
  std::shared_ptr<mock::script_runs> runs;

  mock::server& start_runs(std::uint64_t seed = 1) {
    mock::script_runs_options settings;
    settings.seed = seed;
    settings.clock = clock;
    runs = std::make_shared<mock::script_runs>(settings);
    mock::options options;
    options.answers = runs;
    return start(std::move(options));
  }
};

std::string ask(test::raw_client& client, std::string const& what) {
  client.send(what);
  return client.answer();
}

std::string_view status_of(std::string_view answer) { return answer.substr(9, 3); }
std::string body_of(std::string const& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

BOOST_FIXTURE_TEST_CASE(a_script_lives_and_runs_over_one_connection, fixture) {
  auto& started = start_runs();
  test::raw_client client(context, started.port());
  BOOST_TEST(status_of(ask(client, request("POST", "", R"({"name":"s","type":"Shell","content":"ls"})"))) == "204");
  BOOST_TEST(body_of(ask(client, request("GET", "?limit=1"))) ==
             R"({"total":1,"scripts":[{"name":"s","type":"Shell","directory":"/","content":"ls",)"
             R"("modifyTime":1577836800000}]})");
  auto const made = body_of(ask(client, request("POST", "/s/execute", R"({"params":{"a":"b"}})")));
  auto const id = made.substr(15, made.size() - 17);
  BOOST_TEST(made == R"({"instanceId":")" + id + "\"}");
  auto const query = request("GET", "/s/instances/" + id);
  BOOST_TEST(body_of(ask(client, query)) == R"({"results":[],"status":"LAUNCHING"})");
  advance(5s);
  BOOST_TEST(body_of(ask(client, query)) == R"({"results":[],"status":"FINISHED"})");
  BOOST_TEST((runs->true_end("s", id)->time_since_epoch() == 5s));
  BOOST_TEST(status_of(ask(client, request("POST", "/s/instances/" + id + "/stop"))) == "204");
  BOOST_TEST(status_of(ask(client, request("PUT", "/s", R"({"content":"pwd"})"))) == "204");
  BOOST_TEST(status_of(ask(client, request("GET", "/s", {}, "workspace: blue\r\n"))) == "400");
  BOOST_TEST(status_of(ask(client, request("DELETE", "/s"))) == "204");
  BOOST_TEST(status_of(ask(client, query)) == "400");
  BOOST_TEST(status_of(ask(client, request("PATCH", "/s"))) == "501");
  BOOST_TEST(started.counters().unmatched == 1U);
  BOOST_TEST(runs->counts().looks == 2U);
}

BOOST_FIXTURE_TEST_CASE(the_bytes_are_the_same_for_the_same_seed, fixture) {
  auto const told = [](std::uint64_t seed) {
    fixture each;
    auto const port = each.start_runs(seed).port();
    mock::run_rule rule;
    rule.timeline = {{.state = run_state::running, .lasts = mock::step_time::lognormal(10s, 60s)},
                     {.state = run_state::finished}};
    rule.failed = 0.5;
    each.runs->add(rule);
    std::string made;
    test::raw_client client(each.context, port);
    for (std::string const script : {"a", "b", "c", "d"})
      made += ask(client, request("POST", "/" + script + "/execute"));
    for (int i = 0; i < 10; ++i) {
      for (std::string const instance : {"x", "y", "z"})
        made += ask(client, request("GET", "/s/instances/" + instance));
      each.advance(5s);
    }
    return made;
  };
  auto const one = told(7);
  BOOST_TEST(told(7) == one);
  BOOST_TEST(told(8) != one);
  BOOST_TEST(one.find("FINISHED") != std::string::npos);
}

// Blocking, for a thread of its own.
std::string ask_from_thread(boost::asio::ip::tcp::socket& socket, std::string const& what, std::size_t answer_size) {
  boost::asio::write(socket, boost::asio::buffer(what));
  std::string made(answer_size, '\0');
  boost::asio::read(socket, boost::asio::buffer(made));
  return made;
}

BOOST_FIXTURE_TEST_CASE(each_poll_of_many_threads_counts_once, fixture) {
  boost::asio::io_context one(1), two(1);
  mock::script_runs_options settings;
  auto const shared = std::make_shared<mock::script_runs>(settings);
  mock::run_rule rule;
  // Answers of one length, so that a reader knows where they end.
  rule.timeline = {{.state = run_state::running, .polls = 500, .body = R"({"status":"RUNNING" })"},
                   {.state = run_state::finished, .body = R"({"status":"FINISHED"})"}};
  shared->add(rule);
  mock::options options;
  options.answers = shared;
  mock::server shared_by_both({&one, &two}, options);
  std::thread first([&] { one.run(); }), second([&] { two.run(); });
  std::atomic<int> running = 0, finished = 0;
  std::vector<std::thread> askers;
  for (int t = 0; t < 4; ++t) {
    askers.emplace_back([&] {
      boost::asio::io_context own(1);
      boost::asio::ip::tcp::socket socket(own);
      socket.connect({boost::asio::ip::address_v4::loopback(), shared_by_both.port()});
      auto const what = request("GET", "/s/instances/i");
      // The size of the first answer, byte by byte; the others are as long.
      boost::asio::write(socket, boost::asio::buffer(what));
      std::string answer;
      while (answer.size() < 21 || !answer.ends_with('}')) {
        char byte = 0;
        boost::asio::read(socket, boost::asio::buffer(&byte, 1));
        answer += byte;
      }
      auto const size = answer.size();
      for (int i = 0; i < 200; ++i) {
        ++(answer.find("RUNNING") != std::string::npos ? running : finished);
        if (i < 199) answer = ask_from_thread(socket, what, size);
      }
    });
  }
  for (auto& each : askers) each.join();
  shared_by_both.stop();
  first.join();
  second.join();
  BOOST_TEST(running == 500);
  BOOST_TEST(finished == 300);
  BOOST_TEST(shared->looks("s", "i") == 800U);
  BOOST_TEST(shared->counts().polls_after_terminal == 299U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
