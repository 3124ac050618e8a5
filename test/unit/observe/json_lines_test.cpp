#include <dataarts/json_lines_observer.hpp>

#include "observe/json_lines.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(json_lines_test)

namespace json = boost::json;
using dataarts::errc;
using dataarts::json_lines_observer;
using namespace std::chrono_literals;

namespace {

dataarts::clock::time_point at(dataarts::clock::duration since) { return dataarts::clock::time_point{} + since; }

dataarts::instance_ref const asked("script \"s\"", "instance\xff", "w1");

dataarts::call_record a_call(std::uint64_t number = 1) {
  dataarts::call_record made;
  made.call = number;
  made.server_address = "h.example";
  made.server_port = 443;
  made.ref = &asked;
  made.attempts = 2;
  made.waited = 10ms;
  made.paused = 100ms;
  made.began = at(1s);
  made.now = at(1250ms);
  made.wall_now = dataarts::clock::wall_time(std::chrono::seconds(1'795'507'200) + 123'456'789ns);
  return made;
}

std::vector<json::object> read(std::string const& lines) {
  std::vector<json::object> objects;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) objects.push_back(json::parse(line).as_object());
  if (!lines.empty() && lines.back() != '\n') throw std::runtime_error("the last line does not end");
  return objects;
}

/// A sink that holds up the writer until it is let go.
struct gate {
  void operator()(std::string_view lines) {
    std::unique_lock lock(mutex);
    ++entered;
    changed.notify_all();
    changed.wait(lock, [this] { return open; });
    written += lines;
  }
  void wait_for_writer() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return entered > 0; });
  }
  void let_go() {
    std::lock_guard const lock(mutex);
    open = true;
    changed.notify_all();
  }
  std::mutex mutex;
  std::condition_variable changed;
  int entered = 0;
  bool open = false;
  std::string written;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_call_is_one_line) {
  BOOST_TEST(dataarts::observe::line_of(a_call(), false) ==
             R"({"event":"call","time":"2026-11-24T08:00:00.123456Z","call":1,"operation":"query_script_instance",)"
             R"("url_template":"/v1/{project_id}/scripts/{script_name}/instances/{instance_id}",)"
             R"("server_address":"h.example","server_port":443,"outcome":"ok","attempts":2,"duration":0.25,)"
             R"("waited":0.01,"paused":0.1})"
             "\n");
}

BOOST_AUTO_TEST_CASE(names_are_there_when_asked_for_and_always_valid_text) {
  auto const with = read(dataarts::observe::line_of(a_call(), true)).at(0);
  BOOST_TEST(with.at("script_name") == "script \"s\"");
  BOOST_TEST(with.at("instance_id") == "instance\xef\xbf\xbd");
  BOOST_TEST(with.at("workspace") == "w1");
}

BOOST_AUTO_TEST_CASE(a_failure_says_which) {
  auto call = a_call();
  dataarts::span_context const span{{0xab}, {0xcd}, {0xef}, true, {}};
  call.error = errc::throttled;
  call.http_status = 429;
  call.service_code = "APIGW.0308";
  call.request_id = "r\r\n1";
  call.span = &span;
  auto const line = read(dataarts::observe::line_of(call, false)).at(0);
  BOOST_TEST(line.at("outcome") == "error");
  BOOST_TEST(line.at("error_type") == "throttled");
  BOOST_TEST(line.at("http_status") == 429);
  BOOST_TEST(line.at("service_code") == "APIGW.0308");
  BOOST_TEST(line.at("request_id") == "r 1");
  BOOST_TEST(line.at("trace_id") == "ab000000000000000000000000000000");
  BOOST_TEST(line.at("span_id") == "cd00000000000000");
  BOOST_TEST(line.at("parent_span_id") == "ef00000000000000");
}

BOOST_AUTO_TEST_CASE(an_attempt_says_where_its_time_went) {
  dataarts::connection_record connection;
  connection.number = 7;
  connection.server_address = "h.example";
  connection.server_port = 443;
  connection.network_peer_address = "192.0.2.1";
  connection.network_peer_port = 8443;
  connection.tls = true;
  connection.began = at(0ms);
  connection.resolved = at(125ms);
  connection.connected = at(375ms);
  connection.opened = at(875ms);
  dataarts::attempt_record attempt;
  attempt.call = 3;
  attempt.resend_count = 1;
  attempt.http_status = 200;
  attempt.connection = &connection;
  attempt.bytes_sent = 300;
  attempt.bytes_received = 900;
  attempt.queued = at(0ms);
  attempt.sent = at(1s);
  attempt.first_byte = at(1500ms);
  attempt.now = at(1750ms);
  BOOST_TEST(dataarts::observe::line_of(attempt) ==
             R"({"event":"attempt","time":"1970-01-01T00:00:00.000000Z","call":3,)"
             R"("operation":"query_script_instance","resend_count":1,"outcome":"ok",)"
             R"("http_status":200,"connection":7,"connection_reused":false,"server_address":"h.example",)"
             R"("server_port":443,"network_peer_address":"192.0.2.1","network_peer_port":8443,"resolve":0.125,)"
             R"("connect":0.25,"tls":0.5,"bytes_sent":300,"bytes_received":900,"waited":1,"first_byte":0.5,)"
             R"("duration":0.75})"
             "\n");
  attempt.connection_reused = true;
  attempt.sent = attempt.first_byte = std::nullopt;
  auto const reused = read(dataarts::observe::line_of(attempt)).at(0);
  BOOST_TEST(!reused.contains("tls"));
  BOOST_TEST(!reused.contains("duration"));
  BOOST_TEST(reused.at("waited") == 1.75);
}

