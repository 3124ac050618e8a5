// The trace of a call, as its requests carry it and as its observer is told.

#include "recorder.hpp"
#include "support.hpp"

#include <dataarts/signing.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(trace_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::is_set;
using dataarts::to_hex;
using dataarts::trace_context;

namespace {

std::string const good = test::http_answer(test::running_body);
std::string const busy = test::http_answer("", "503 Service Unavailable", "Retry-After: 0\r\n");
auto const caller = trace_context::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1,b=2").value();

/// The value of a header; empty if it does not stand there once.
std::string header_of(std::string const& request, std::string const& name) {
  auto const line = "\r\n" + name + ": ";
  auto const at = request.find(line);
  if (at == std::string::npos || request.find(line, at + 1) != std::string::npos) return {};
  auto const begin = at + line.size();
  return request.substr(begin, request.find("\r\n", begin) - begin);
}

/// A server that keeps the requests; the first answers are given, the others are good.
struct situation {
  explicit situation(std::vector<std::string> answers = {})
      : server(context, [this, answers](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
          auto& self = *this;
          auto const held = answers;  // the closure may end before the coroutine
          for (;;) {
            auto request = co_await peer.request();
            if (request.empty()) co_return;
            auto const number = self.requests.size();
            self.requests.push_back(std::move(request));
            auto const answer = number < held.size() ? held[number] : good;
            if (answer.empty()) co_return;
            co_await peer.send(answer);
          }
        }) {
    config = test::config_for(server);
    config.observer = told;
    config.retry = {};
  }

  asio::io_context context;
  std::vector<std::string> requests;
  test::peer server;
  std::shared_ptr<test::recorder> told = std::make_shared<test::recorder>();
  dataarts::client_config config;
};

}  // namespace

BOOST_AUTO_TEST_CASE(each_attempt_is_a_span_below_the_span_of_the_call) {
  situation now({busy, good, ""});  // the second call meets a stale connection
  client asking(now.context.get_executor(), now.config);
  auto const options = dataarts::call_options().trace(caller);
  for (int i = 0; i < 2; ++i) {
    auto const answer = test::run(now.context, asking.query({"s", "i"}, options));
    BOOST_TEST(answer.has_value());
  }
  BOOST_TEST_REQUIRE(now.requests.size() == 4u);
  std::set<dataarts::span_id> spans{caller.parent()};
  for (auto const& call : now.told->calls) {
    BOOST_TEST_REQUIRE(call.span.has_value());
    BOOST_TEST((call.span->trace == caller.trace()));
    BOOST_TEST((call.span->parent == caller.parent()));
    BOOST_TEST(call.span->sampled);
    BOOST_TEST(spans.insert(call.span->span).second);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    auto const& request = now.requests[i];
    auto const& span = now.told->attempts.at(i).span;
    BOOST_TEST_REQUIRE(span.has_value());
    BOOST_TEST((span->trace == caller.trace()));
    BOOST_TEST((span->parent == now.told->calls.at(i / 2).span->span));
    BOOST_TEST(spans.insert(span->span).second);
    BOOST_TEST(header_of(request, "traceparent") == "00-" + to_hex(span->trace) + "-" + to_hex(span->span) + "-01");
    BOOST_TEST(header_of(request, "tracestate") == "a=1,b=2");
    BOOST_TEST(request.ends_with("\r\n\r\n"));
    BOOST_TEST((now.told->attempts_began.at(i).span->span == span->span));
  }
}

BOOST_AUTO_TEST_CASE(a_trace_needs_no_observer) {
  situation now({busy});
  now.config.observer.reset();
  client asking(now.context.get_executor(), now.config);
  auto const unsampled = trace_context(caller.trace(), caller.parent(), false);
  auto const answer = test::run(now.context, asking.query({"s", "i"}, dataarts::call_options().trace(unsampled)));
  BOOST_TEST(answer.has_value());
  std::set<std::string> sent;
  for (auto const& request : now.requests) {
    auto const line = header_of(request, "traceparent");
    BOOST_TEST(trace_context::parse(line).has_value(), line);
    BOOST_TEST(line.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
    BOOST_TEST(line.ends_with("-00"));
    BOOST_TEST(line != caller.traceparent());
    BOOST_TEST(request.find("tracestate") == std::string::npos);
    sent.insert(line);
  }
  BOOST_TEST(sent.size() == 2u);
}

BOOST_AUTO_TEST_CASE(without_a_trace_nothing_is_sent) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto const traced = test::run(now.context, asking.query({"s", "i"}, dataarts::call_options().trace(caller)));
  auto const plain = test::run(now.context, asking.query({"s", "i"}));
  BOOST_TEST((traced.has_value() && plain.has_value()));
  BOOST_TEST(now.requests.at(0).find("trace") != std::string::npos);
  BOOST_TEST(now.requests.at(1).find("trace") == std::string::npos);
  BOOST_TEST(!now.told->calls.at(1).span.has_value());
  BOOST_TEST(!now.told->attempts.at(1).span.has_value());
}

