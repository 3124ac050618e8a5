// Calls of a client on their way to a collector of telemetry.

#include "collector.hpp"
#include "watched.hpp"

#include <dataarts/otlp_observer.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(otlp_test)

namespace asio = boost::asio;
namespace json = boost::json;
using dataarts::client;
using dataarts::otlp_observer;
using dataarts::trace_context;
using test::attribute;
using namespace std::chrono_literals;

namespace {

auto const caller = trace_context::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1").value();
std::string const unavailable = test::http_answer("", "503 Service Unavailable", "Retry-After: 7\r\n");
std::string const fine = test::http_answer("{}");

/// A client, its service and a collector, all in one context and on one virtual time.
struct situation {
  explicit situation(std::vector<std::string> collected = {fine}, std::vector<std::string> answers = {test::good})
      : service(std::move(answers)), collector(service.context, std::move(collected)) {
    options.endpoint = collector.url() + "/";
    options.resource = {{"service.name", "tests"}};
    options.time = service.clock;
    options.metrics = false;
  }

  void watch() {
    told = std::make_shared<otlp_observer>(service.context.get_executor(), options);
    service.config.observer = told;
    asking.emplace(service.context.get_executor(), service.config);
  }

  /// One query that belongs to the caller's trace.
  void ask(trace_context const& trace = caller) {
    service.run(asking->query({"s", "i"}, dataarts::call_options().trace(trace)));
  }

  bool flush() { return service.run(told->flush()); }

  test::watched service;
  test::collector collector;
  dataarts::otlp_options options;
  std::shared_ptr<otlp_observer> told;
  std::optional<client> asking;
};

}  // namespace

BOOST_AUTO_TEST_CASE(calls_and_attempts_arrive_as_spans) {
  situation now({fine}, {test::busy, test::good});
  now.service.config.retry = {};
  now.options.headers = {{"X-Key", "made-up-collector-key"}};
  now.watch();
  auto const began = now.service.clock->wall_now();
  now.ask();
  BOOST_TEST(now.flush());
  BOOST_TEST_REQUIRE(now.collector.requests.size() == 1u);
  auto const& request = now.collector.requests[0];
  BOOST_TEST(request.path == "/v1/traces");
  BOOST_TEST(request.header.find("Content-Type: application/json\n") != std::string::npos);
  BOOST_TEST(request.header.find("X-Key: made-up-collector-key\n") != std::string::npos);
  auto const& resource = request.body.at("resourceSpans").as_array().at(0).at("resource").as_object();
  BOOST_TEST(attribute(resource, "service.name") == "tests");

  auto const spans = now.collector.spans();
  BOOST_TEST_REQUIRE(spans.size() == 3u);
  auto const& call = spans[2];
  BOOST_TEST(call.at("traceId") == "4bf92f3577b34da6a3ce929d0e0e4736");
  BOOST_TEST(call.at("parentSpanId") == "00f067aa0ba902b7");
  BOOST_TEST(call.at("traceState") == "a=1");
  BOOST_TEST(call.at("name") == "query_script_instance");
  BOOST_TEST(call.at("kind") == 1);
  BOOST_TEST(call.at("status").as_object().empty());
  BOOST_TEST(attribute(call, "dataarts.attempts") == "2");
  BOOST_TEST(attribute(call, "dataarts.paused") == 3.0);
  auto const nanoseconds = [&](std::chrono::nanoseconds since) {
    return json::value(json::string(std::to_string((began.time_since_epoch() + since).count())));
  };
  BOOST_TEST(call.at("startTimeUnixNano") == nanoseconds(0ms));
  BOOST_TEST(call.at("endTimeUnixNano") == nanoseconds(3010ms));

  auto const& first = spans[0];
  BOOST_TEST(first.at("parentSpanId") == call.at("spanId"));
  BOOST_TEST(first.at("name") == "GET /v1/{project_id}/scripts/{script_name}/instances/{instance_id}");
  BOOST_TEST(first.at("kind") == 3);
  BOOST_TEST(first.at("status").at("code") == 2);
  BOOST_TEST(first.at("startTimeUnixNano") == nanoseconds(0ms));
  BOOST_TEST(first.at("endTimeUnixNano") == nanoseconds(5ms));
  BOOST_TEST(attribute(first, "http.request.method") == "GET");
  BOOST_TEST(attribute(first, "http.response.status_code") == "503");
  BOOST_TEST(attribute(first, "error.type") == "server_error");
  BOOST_TEST(attribute(first, "url.template") == "/v1/{project_id}/scripts/{script_name}/instances/{instance_id}");
  BOOST_TEST(attribute(first, "server.address") == "127.0.0.1");
  BOOST_TEST(attribute(first, "server.port") == json::value(json::string(std::to_string(now.service.server.port()))));
  BOOST_TEST(attribute(first, "network.peer.address") == "127.0.0.1");
  BOOST_TEST(attribute(first, "http.request.resend_count").is_null());
  BOOST_TEST(attribute(first, "dataarts.service_code") == "APIGW.0202");
  BOOST_TEST(attribute(first, "dataarts.request_id") == "id-0");
  BOOST_TEST(attribute(first, "dataarts.connection.reused") == false);
  BOOST_TEST(attribute(first, "dataarts.first_byte") == 0.005);
  auto const& second = spans[1];
  BOOST_TEST(second.at("parentSpanId") == call.at("spanId"));
  BOOST_TEST(attribute(second, "http.request.resend_count") == "1");
  BOOST_TEST(attribute(second, "error.type").is_null());
  BOOST_TEST(second.at("startTimeUnixNano") == nanoseconds(3005ms));
  std::set<std::string> ids;
  for (auto const& each : spans) ids.insert(std::string(each.at("spanId").as_string()));
  BOOST_TEST(ids.size() == 3u);
  auto const stats = now.told->stats();
  BOOST_TEST(stats.spans_sent == 3u);
  BOOST_TEST(stats.spans_dropped == 0u);
  BOOST_TEST(stats.requests_sent == 1u);
  BOOST_TEST(stats.last_problem == "");
}

