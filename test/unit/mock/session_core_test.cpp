#include "session_core.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <vector>

#include "core_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_session_core)

namespace {

namespace mock = dataarts::mock;
namespace data = boost::unit_test::data;
using test::body_of;
using test::core_driver;
using test::get;
using test::has_header;
using test::query;
using test::status_line;

std::string const finished = query("a1ad-448a-9d56-4154193d49c5");

std::size_t const pieces[] = {1, 7, 1'000'000};

// What a request gets.
struct exchange {
  char const* name;
  std::string request;
  std::string status;
  std::string body_part;
  bool closes;
};
std::ostream& operator<<(std::ostream& to, exchange const& what) { return to << what.name; }

std::string const ok = "HTTP/1.1 200 OK";
std::string const bad = "HTTP/1.1 400 Bad Request";

std::vector<exchange> const exchanges{
    {"finished", get(finished), ok, std::string(mock::documented_answers::finished_body()), false},
    {"failed", get(query("failed")), ok, R"("status":"FAILED")", false},
    {"launching", get(query("launching")), ok, R"("status":"LAUNCHING")", false},
    {"running", get(query("running")), ok, R"("status":"RUNNING")", false},
    {"unknown instance", get(query("other")), bad, "DLF.6205", false},
    {"unknown script", get(query("x", "other")), bad,
     R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})", false},
    {"workspace", get(finished, "workspace: w1\r\nX-Auth-Token: secret\r\n"), ok, "FINISHED", false},
    {"encoded script", get(query("running", "dws%73cript")), ok, "RUNNING", false},
    {"encoded slash stays in its part", get(query("running%2Fx")), bad, "DLF.6205", false},
    {"absolute form", get("http://example.com:8080" + finished), ok, "FINISHED", false},
    {"query", get(finished + "?version=1"), ok, "FINISHED", false},
    {"other path", get("/v2/x?secret=1"), "HTTP/1.1 501 Not Implemented", R"("path":"/v2/x")", false},
    {"other method", "DELETE " + finished + " HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 501 Not Implemented",
     R"("method":"DELETE")", false},
    {"post with a body", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
     "HTTP/1.1 501 Not Implemented", "POST", false},
    {"chunked body",
     "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: 1\r\n\r\n",
     "HTTP/1.1 501 Not Implemented", "POST", false},
    {"leading blank lines", "\r\n\r\n" + get(finished), ok, "FINISHED", false},
    {"close", get(finished, "Connection: close\r\n"), ok, "FINISHED", true},
    {"HTTP/1.0", "GET " + finished + " HTTP/1.0\r\n\r\n", ok, "FINISHED", true},
    {"HTTP/1.0 kept", "GET " + finished + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", ok, "FINISHED", false},
    {"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", ok, "", false},

    {"no Host", "GET / HTTP/1.1\r\n\r\n", bad, "needs a Host header", true},
    {"empty Host", "GET " + finished + " HTTP/1.1\r\nHost:\r\n\r\n", ok, "FINISHED", false},
    {"Host with a port", "GET " + finished + " HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", ok, "FINISHED", false},
    {"Host that is none", "GET " + finished + " HTTP/1.1\r\nHost: a b/@\r\n\r\n", bad, "not a host", true},
    {"Host with user info", "GET / HTTP/1.1\r\nHost: u:p@h\r\n\r\n", bad, "not a host", true},
    {"wrong Host in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a/b\r\n\r\n", bad, "not a host", true},
    {"user info in the target", get("http://u:p@h" + finished), bad, "user name", true},
    {"no host in the target", get("http://:80" + finished), bad, "host", true},
    {"CONNECT without a port", "CONNECT h HTTP/1.1\r\nHost: h\r\n\r\n", bad, "host:port", true},
    {"CONNECT with user info", "CONNECT u:p@h:1 HTTP/1.1\r\nHost: h\r\n\r\n", bad, "host:port", true},
    {"two Hosts", get("/", "Host: y\r\n"), bad, "more than one Host", true},
    {"no version", "GET /\r\nHost: x\r\n\r\n", bad, "request line", true},
    {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", "HTTP/1.1 505 HTTP Version Not Supported", "HTTP/1.1", true},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 505 HTTP Version Not Supported", "HTTP/1.1", true},
    {"not HTTP", "GET / HTTX/1.1\r\nHost: x\r\n\r\n", bad, "request line", true},
    {"TLS to a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), bad, "method", true},
    {"blank method", " / HTTP/1.1\r\nHost: x\r\n\r\n", bad, "method", true},
    {"relative target", get("x"), bad, "neither a path", true},
    {"fragment", get("/x#y"), bad, "fragment", true},
    {"star with GET", get("*"), bad, "OPTIONS only", true},
    {"bad percent", get("/%2"), bad, "%", true},
    {"bad percent digits", get("/%zz"), bad, "%", true},
    {"space in a header name", get("/", "A b: c\r\n"), bad, "header line", true},
    {"folded header", get("/", "A: b\r\n c\r\n"), bad, "folded", true},
    {"control character in a value", get("/", std::string("A: b\x01\r\n")), bad, "header line", true},
    {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", bad, "", true},
    {"length and chunked", get("/", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), bad, "Transfer-Encoding",
     true},
    {"chunked and length", get("/", "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), bad, "Transfer-Encoding",
     true},
    {"length and gzip", get("/", "Content-Length: 1\r\nTransfer-Encoding: gzip\r\n"), bad, "together", true},
    {"two lengths", get("/", "Content-Length: 1\r\nContent-Length: 2\r\n"), bad, "different values", true},
    {"length of letters", get("/", "Content-Length: x\r\n"), bad, "not a number", true},
    {"negative length", get("/", "Content-Length: -1\r\n"), bad, "not a number", true},
    {"unknown coding", get("/", "Transfer-Encoding: gzip\r\n"), "HTTP/1.1 501 Not Implemented", "chunked", true},
    {"coding list", get("/", "Transfer-Encoding: gzip, chunked\r\n"), "HTTP/1.1 501 Not Implemented", "chunked", true},
    {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", bad, "needs HTTP/1.1", true},
    {"bad chunk size", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", bad, "chunk", true},
    {"unknown expectation", get("/", "Expect: more\r\n"), "HTTP/1.1 417 Expectation Failed", "100-continue", true},
    {"long target", get("/" + std::string(9'000, 'a')), "HTTP/1.1 414 URI Too Long", "8192", true},
    {"target without an end", "GET /" + std::string(40'000, 'a'), "HTTP/1.1 414 URI Too Long", "8192", true},
    {"long header", get("/", "A: " + std::string(33'000, 'a') + "\r\n"), "HTTP/1.1 431 Request Header Fields Too Large",
     "32768", true},
    {"many headers",
     [] {
       std::string lines;
       for (int i = 0; i < 300; ++i) lines += "A: b\r\n";
       return get("/", lines);
     }(),
     "HTTP/1.1 431 Request Header Fields Too Large", "256 lines", true},
    {"long body told", get("/", "Content-Length: 4194305\r\n"), "HTTP/1.1 413 Payload Too Large", "4194304", true},
    {"long chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400001\r\n",
     "HTTP/1.1 413 Payload Too Large", "4194304", true},
    {"endless chunk extension",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'a'),
     "HTTP/1.1 431 Request Header Fields Too Large", "chunk extension", true},
};

BOOST_DATA_TEST_CASE(one_request, data::make(exchanges) * data::make(pieces), what, piece) {
  core_driver server;
  auto const sent = server.feed(what.request, piece);
  BOOST_TEST(status_line(sent) == what.status);
  BOOST_TEST(body_of(sent).find(what.body_part) != std::string_view::npos,
             "no '" << what.body_part << "' in: " << sent);
  BOOST_TEST(server.closing() == what.closes);
  BOOST_TEST(has_header(sent, "Connection: close") == what.closes);
  BOOST_TEST(has_header(sent, "Server: api-gateway"));
  auto const body_size = std::to_string(body_of(sent).size());
  BOOST_TEST(has_header(sent, "Content-Length: " + body_size), "not one whole answer: " << sent);
  auto const refused = what.closes && !what.status.starts_with(ok);
  BOOST_TEST(server.environment.counts.malformed.get() == (refused ? 1U : 0U));
  BOOST_TEST(server.environment.counts.requests.get() == (refused ? 0U : 1U));
}

BOOST_DATA_TEST_CASE(pipelined_requests_are_answered_in_order, data::make(pieces), piece) {
  core_driver server;
  auto const sent = server.feed(get(query("running")) + "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" +
                                    get(query("failed")) + get(query("x", "y")) +
                                    get(finished, "Connection: close\r\n") + get(query("launching")),
                                piece);
  auto const at = [&](char const* part) { return sent.find(part); };
  BOOST_TEST(at("RUNNING") < at("POST /a"));
  BOOST_TEST(at("POST /a") < at("FAILED"));
  BOOST_TEST(at("FAILED") < at("DLF.6201"));
  BOOST_TEST(at("DLF.6201") < at("FINISHED"));
  BOOST_TEST(at("FINISHED") != std::string::npos);
  BOOST_TEST(at("LAUNCHING") == std::string::npos);  // after the close
  BOOST_TEST(server.environment.counts.requests.get() == 5U);
  BOOST_TEST(server.environment.counts.unmatched.get() == 1U);
}

BOOST_DATA_TEST_CASE(head_has_the_length_and_no_body, data::make(pieces), piece) {
  core_driver server;
  auto const request = "HEAD " + finished + " HTTP/1.1\r\nHost: x\r\n\r\n";
  auto const sent = server.feed(request + request, piece);
  BOOST_TEST(test::count(sent, "Content-Length: 527\r\n") == 2U);
  BOOST_TEST(sent.find('{') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_head_has_no_body) {
  core_driver server;
  auto const sent = server.feed("HEAD / HTTP/1.1\r\n\r\n", 1000);
  BOOST_TEST(status_line(sent) == bad);
  BOOST_TEST(body_of(sent).empty());
}

BOOST_AUTO_TEST_CASE(http_1_0_is_told_that_the_connection_is_kept) {
  core_driver server;
  auto const sent = server.feed("GET " + finished + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 1000);
  BOOST_TEST(has_header(sent, "Connection: keep-alive"));
}

BOOST_AUTO_TEST_CASE(continue_is_sent_when_the_client_waits_for_it) {
  core_driver server;
  std::string const header = "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
  BOOST_TEST(server.feed(header, 1000) == "HTTP/1.1 100 Continue\r\n\r\n");
  BOOST_TEST(server.feed("ab", 1) == "");
  BOOST_TEST(status_line(server.feed("cd", 1)) == "HTTP/1.1 501 Not Implemented");
  BOOST_TEST(server.feed(header, 1000) == "HTTP/1.1 100 Continue\r\n\r\n");  // once per request, not per connection
}

BOOST_AUTO_TEST_CASE(continue_is_not_sent_when_it_says_nothing) {
  std::string const start = "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n";
  BOOST_TEST(core_driver().feed(start + "Content-Length: 4\r\n\r\nabcd", 1000).find("100 Continue") ==
             std::string::npos);
  BOOST_TEST(core_driver().feed(start + "Content-Length: 0\r\n\r\n", 1000).find("100 Continue") == std::string::npos);
  BOOST_TEST(core_driver().feed("POST /x HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", 1000) == "");
  auto const refused = core_driver().feed(start + "Content-Length: 99999999\r\n\r\n", 1000);
  BOOST_TEST(status_line(refused) == "HTTP/1.1 413 Payload Too Large");
}

BOOST_AUTO_TEST_CASE(a_body_of_exactly_the_limit_is_taken) {
  core_driver server;
  std::size_t const most = 4 * 1024 * 1024;
  auto const sent = server.feed(
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(most) + "\r\n\r\n" + std::string(most, 'a'),
      100'000);
  BOOST_TEST(status_line(sent) == "HTTP/1.1 501 Not Implemented");
  BOOST_TEST(!server.closing());
}

BOOST_AUTO_TEST_CASE(a_header_of_exactly_the_limit_is_taken) {
  std::string const start = "GET / HTTP/1.1\r\nHost: x\r\nA: ";
  std::size_t const most = 32 * 1024;
  auto const request = [&](std::size_t size) { return start + std::string(size - start.size() - 4, 'a') + "\r\n\r\n"; };
  for (auto const piece : pieces) {
    BOOST_TEST(status_line(core_driver().feed(request(most), piece)) == "HTTP/1.1 501 Not Implemented");
    BOOST_TEST(status_line(core_driver().feed(request(most + 1), piece)) ==
               "HTTP/1.1 431 Request Header Fields Too Large");
  }
}

BOOST_AUTO_TEST_CASE(secrets_are_not_repeated) {
  core_driver server;
  auto const sent = server.feed(get("/x?token=secret1", "X-Auth-Token: secret2\r\nsecret3: secret4\r\n"), 1000);
  BOOST_TEST(sent.find("secret") == std::string::npos);
  BOOST_TEST(has_header(sent, "X-Mock-Unmatched: true"));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_may_be_answered_as_the_gateway_does) {
  dataarts::mock::options settings;
  settings.unknown = dataarts::mock::unknown_requests::api;
  core_driver server(settings);
  for (auto const& asked : {get("/v2/x"), "DELETE " + query("running") + " HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    auto const sent = server.feed(asked, asked.size());
    BOOST_TEST(status_line(sent) == "HTTP/1.1 404 Not Found");
    BOOST_TEST(body_of(sent).find("APIGW.0101") != std::string_view::npos);
    BOOST_TEST(sent.find("X-Mock-Unmatched") == std::string::npos);
  }
  BOOST_TEST(server.environment.counts.unmatched.get() == 2U);
  auto const known = get(query("running"));
  BOOST_TEST(status_line(server.feed(known, known.size())) == "HTTP/1.1 200 OK");
}

BOOST_AUTO_TEST_CASE(what_is_asked_is_escaped) {
  auto const sent = core_driver().feed("GET /\"\\\x80 HTTP/1.1\r\nHost: x\r\n\r\n", 1000);
  BOOST_TEST(sent.find(R"("path":"/\"\\%80")") != std::string::npos, sent);
}

BOOST_AUTO_TEST_CASE(the_input_ends_in_the_middle) {
  core_driver between;
  between.feed(get(finished), 1000);
  BOOST_TEST(between.end() == "");
  BOOST_TEST(between.closing());
  BOOST_TEST(between.environment.counts.malformed.get() == 0U);

  for (std::string const part :
       {"G", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"}) {
    core_driver within;
    within.feed(part, 1000);
    BOOST_TEST(within.end() == "");
    BOOST_TEST(within.closing());
    BOOST_TEST(within.environment.counts.malformed.get() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(answers_to_many_pipelined_requests_are_collected_up_to_a_limit) {
  mock::options settings;
  settings.limits.max_unsent = 2'000;
  core_driver server(settings);
  std::string requests;
  for (int i = 0; i < 5; ++i) requests += get(query("running"));
  for (int i = 0; i < 8; ++i) requests += get(finished);
  std::size_t fed = 0;
  std::size_t answers = 0;
  std::string out;
  do {
    auto const [room, size] = server.core.prepare();
    auto const now = std::min(size, requests.size() - fed);
    std::memcpy(room, requests.data() + fed, now);
    server.core.commit(now);
    fed += now;
    for (bool more = true; more;) {
      out.clear();
      more = server.core.pump({}, out);
      BOOST_TEST(out.size() < 2'000U + 800U);
      answers += test::count(out, "HTTP/1.1 200 OK");
    }
  } while (fed < requests.size());
  BOOST_TEST(answers == 13U);
}

BOOST_AUTO_TEST_CASE(a_late_header_gets_408) {
  core_driver server;
  server.feed("GET / HTTP/1.1\r\n", 1000);
  BOOST_TEST((server.core.phase() == mock::session_core::phase::header));
  std::string out;
  server.core.time_out({}, out);
  BOOST_TEST(status_line(out) == "HTTP/1.1 408 Request Timeout");
  BOOST_TEST(body_of(out).find("header") != std::string_view::npos);
  BOOST_TEST(server.closing());
  BOOST_TEST(server.environment.counts.timed_out.get() == 1U);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bytes) {
  auto const once = [] { return core_driver().feed(get(finished) + get(query("failed")) + get("/x"), 50); };
  BOOST_TEST(once() == once());
}

// Answers that a test sets.
class set_answers final : public mock::answer_source {
 public:
  mock::decision next;
  bool fails = false;
  std::string seen_body;
  std::vector<std::string> seen_segments;
  std::string seen_header;

  mock::decision decide(mock::request_view const& request) override {
    if (fails) throw std::runtime_error("out of answers");
    seen_body = request.body;
    seen_segments.assign(request.segments.begin(), request.segments.end());
    seen_header = std::string(request.header("x-thing").value_or("none"));
    return next;
  }
};

BOOST_DATA_TEST_CASE(the_source_sees_the_whole_request, data::make(pieces), piece) {
  auto const source = std::make_shared<set_answers>();
  source->next.reply = std::make_shared<mock::answer const>(204);
  mock::options settings;
  settings.answers = source;
  core_driver server(settings);
  auto const sent = server.feed(
      "POST /a%20b//c HTTP/1.1\r\nHost: x\r\nX-Thing:  v 1 \r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
      piece);
  BOOST_TEST(status_line(sent) == "HTTP/1.1 204 No Content");
  BOOST_TEST(sent.find("Content-Length") == std::string::npos);
  BOOST_TEST(source->seen_body == "abc0123456789");
  std::vector<std::string> const parts{"a b", "", "c"};
  BOOST_TEST(source->seen_segments == parts, boost::test_tools::per_element());
  BOOST_TEST(source->seen_header == "v 1");
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_gives_500) {
  auto const source = std::make_shared<set_answers>();
  mock::options settings;
  settings.answers = source;
  core_driver server(settings);
  BOOST_TEST(server.feed(get("/"), 1000).find("it gave no answer") != std::string::npos);
  source->fails = true;
  auto const sent = server.feed(get("/"), 1000);
  BOOST_TEST(status_line(sent) == "HTTP/1.1 500 Internal Server Error");
  BOOST_TEST(sent.find("out of answers") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_delayed_answer_holds_back_those_behind_it) {
  auto const source = std::make_shared<set_answers>();
  source->next = {std::make_shared<mock::answer const>(200, "late"), std::chrono::seconds(3)};
  mock::options settings;
  settings.answers = source;
  core_driver server(settings);
  BOOST_TEST(server.feed(get("/1") + get("/2"), 1000) == "");
  BOOST_TEST((server.core.phase() == mock::session_core::phase::delayed));
  BOOST_TEST((server.core.delay() == std::chrono::seconds(3)));
  source->next = {std::make_shared<mock::answer const>(200, "soon")};
  std::string sent;
  server.core.resume({}, sent);
  BOOST_TEST(body_of(sent) == "late");
  sent.clear();
  server.pump(sent);
  BOOST_TEST(body_of(sent) == "soon");
}

BOOST_AUTO_TEST_CASE(the_last_answer_before_the_stop_says_so) {
  core_driver server;
  server.environment.stopping = true;
  BOOST_TEST(has_header(server.feed(get(finished), 1000), "Connection: close"));
  BOOST_TEST(server.closing());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