BOOST_AUTO_TEST_CASE(an_observer_can_begin_traces) {
  situation now;
  now.told->own_trace = trace_context({7});
  client asking(now.context.get_executor(), now.config);
  auto const own = test::run(now.context, asking.query({"s", "i"}));
  auto const given = test::run(now.context, asking.query({"s", "i"}, dataarts::call_options().trace(caller)));
  BOOST_TEST((own.has_value() && given.has_value()));
  auto const& root = now.told->calls.at(0).span;
  BOOST_TEST((root->trace == dataarts::trace_id{7}));
  BOOST_TEST(!is_set(root->parent));
  BOOST_TEST((now.told->attempts.at(0).span->parent == root->span));
  BOOST_TEST(header_of(now.requests.at(0), "traceparent").starts_with("00-07000000"));
  BOOST_TEST((now.told->calls.at(1).span->trace == caller.trace()));
}

BOOST_AUTO_TEST_CASE(the_queries_of_a_stream_are_spans_beside_each_other) {
  situation now;
  client asking(now.context.get_executor(), now.config);
  std::vector<dataarts::instance_ref> const refs(20, {"s", "i"});
  auto stream = asking.query_all(refs, dataarts::query_all_options().each(dataarts::call_options().trace(caller)));
  for (std::size_t i = 0; i < refs.size(); ++i) {
    auto const answered = test::run(now.context, stream.next());
    BOOST_TEST_REQUIRE((answered && answered->outcome.has_value()));
  }
  std::set<dataarts::span_id> spans;
  for (auto const& call : now.told->calls) {
    BOOST_TEST((call.span->trace == caller.trace()));
    BOOST_TEST((call.span->parent == caller.parent()));
    spans.insert(call.span->span);
  }
  BOOST_TEST(spans.size() == 20u);
}

// The signature covers the request as it was without the lines of the trace.
BOOST_AUTO_TEST_CASE(a_signature_does_not_change_with_a_trace) {
  situation now;
  now.config.auth = dataarts::credentials::keys("AK", "SK");
  now.config.time = std::make_shared<dataarts::virtual_clock>();
  client asking(now.context.get_executor(), now.config);
  auto const plain = test::run(now.context, asking.query({"s", "i"}));
  auto const traced = test::run(now.context, asking.query({"s", "i"}, dataarts::call_options().trace(caller)));
  BOOST_TEST((plain.has_value() && traced.has_value()));
  auto const signature = header_of(now.requests.at(0), "Authorization");
  BOOST_TEST(!signature.empty());
  BOOST_TEST(header_of(now.requests.at(1), "Authorization") == signature);
  BOOST_TEST(signature.find("trace") == std::string::npos);
  auto without = now.requests.at(1);
  without.erase(without.find("traceparent:"));
  BOOST_TEST(without + "\r\n" == now.requests.at(0));
}

BOOST_AUTO_TEST_CASE(the_lines_count_towards_the_limit_of_a_request) {
  situation now;
  client probing(now.context.get_executor(), now.config);
  auto const options = dataarts::call_options().trace(caller);
  auto const probed = test::run(now.context, probing.query({"script", "instance"}, options));
  BOOST_TEST(probed.has_value());
  auto const size = now.requests.at(0).size();
  for (auto const room : {size - 1, size}) {
    now.config.max_request_header = room;
    client asking(now.context.get_executor(), now.config);
    auto const traced = test::run(now.context, asking.query({"script", "instance"}, options));
    BOOST_TEST(traced.has_value() == (room == size));
    auto const plain = test::run(now.context, asking.query({"script", "instance"}));
    BOOST_TEST(plain.has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()