BOOST_AUTO_TEST_CASE(with_nothing_to_send_the_context_ends_and_with_something_when_that_is_sent) {
  situation now;
  now.watch();
  BOOST_TEST(now.flush());
  BOOST_TEST(now.collector.requests.empty());
  auto const idle = now.service.clock->next_alarm();
  BOOST_TEST(!idle.has_value());
  now.ask();
  now.asking.reset();
  BOOST_TEST((now.service.clock->next_alarm() == now.service.at(5005ms)));
  now.service.pass_until([&] { return !now.service.clock->next_alarm() && now.told->stats().spans_sent == 2; });
  BOOST_TEST((now.service.clock->now() == now.service.at(5005ms)));
  now.collector.stop();
  now.service.server.stop();
  test::pass_events(now.service.context);
  BOOST_TEST(now.service.context.stopped());  // out of work
}

BOOST_AUTO_TEST_CASE(a_full_batch_does_not_wait) {
  situation now;
  now.options.max_batch = 4;
  now.watch();
  now.ask();
  test::pass_events(now.service.context);
  BOOST_TEST(now.collector.requests.empty());
  now.ask();
  test::run_until(now.service.context, [&] { return now.told->stats().spans_sent == 4; });
  BOOST_TEST((now.service.clock->now() == now.service.at(10ms)));
  BOOST_TEST(now.collector.requests.size() == 1u);
  // More than a batch is sent in several.
  now.options.max_queued_spans = 100;
  for (int i = 0; i < 5; ++i) now.ask();
  BOOST_TEST(now.flush());
  BOOST_TEST(now.collector.spans().size() == 14u);
  for (auto const& each : now.collector.requests) {
    BOOST_TEST(test::collector::list(each, "resourceSpans", "scopeSpans", "spans").size() <= 4u);
  }
}

BOOST_AUTO_TEST_CASE(what_the_collector_cannot_take_now_is_sent_again_when_it_says) {
  situation now({unavailable, test::http_answer("", "429 Too Many Requests", "Retry-After: 2\r\n"),
                 test::http_answer("", "502 Bad Gateway", "Retry-After: 1\r\n"), fine});
  now.watch();
  now.ask();
  auto const before = now.service.clock->now();
  BOOST_TEST(now.flush());
  BOOST_TEST((now.service.clock->now() - before == 10s));
  BOOST_TEST(now.collector.requests.size() == 4u);
  BOOST_TEST((now.collector.requests[0].body == now.collector.requests[3].body));
  auto const stats = now.told->stats();
  BOOST_TEST(stats.spans_sent == 2u);
  BOOST_TEST(stats.requests_sent == 4u);
  BOOST_TEST(stats.requests_failed == 0u);
}

BOOST_AUTO_TEST_CASE(what_the_collector_refuses_is_lost_at_once) {
  for (std::string const status :
       {"400 Bad Request", "401 Unauthorized", "404 Not Found", "500 Internal Server Error"}) {
    situation now({test::http_answer("made-up-collector-key", status, "Retry-After: 1\r\n")});
    now.options.headers = {{"Authorization", "Bearer made-up-collector-key"}};
    now.watch();
    now.ask();
    BOOST_TEST(!now.flush());
    auto const stats = now.told->stats();
    BOOST_TEST(stats.spans_dropped == 2u);
    BOOST_TEST(stats.requests_failed == 1u);
    BOOST_TEST(stats.requests_sent == 1u);
    BOOST_TEST(stats.last_problem.find("HTTP " + status.substr(0, 3)) != std::string::npos, stats.last_problem);
    BOOST_TEST(stats.last_problem.find("made-up") == std::string::npos);
    BOOST_TEST(now.flush());  // nothing is left
  }
}