BOOST_AUTO_TEST_CASE(lines_arrive_in_order_through_every_kind_of_sink) {
  std::ostringstream stream;
  auto* const file = std::tmpfile();
  BOOST_TEST_REQUIRE(file != nullptr);
  std::string called;
  {
    json_lines_observer to_stream(stream);
    json_lines_observer to_file(file);
    json_lines_observer to_sink([&](std::string_view lines) { called += lines; }, {.attempts = true});
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      for (auto* const each : {&to_stream, &to_file, &to_sink}) {
        each->attempt_ended({});
        each->call_ended(a_call(i));
      }
    }
    to_stream.flush();
    BOOST_TEST(read(stream.str()).size() == 1000u);
    BOOST_TEST(to_stream.dropped() == 0u);
  }
  std::string from_file;
  BOOST_TEST(std::fseek(file, 0, SEEK_SET) == 0);
  for (int c = 0; (c = std::fgetc(file)) != EOF;) from_file += static_cast<char>(c);
  std::fclose(file);
  BOOST_TEST(from_file == stream.str());
  auto const lines = read(from_file);
  for (std::size_t i = 0; i < lines.size(); ++i) BOOST_TEST_REQUIRE(lines[i].at("call") == i + 1);
  auto const with_attempts = read(called);
  BOOST_TEST_REQUIRE(with_attempts.size() == 2000u);
  BOOST_TEST(with_attempts[0].at("event") == "attempt");
  BOOST_TEST(with_attempts[1].at("event") == "call");
}

BOOST_AUTO_TEST_CASE(a_sink_that_is_stuck_holds_up_nobody_and_what_is_dropped_is_counted) {
  gate stuck;
  auto const line = dataarts::observe::line_of(a_call(), false);
  json_lines_observer observing([&](std::string_view lines) { stuck(lines); }, {.max_queued = 3 * line.size()});
  observing.call_ended(a_call());
  stuck.wait_for_writer();  // with the first line
  for (int i = 0; i < 10; ++i) observing.call_ended(a_call());
  BOOST_TEST(observing.dropped() == 7u);
  stuck.let_go();
  observing.flush();
  observing.call_ended(a_call());
  observing.flush();
  auto const lines = read(stuck.written);
  BOOST_TEST_REQUIRE(lines.size() == 6u);
  BOOST_TEST(lines[3].at("event") == "call");
  BOOST_TEST(lines[4].at("event") == "dropped");
  BOOST_TEST(lines[4].at("lines") == 7);
  BOOST_TEST(lines[5].at("event") == "call");
}

BOOST_AUTO_TEST_CASE(what_was_dropped_at_the_end_is_told_too) {
  gate stuck;
  auto const line = dataarts::observe::line_of(a_call(), false);
  {
    json_lines_observer observing([&](std::string_view lines) { stuck(lines); }, {.max_queued = line.size()});
    observing.call_ended(a_call());
    stuck.wait_for_writer();
    for (int i = 0; i < 3; ++i) observing.call_ended(a_call());
    stuck.let_go();
  }
  auto const lines = read(stuck.written);
  BOOST_TEST_REQUIRE(lines.size() == 3u);
  BOOST_TEST(lines[2].at("lines") == 2);
}

BOOST_AUTO_TEST_CASE(a_sink_that_fails_loses_its_lines_and_nothing_else) {
  int calls = 0;
  std::string written;
  json_lines_observer observing([&](std::string_view lines) {
    if (++calls == 1) throw std::runtime_error("disk full");
    written += lines;
  });
  observing.call_ended(a_call(1));
  observing.flush();
  BOOST_TEST(observing.dropped() == 1u);
  observing.call_ended(a_call(2));
  observing.flush();
  auto const lines = read(written);
  BOOST_TEST_REQUIRE(lines.size() == 2u);
  BOOST_TEST(lines[0].at("lines") == 1);
  BOOST_TEST(lines[1].at("call") == 2);

  std::ostringstream bad;
  bad.setstate(std::ios::badbit);
  json_lines_observer to_bad(bad);
  to_bad.call_ended(a_call());
  for (int i = 0; i < 3; ++i) to_bad.flush();
  BOOST_TEST(to_bad.dropped() == 1u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_refused) {
  json_lines_observer::sink const none;
  BOOST_CHECK_THROW(json_lines_observer{none}, std::invalid_argument);
  BOOST_CHECK_THROW(json_lines_observer(static_cast<std::FILE*>(nullptr)), std::invalid_argument);
  BOOST_CHECK_THROW(json_lines_observer([](std::string_view) {}, {.max_queued = 0}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
