#include <dataarts/prometheus_observer.hpp>

#include "exposition_format.hpp"
#include "observe/metrics.hpp"
#include "observe/prometheus_text.hpp"

#include <dataarts/client.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(prometheus_test)

using dataarts::errc;
using dataarts::prometheus_observer;
using dataarts::observe::prometheus_text;
using namespace std::chrono_literals;

namespace {

dataarts::clock::time_point at(dataarts::clock::duration since) { return dataarts::clock::time_point{} + since; }

/// Tells an observer of calls at times that are easy to check.
struct teller {
  explicit teller(dataarts::observer& who) : told(who) {
    connection.number = 1;
    connection.server_address = "h";
    connection.server_port = 443;
    connection.tls = true;
    connection.began = at(0ms);
    connection.resolved = at(20ms);
    connection.connected = at(50ms);
    connection.opened = connection.now = at(120ms);
  }

  void open() { told.connection_opened(connection); }

  void close(dataarts::close_reason why) {
    auto record = connection;
    record.now = at(10s);
    told.connection_closed(record, why);
  }

  void begin(unsigned resend_count = 0) {
    dataarts::call_record call;
    call.server_address = "h";
    call.server_port = 443;
    call.began = call.now = at(0ms);
    if (resend_count == 0) told.call_began(call);
    dataarts::attempt_record attempt;
    attempt.resend_count = resend_count;
    attempt.connection = &connection;
    attempt.queued = at(0ms);
    attempt.sent = attempt.now = at(120ms);
    told.attempt_began(attempt);
  }

  void end_attempt(std::optional<errc> error, int status, unsigned resend_count = 0) {
    dataarts::attempt_record attempt;
    attempt.resend_count = resend_count;
    attempt.connection = &connection;
    attempt.error = error;
    attempt.http_status = status;
    attempt.queued = at(0ms);
    attempt.sent = at(120ms);
    attempt.first_byte = at(180ms);
    attempt.now = at(200ms);
    told.attempt_ended(attempt);
  }

  void end(std::optional<errc> error) {
    dataarts::call_record call;
    call.server_address = "h";
    call.server_port = 443;
    call.error = error;
    call.began = at(0ms);
    call.now = at(200ms);
    told.call_ended(call);
  }

  dataarts::observer& told;
  dataarts::connection_record connection;
};

std::string const server = R"(server_address="h",server_port="443")";

}  // namespace

BOOST_AUTO_TEST_CASE(the_text_is_written_to_the_letter) {
  prometheus_text out;
  out.family("a_total", "counter", "One \\ two\nthree \"four\".");
  out.sample({{"name", "quote \" backslash \\ newline \n."}, {"none", ""}}, std::uint64_t{18446744073709551615U});
  out.family("b", "gauge", "B.");
  out.sample({}, 0.25);
  out.sample({{"x", "1"}}, std::nan(""));
  out.sample({{"x", "2"}}, -HUGE_VAL);
  BOOST_TEST(out.take() ==
             "# HELP a_total One \\\\ two\\nthree \"four\".\n"
             "# TYPE a_total counter\n"
             "a_total{name=\"quote \\\" backslash \\\\ newline \\n.\"} 18446744073709551615\n"
             "# HELP b B.\n"
             "# TYPE b gauge\n"
             "b 0.25\n"
             "b{x=\"1\"} NaN\n"
             "b{x=\"2\"} -Inf\n");
}

BOOST_AUTO_TEST_CASE(a_histogram_is_cumulative) {
  dataarts::observe::histogram durations;
  for (auto const each : std::initializer_list<std::chrono::nanoseconds>{0ns, 5ms, 6ms, 10s, 11s, -1s}) {
    durations.add(each);
  }
  prometheus_text out;
  out.family("d_seconds", "histogram", "D.");
  out.sample({{"l", "v"}}, durations);
  auto const read = test::read_exposition(out.take());
  BOOST_TEST(read.at(R"(d_seconds_bucket{l="v",le="0.005"})") == 3);
  BOOST_TEST(read.at(R"(d_seconds_bucket{l="v",le="0.01"})") == 4);
  BOOST_TEST(read.at(R"(d_seconds_bucket{l="v",le="7.5"})") == 4);
  BOOST_TEST(read.at(R"(d_seconds_bucket{l="v",le="10"})") == 5);
  BOOST_TEST(read.at(R"(d_seconds_bucket{l="v",le="+Inf"})") == 6);
  BOOST_TEST(read.at(R"(d_seconds_count{l="v"})") == 6);
  BOOST_TEST(std::abs(read.at(R"(d_seconds_sum{l="v"})") - 21.011) < 1e-9);
}