BOOST_AUTO_TEST_CASE(a_longer_retry_after_than_allowed_gives_up) {
  situation now({test::http_answer("", "503 Service Unavailable", "Retry-After: 3600\r\n")});
  now.watch();
  now.ask();
  BOOST_TEST(!now.flush());
  BOOST_TEST((now.service.clock->now() == now.service.at(5ms)));
}

BOOST_AUTO_TEST_CASE(without_a_collector_it_is_given_up_after_some_attempts_and_the_context_ends) {
  for (auto const silent : {false, true}) {
    situation now({"silence"});
    if (!silent) now.collector.stop();
    now.options.retry.max_attempts = 3;
    now.watch();
    now.ask();
    now.asking.reset();
    now.service.pass_until([&] { return !now.service.clock->next_alarm().has_value(); });
    auto const stats = now.told->stats();
    BOOST_TEST(stats.requests_sent == 3u);
    BOOST_TEST(stats.requests_failed == 1u);
    BOOST_TEST(stats.spans_dropped == 2u);
    BOOST_TEST(!stats.last_problem.empty());
    now.collector.stop();
    now.service.server.stop();
    test::pass_events(now.service.context);
    BOOST_TEST(now.service.context.stopped());
  }
}

BOOST_AUTO_TEST_CASE(the_longest_times_are_no_limits) {
  situation now({unavailable, fine});
  now.service.clock->advance(1h);
  now.options.interval = now.options.timeout = std::chrono::nanoseconds::max();
  now.options.retry.max_delay = now.options.retry.max_retry_after = std::chrono::nanoseconds::max();
  now.options.metrics = true;
  now.watch();
  now.ask();
  test::pass_events(now.service.context);
  BOOST_TEST(now.collector.requests.empty());
  BOOST_TEST((now.service.clock->next_alarm() > now.service.clock->now() + 9 * 365 * 24h));
  BOOST_TEST(now.flush());
  BOOST_TEST(now.told->stats().spans_sent == 2u);
  BOOST_TEST(now.told->stats().requests_failed == 0u);
}

BOOST_AUTO_TEST_CASE(what_has_no_id_is_no_span) {
  situation now;
  now.watch();
  dataarts::connection_record const connection;
  dataarts::attempt_record attempt;
  attempt.connection = &connection;
  dataarts::call_record call;
  for (auto const& [trace, id] :
       {std::pair(caller.trace(), dataarts::span_id{}), std::pair(dataarts::trace_id{}, caller.parent())}) {
    dataarts::span_context const span{trace, id, caller.parent(), true, {}};
    attempt.span = call.span = &span;
    now.told->attempt_ended(attempt);
    now.told->call_ended(call);
  }
  BOOST_TEST(now.told->stats().spans_queued == 0u);
}

BOOST_AUTO_TEST_CASE(a_full_queue_drops_what_is_new) {
  situation now;
  now.options.max_queued_spans = 3;
  now.watch();
  for (int i = 0; i < 3; ++i) now.ask();
  BOOST_TEST(now.told->stats().spans_queued == 3u);
  BOOST_TEST(now.told->stats().spans_dropped == 3u);
  BOOST_TEST(now.flush());
  BOOST_TEST(now.collector.spans().size() == 3u);
  BOOST_TEST(now.told->stats().spans_queued == 0u);
}

BOOST_AUTO_TEST_CASE(a_part_that_is_refused_is_counted) {
  situation now({test::http_answer(R"({"partialSuccess":{"rejectedSpans":"1","errorMessage":"too\nold"}})")});
  now.watch();
  now.ask();
  BOOST_TEST(!now.flush());
  auto const stats = now.told->stats();
  BOOST_TEST(stats.spans_sent == 1u);
  BOOST_TEST(stats.spans_dropped == 1u);
  BOOST_TEST(stats.last_problem == "the collector refused 1 of a batch: too old");
}

