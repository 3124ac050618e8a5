#include <dataarts/mock/wire_fault.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "core_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_wire_fault)

namespace {

using namespace std::chrono_literals;
using dataarts::mock::wire_fault;
using phase = enum dataarts::mock::session_core::phase;
constexpr auto fin = wire_fault::ending::fin;
constexpr auto rst = wire_fault::ending::rst;

// The first answer is spoilt, and delayed if so wanted; the others are whole.
class first_spoilt final : public dataarts::mock::answer_source {
 public:
  explicit first_spoilt(wire_fault fault, std::chrono::nanoseconds delay = {}, unsigned status = 200)
      : fault_(std::make_shared<wire_fault const>(fault)), delay_(delay), status_(status) {}

  dataarts::mock::decision decide(dataarts::mock::request_view const&) override {
    auto const first = std::exchange(first_, false);
    auto reply = std::make_shared<dataarts::mock::answer const>(status_, status_ == 204 ? "" : "0123456789");
    if (!first) return {std::move(reply)};
    return {std::move(reply), delay_, true, {}, fault_};
  }

 private:
  std::shared_ptr<wire_fault const> fault_;
  std::chrono::nanoseconds delay_;
  unsigned status_;
  bool first_ = true;
};

test::core_driver server_with(wire_fault fault, std::chrono::nanoseconds delay = {}, unsigned status = 200) {
  dataarts::mock::options settings;
  settings.answers = std::make_shared<first_spoilt>(fault, delay, status);
  return test::core_driver(settings);
}

std::string const request = test::get("/");

std::string whole_answer() { return server_with(wire_fault::unannounced_close()).feed(request, 4096); }

BOOST_AUTO_TEST_CASE(a_cut_leaves_exactly_so_many_bytes_and_nothing_behind_them) {
  auto const whole = whole_answer();
  BOOST_TEST_REQUIRE(whole.size() > 100U);
  for (auto const how : {fin, rst}) {
    for (std::size_t k = 0; k <= whole.size() + 2; ++k) {
      auto server = server_with(wire_fault::cut(k, how));
      BOOST_TEST(server.feed(request + request + request, 4096) == whole.substr(0, k));
      BOOST_TEST((server.core.phase() == (how == fin ? phase::closing : phase::broken)));
      BOOST_TEST(server.environment.counts.requests.get() == 1U);
      BOOST_TEST(server.environment.counts.faults.get() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(answers_before_a_cut_are_whole) {
  dataarts::mock::options settings;
  class second_cut final : public dataarts::mock::answer_source {
    dataarts::mock::decision decide(dataarts::mock::request_view const& asked) override {
      auto reply = std::make_shared<dataarts::mock::answer const>(200, "0123456789");
      if (asked.path != "/2") return {std::move(reply)};
      return {std::move(reply), {}, true, {}, std::make_shared<wire_fault const>(wire_fault::cut(7))};
    }
  };
  settings.answers = std::make_shared<second_cut>();
  test::core_driver server(settings);
  auto const sent = server.feed(test::get("/1") + test::get("/2") + test::get("/3"), 4096);
  auto const first = sent.substr(0, sent.find("0123456789") + 10);
  BOOST_TEST(sent == first + "HTTP/1.");
}

BOOST_AUTO_TEST_CASE(a_stall_ends_nothing) {
  auto server = server_with(wire_fault::stall(20));
  BOOST_TEST(server.feed(request + request, 4096) == whole_answer().substr(0, 20));
  BOOST_TEST((server.core.phase() == phase::stalled));
}

BOOST_AUTO_TEST_CASE(a_drip_gives_all_and_then_what_follows) {
  auto const whole = whole_answer();
  auto server = server_with(wire_fault::drip(50, 10ms));
  auto sent = server.feed(request + request, 4096);
  BOOST_TEST(sent == whole.substr(0, 50));
  std::size_t pieces = 1;
  while (server.core.phase() == phase::delayed) {
    BOOST_TEST((server.core.delay() == 10ms));
    server.core.resume(server.clock->now(), sent);
    ++pieces;
  }
  BOOST_TEST(sent == whole);
  BOOST_TEST(pieces == (whole.size() + 49) / 50);
  std::string next;
  server.pump(next);
  BOOST_TEST(next.ends_with("0123456789"));
}

BOOST_AUTO_TEST_CASE(a_drip_of_more_than_the_answer_is_the_answer) {
  auto server = server_with(wire_fault::drip(100'000, 10ms));
  auto const sent = server.feed(request + request, 4096);
  BOOST_TEST(test::count(sent, "0123456789") == 2U);
  BOOST_TEST((server.core.phase() == phase::idle));
}

BOOST_AUTO_TEST_CASE(the_last_answer_of_a_connection_can_drip) {
  auto server = server_with(wire_fault::drip(100, 10ms));
  auto sent = server.feed(test::get("/", "Connection: close\r\n"), 4096);
  BOOST_TEST((server.core.phase() == phase::delayed));
  while (server.core.phase() == phase::delayed) server.core.resume(server.clock->now(), sent);
  BOOST_TEST(sent.ends_with("0123456789"));
  BOOST_TEST(server.closing());
}

BOOST_AUTO_TEST_CASE(the_delay_comes_before_the_fault) {
  auto server = server_with(wire_fault::cut(5), 3s);
  BOOST_TEST(server.feed(request, 4096) == "");
  BOOST_TEST((server.core.delay() == 3s));
  std::string sent;
  server.core.resume(server.clock->now(), sent);
  BOOST_TEST(sent == "HTTP/");
  BOOST_TEST(server.closing());
}

BOOST_AUTO_TEST_CASE(garbage_is_no_http_and_the_same_for_the_same_seed) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto const sent = server_with(wire_fault::garbage(33, seed)).feed(request, 4096);
    BOOST_TEST(sent.size() == 33U);
    BOOST_TEST(static_cast<unsigned char>(sent[0]) >= 0x80);
    BOOST_TEST(sent == server_with(wire_fault::garbage(33, seed)).feed(request, 4096));
    BOOST_TEST(sent != server_with(wire_fault::garbage(33, seed + 1)).feed(request, 4096));
  }
}

BOOST_AUTO_TEST_CASE(broken_chunks) {
  auto const sent = server_with(wire_fault::no_last_chunk()).feed(request, 4096);
  BOOST_TEST(test::has_header(sent, "Transfer-Encoding: chunked"));
  BOOST_TEST(sent.find("Content-Length") == std::string::npos);
  BOOST_TEST(test::body_of(sent) == "a\r\n0123456789\r\n");
  auto const bad = server_with(wire_fault::bad_chunk_size()).feed(request, 4096);
  BOOST_TEST(test::has_header(bad, "Transfer-Encoding: chunked"));
  BOOST_TEST(test::body_of(bad) == "xyz\r\n0123456789\r\n0\r\n\r\n");
  // An answer that cannot have a body has no chunks either.
  auto const none = server_with(wire_fault::no_last_chunk(), {}, 204).feed(request, 4096);
  BOOST_TEST(none.find("chunked") == std::string::npos);
  BOOST_TEST(none.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(wrong_lengths) {
  BOOST_TEST(test::has_header(server_with(wire_fault::wrong_length(3)).feed(request, 4096), "Content-Length: 13"));
  BOOST_TEST(test::has_header(server_with(wire_fault::wrong_length(-3)).feed(request, 4096), "Content-Length: 7"));
  BOOST_TEST(test::has_header(server_with(wire_fault::wrong_length(-30)).feed(request, 4096), "Content-Length: 0"));
  auto server = server_with(wire_fault::wrong_length(90));
  auto const sent = server.feed(request + request, 4096);
  BOOST_TEST(test::has_header(sent, "Content-Length: 100"));
  BOOST_TEST(test::count(sent, "0123456789") == 2U);  // nothing else is wrong
  BOOST_TEST((server.core.phase() == phase::idle));
}

BOOST_AUTO_TEST_CASE(an_unannounced_close) {
  auto server = server_with(wire_fault::unannounced_close());
  auto const sent = server.feed(request + request, 4096);
  BOOST_TEST(test::count(sent, "0123456789") == 1U);
  BOOST_TEST(sent.find("Connection") == std::string::npos);
  BOOST_TEST(server.closing());
}

BOOST_AUTO_TEST_CASE(a_connection_may_be_good_for_n_requests_only) {
  dataarts::mock::options settings;
  settings.close_after.requests = 2;
  test::core_driver polite(settings);
  auto const running = test::get(test::query("running"));
  auto sent = polite.feed(running + running + running, 4096);
  BOOST_TEST(test::count(sent, "RUNNING") == 2U);
  BOOST_TEST(test::count(sent, "Connection: close") == 1U);
  BOOST_TEST(polite.closing());
  settings.close_after.announced = false;
  test::core_driver rude(settings);
  sent = rude.feed(running + running + running, 4096);
  BOOST_TEST(test::count(sent, "RUNNING") == 2U);
  BOOST_TEST(test::count(sent, "Connection: close") == 0U);
  BOOST_TEST(rude.closing());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused) {
  BOOST_CHECK_THROW(wire_fault::drip(0, 1ms), std::invalid_argument);
  BOOST_CHECK_THROW(wire_fault::drip(1, 0ms), std::invalid_argument);
  BOOST_CHECK_THROW(wire_fault::garbage(0), std::invalid_argument);
  BOOST_CHECK_THROW(wire_fault::garbage(1024 * 1024 + 1), std::invalid_argument);
  BOOST_CHECK_THROW(wire_fault::wrong_length(0), std::invalid_argument);
  BOOST_CHECK((wire_fault::reset() == wire_fault::cut(0, rst)));
  BOOST_TEST(to_string(wire_fault::form::unannounced_close) == "unannounced_close");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