BOOST_AUTO_TEST_CASE(the_reader_of_the_format_finds_mistakes) {
  std::string const head = "# HELP a_total A.\n# TYPE a_total counter\n";
  BOOST_TEST(test::read_exposition(head + "a_total{x=\"1\"} 3\n").size() == 1u);
  std::string const histogram = "# HELP h H.\n# TYPE h histogram\n";
  for (auto const& text : {
           std::string(),
           head + "a_total 1",
           head + "b_total 1\n",
           head + "a_total 1\na_total 1\n",
           head + "a_total{x=\"a\"b\"} 1\n",
           head + "a_total{x=\"\\t\"} 1\n",
           head + "a_total{} 1\n",
           head + "a_total -1\n",
           head + "a_total x\n",
           head + head,
           head + "a_total{1x=\"\"} 1\n",
           std::string("# HELP a A.\n# TYPE a counter\na 1\n"),
           std::string("a 1\n"),
           histogram + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n",
           histogram + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n",
           histogram + "h_bucket 1\n",
       }) {
    BOOST_CHECK_THROW(test::read_exposition(text), std::runtime_error);
  }
}

BOOST_AUTO_TEST_CASE(what_a_client_did_is_counted_by_its_outcome) {
  prometheus_observer counting;
  teller tell(counting);
  tell.open();
  tell.begin();
  tell.end_attempt(errc::throttled, 429);
  tell.begin(1);
  tell.end_attempt(std::nullopt, 200, 1);
  tell.end(std::nullopt);
  tell.begin();
  auto const busy = test::read_exposition(counting.text());
  tell.end_attempt(errc::connection_closed, 0);
  tell.end(errc::connection_closed);
  tell.close(dataarts::close_reason::server_closed);
  dataarts::limiter_record limit;
  limit.server_address = "h";
  limit.server_port = 443;
  limit.requests_per_second = 12.5;
  counting.limiter_changed(limit);
  auto refused = tell.connection;
  refused.connected = refused.opened = std::nullopt;
  counting.connection_failed(refused, errc::connect_failed);
  auto const read = test::read_exposition(counting.text());

  auto const request = "http_client_request_duration_seconds_count{" + server +
                       R"(,http_request_method="GET",url_template="/v1/{project_id}/scripts/{script_name})"
                       R"(/instances/{instance_id}")";
  BOOST_TEST(read.at(request + R"(,http_response_status_code="429",error_type="throttled"})") == 1);
  BOOST_TEST(read.at(request + R"(,http_response_status_code="200"})") == 1);
  BOOST_TEST(read.at(request + R"(,error_type="connection_closed"})") == 1);
  auto const active = "http_client_active_requests{" + server + R"(,http_request_method="GET"})";
  BOOST_TEST(busy.at(active) == 1);
  BOOST_TEST(read.at(active) == 0);
  auto const open = "http_client_open_connections{" + server + ",http_connection_state=";
  BOOST_TEST(busy.at(open + R"("active"})") == 1);
  BOOST_TEST(busy.at(open + R"("idle"})") == 0);
  BOOST_TEST(read.at(open + R"("active"})") == 0);
  BOOST_TEST(read.at(open + R"("idle"})") == 0);
  BOOST_TEST(read.at("http_client_connection_duration_seconds_sum{" + server + "}") == 9.88);
  BOOST_TEST(read.at("dataarts_client_connections_closed_total{" + server + R"(,reason="server_closed"})") == 1);
  BOOST_TEST(read.at("dataarts_client_connections_closed_total{" + server + R"(,reason="max_age"})") == 0);
  BOOST_TEST(read.at("dataarts_client_connect_failures_total{" + server + R"(,error_type="connect_failed"})") == 1);
  auto const calls = "dataarts_client_call_duration_seconds_count{" + server + R"(,operation="query_script_instance")";
  BOOST_TEST(read.at(calls + "}") == 1);
  BOOST_TEST(read.at(calls + R"(,error_type="connection_closed"})") == 1);
  BOOST_TEST(busy.at("dataarts_client_active_calls{" + server + "}") == 1);
  BOOST_TEST(read.at("dataarts_client_active_calls{" + server + "}") == 0);
  BOOST_TEST(read.at("dataarts_client_retries_total{" + server + "}") == 1);
  BOOST_TEST(read.at("dataarts_client_throttled_total{" + server + "}") == 1);
  BOOST_TEST(read.at("dataarts_client_rate_limit{" + server + "}") == 12.5);
  BOOST_TEST(read.at("dataarts_client_queue_time_seconds_sum{" + server + "}") == 0.36);
  auto const phase = "dataarts_client_phase_duration_seconds_sum{" + server + ",phase=";
  BOOST_TEST(read.at(phase + R"("resolve"})") == 0.04);
  BOOST_TEST(read.at(phase + R"("connect"})") == 0.03);
  BOOST_TEST(read.at(phase + R"("tls"})") == 0.07);
  BOOST_TEST(std::abs(read.at(phase + R"("first_byte"})") - 0.18) < 1e-9);
}