BOOST_AUTO_TEST_CASE(only_sampled_calls_are_sent) {
  situation now;
  now.watch();
  now.ask(trace_context(caller.trace(), caller.parent(), false));
  auto const untraced = test::run(now.service.context, now.asking->query({"s", "i"}));
  BOOST_TEST(untraced.has_value());
  BOOST_TEST(now.told->stats().spans_queued == 0u);

  now.options.sample_ratio = 1;
  now.watch();
  auto const own = test::run(now.service.context, now.asking->query({"s", "i"}));
  BOOST_TEST(own.has_value());
  BOOST_TEST(now.flush());
  auto const spans = now.collector.spans();
  BOOST_TEST_REQUIRE(spans.size() == 2u);
  BOOST_TEST(!spans[1].contains("parentSpanId"));
  BOOST_TEST(spans[0].at("parentSpanId") == spans[1].at("spanId"));
  BOOST_TEST(spans[0].at("traceId") == spans[1].at("traceId"));

  now.options.sample_ratio = 0.5;
  now.watch();
  int sampled = 0;
  for (int i = 0; i < 1000; ++i) sampled += now.told->begin_trace().has_value() ? 1 : 0;
  BOOST_TEST(sampled > 350);
  BOOST_TEST(sampled < 650);
}

BOOST_AUTO_TEST_CASE(metrics_are_sent_when_something_changed) {
  situation now;
  now.options.metrics = true;
  now.options.traces = false;
  now.watch();
  now.ask();
  BOOST_TEST(now.flush());
  BOOST_TEST(now.flush());
  BOOST_TEST_REQUIRE(now.collector.requests.size() == 1u);
  auto const& request = now.collector.requests[0];
  BOOST_TEST(request.path == "/v1/metrics");
  std::set<std::string> names;
  for (auto const& each : test::collector::list(request, "resourceMetrics", "scopeMetrics", "metrics")) {
    names.insert(std::string(each.at("name").as_string()));
    if (each.at("name") != "http.client.request.duration") continue;
    BOOST_TEST(each.at("unit") == "s");
    BOOST_TEST(each.at("histogram").at("aggregationTemporality") == 2);
    auto const& point = each.at("histogram").at("dataPoints").as_array().at(0).as_object();
    BOOST_TEST(point.at("count") == "1");
    BOOST_TEST(point.at("sum") == 0.005);
    BOOST_TEST(point.at("explicitBounds").as_array().size() == 14u);
    BOOST_TEST(point.at("bucketCounts").as_array().size() == 15u);
    BOOST_TEST(point.at("bucketCounts").as_array().at(0) == "1");
    BOOST_TEST(point.at("bucketCounts").as_array().at(1) == "0");
    BOOST_TEST(attribute(point, "http.response.status_code") == "200");
    BOOST_TEST(attribute(point, "http.request.method") == "GET");
    BOOST_TEST(attribute(point, "server.address") == "127.0.0.1");
  }
  for (auto const* const name : {"http.client.request.duration", "http.client.active_requests",
                                 "http.client.open_connections", "http.client.connection.duration"}) {
    BOOST_TEST(names.contains(name), name);
  }
  now.asking.reset();  // closes a connection
  now.service.pass_until([&] { return now.collector.requests.size() == 2; });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_refused_with_the_name_of_the_field) {
  asio::io_context context;
  auto const objection = [&](auto change) -> std::string {
    dataarts::otlp_options options;
    change(options);
    try {
      otlp_observer const made(context.get_executor(), options);
    } catch (std::invalid_argument const& why) {
      return why.what();
    }
    return "none";
  };
  using options = dataarts::otlp_options;
  BOOST_TEST(objection([](options&) {}) == "none");
  BOOST_TEST(objection([](options& o) { o.endpoint = "collector:4318"; }).starts_with("endpoint: "));
  auto const bad_header = objection([](options& o) { o.headers = {{"Authorization", "made-up\r\nX: y"}}; });
  BOOST_TEST(bad_header == "headers: the value of Authorization contains a control character");
  BOOST_TEST(objection([](options& o) { o.headers = {{"a b", "c"}}; }).starts_with("headers: "));
  BOOST_TEST(objection([](options& o) { o.resource = {{"", "c"}}; }).starts_with("resource: "));
  BOOST_TEST(objection([](options& o) { o.sample_ratio = 1.1; }).starts_with("sample_ratio: "));
  BOOST_TEST(objection([](options& o) { o.sample_ratio = std::nan(""); }).starts_with("sample_ratio: "));
  BOOST_TEST(objection([](options& o) { o.max_queued_spans = 0; }).starts_with("max_queued_spans: "));
  BOOST_TEST(objection([](options& o) { o.max_batch = 0; }).starts_with("max_batch: "));
  BOOST_TEST(objection([](options& o) { o.interval = 0s; }).starts_with("interval: "));
  BOOST_TEST(objection([](options& o) { o.timeout = 0s; }).starts_with("timeout: "));
  BOOST_TEST(objection([](options& o) { o.retry.max_attempts = 0; }).starts_with("retry.max_attempts: "));
}

BOOST_AUTO_TEST_SUITE_END()