BOOST_AUTO_TEST_CASE(what_a_client_does_now_comes_from_its_stats) {
  prometheus_observer counting;
  dataarts::client_stats now;
  now.calls_waiting = 3;
  now.calls_pausing = 2;
  now.connections_opening = 1;
  auto const read = test::read_exposition(counting.text(now));
  BOOST_TEST(read.at(R"(dataarts_client_calls{state="waiting"})") == 3);
  BOOST_TEST(read.at(R"(dataarts_client_calls{state="in_exchange"})") == 0);
  BOOST_TEST(read.at(R"(dataarts_client_calls{state="pausing"})") == 2);
  BOOST_TEST(read.at("dataarts_client_connections_opening") == 1);
}

BOOST_AUTO_TEST_CASE(a_server_cannot_make_labels_without_end) {
  prometheus_observer counting;
  teller tell(counting);
  for (int status = 100; status < 1000; ++status) tell.end_attempt(errc::unexpected_status, status);
  auto const read = test::read_exposition(counting.text());
  std::size_t series = 0;
  double attempts = 0;
  double others = 0;
  for (auto const& [key, value] : read) {
    if (!key.starts_with("http_client_request_duration_seconds_count")) continue;
    ++series;
    attempts += value;
    if (key.find(R"(error_type="_OTHER")") != std::string::npos) others += value;
  }
  BOOST_TEST(series == dataarts::observe::metrics::most_request_series + 1);
  BOOST_TEST(attempts == 900);
  BOOST_TEST(others == 800);
}

BOOST_AUTO_TEST_CASE(it_is_scraped_while_several_clients_use_it) {
  prometheus_observer counting;
  std::atomic<int> running = 3;
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      teller tell(counting);
      for (int n = 0; n < 500; ++n) {
        tell.open();
        tell.begin();
        tell.end_attempt(std::nullopt, 200 + n % 7);
        tell.end(std::nullopt);
        tell.close(dataarts::close_reason::max_age);
      }
      --running;
    });
  }
  do {
    test::read_exposition(counting.text());  // throws if it cannot be read
  } while (running > 0);
  for (auto& each : clients) each.join();
  auto const read = test::read_exposition(counting.text());
  BOOST_TEST(read.at("dataarts_client_active_calls{" + server + "}") == 0);
  BOOST_TEST(read.at("dataarts_client_queue_time_seconds_count{" + server + "}") == 1500);
  BOOST_TEST(read.at("http_client_connection_duration_seconds_count{" + server + "}") == 1500);
}

BOOST_AUTO_TEST_SUITE_END()
