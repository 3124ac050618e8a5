#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "journal_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_journal)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::journal_driver;
using names = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(an_entry_has_all_that_is_known) {
  journal_driver on;
  on.connection = 3;
  on.on_connection = 5;
  on.at = dataarts::clock::time_point(34s);
  on.record("GET", "/v1/p/scripts/load%20orders/instances/i-100?limit=3",
            {{"Workspace", "blue"}, {"X-Mock-Session", "t1"}},
            {.rule = "nightly-load", .step = 1, .poll = 4, .told = "RUNNING", .fault = "slow-tail", .gap = 10s});
  auto const found = on.log.find();
  BOOST_REQUIRE(found.size() == 1U);
  auto const& entry = found.front();
  BOOST_TEST(entry.seq == 1U);
  BOOST_TEST((entry.mock_time == 34s));
  BOOST_TEST(entry.connection == 3U);
  BOOST_TEST(entry.request_on_connection == 6U);
  BOOST_TEST(entry.session == "t1");
  BOOST_TEST(entry.method == "GET");
  BOOST_TEST(entry.target == "/v1/p/scripts/load%20orders/instances/i-100?limit=3");
  BOOST_TEST(entry.workspace == "blue");
  BOOST_TEST(entry.script == "load orders");
  BOOST_TEST(entry.instance == "i-100");
  BOOST_TEST(entry.rule == "nightly-load");
  BOOST_TEST(*entry.step == 1U);
  BOOST_TEST(entry.poll == 4U);
  BOOST_TEST(entry.told == "RUNNING");
  BOOST_TEST(entry.status == 200U);
  BOOST_TEST(entry.bytes == 2U);
  BOOST_TEST(entry.fault == "slow-tail");
  BOOST_TEST((*entry.gap == 10s));
  BOOST_TEST(entry.auth_scheme.empty());
  BOOST_TEST((on.log.entry(1) == entry));
  BOOST_TEST(!on.log.entry(2).has_value());
}

BOOST_AUTO_TEST_CASE(secrets_are_not_kept) {
  journal_driver on;
  on.record(
      "GET", "/v1/p/scripts?limit=10&X-Sign=SECRET&access_token=SECRET&%74oken=SECRET&scriptName=x",
      {{"Authorization", "SDK-HMAC-SHA256 Access=MYSECRETKEYID, SignedHeaders=host;x-sdk-date, Signature=SECRET"}});
  on.record("GET", "/", {{"X-Auth-Token", "SECRET"}});
  on.record("GET", "/", {{"Authorization", "Basic SECRET"}});
  on.record("GET", "/", {{"Authorization", "SECRET"}});
  on.record("GET", "/",
            {{"Authorization", "V11-HMAC-SHA256 Credential=AK/20261124/r/s, SignedHeaders=SECRET 1, Signature=S"}});
  auto const found = on.log.find();
  BOOST_REQUIRE(found.size() == 5U);
  std::string all;
  for (auto const& each : found) all += to_json_line(each) + '\n';
  BOOST_TEST(all.find("SECRET") == std::string::npos, all);
  BOOST_TEST(found[0].target == "/v1/p/scripts?limit=10&X-Sign=***&access_token=***&%74oken=***&scriptName=x");
  BOOST_TEST(found[0].auth_scheme == "SDK-HMAC-SHA256");
  BOOST_TEST(found[0].signed_headers == "host;x-sdk-date");
  BOOST_TEST(found[0].is_signed());
  BOOST_TEST(found[0].access_key.size() == 11U);
  BOOST_TEST(found[1].auth_scheme == "token");
  BOOST_TEST(!found[1].is_signed());
  BOOST_TEST(found[2].auth_scheme == "other");
  BOOST_TEST(found[3].auth_scheme == "other");
  BOOST_TEST(found[4].auth_scheme == "V11-HMAC-SHA256");
  BOOST_TEST(found[4].access_key != found[0].access_key);
}

BOOST_AUTO_TEST_CASE(the_ring_keeps_the_last_entries) {
  journal_driver on(3);
  for (auto const* each : {"a", "b", "c", "d", "e"}) on.record_poll(each);
  BOOST_TEST(on.instances() == (names{"c", "d", "e"}));
  BOOST_TEST(on.log.counts().recorded == 5U);
  BOOST_TEST(on.log.counts().forgotten == 2U);
  BOOST_TEST(on.log.find().front().seq == 3U);
  on.log.clear();
  BOOST_TEST(on.instances().empty());
  on.record_poll("f");
  BOOST_TEST(on.log.find().front().seq == 6U);
  BOOST_TEST(on.log.counts().forgotten == 2U);
}

BOOST_AUTO_TEST_CASE(a_capacity_of_zero_keeps_nothing) {
  journal_driver on(0);
  on.record_poll("a");
  BOOST_TEST(on.instances().empty());
  auto const follower = on.log.follow(10);
  on.record_poll("b");
  auto const came = follower->take();
  BOOST_REQUIRE(came.size() == 1U);
  BOOST_TEST(came.front().instance == "b");
  BOOST_CHECK_THROW(mock::journal(mock::journal::most_entries + 1), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(entries_are_found_by_criteria) {
  journal_driver on;
  on.record("GET", "/v1/p/scripts/load/instances/i-1", {{"X-Mock-Session", "t1"}},
            {.rule = "r", .poll = 1, .told = "RUNNING"});
  on.record("POST", "/v1/p/scripts/load/execute", {}, {.rule = "r"});
  on.record("GET", "/v1/p/scripts/report/instances/i-2", {{"workspace", "blue"}},
            {.rule = "q", .poll = 2, .told = "FINISHED", .fault = "busy", .terminal = true, .after_terminal = true});
  on.reply = std::make_shared<mock::answer const>(501, "{}");
  on.record("GET", "/elsewhere", {{"Authorization", "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=b"}}, {},
            false);
  auto const seqs = [&](mock::journal_criteria const& which) {
    std::string made;
    for (auto const& each : on.log.find(which)) made += std::to_string(each.seq);
    BOOST_TEST(on.log.count(which) == made.size());
    return made;
  };
  BOOST_TEST(seqs({}) == "1234");
  BOOST_TEST(seqs({.method = "POST"}) == "2");
  BOOST_TEST(seqs({.target = "*/scripts/load/*"}) == "12");
  BOOST_TEST(seqs({.script = "re*t"}) == "3");
  BOOST_TEST(seqs({.instance = "i-*"}) == "13");
  BOOST_TEST(seqs({.workspace = "blue"}) == "3");
  BOOST_TEST(seqs({.session = "t1"}) == "1");
  BOOST_TEST(seqs({.rule = "r"}) == "12");
  BOOST_TEST(seqs({.told = "FINISHED"}) == "3");
  BOOST_TEST(seqs({.fault = "busy"}) == "3");
  BOOST_TEST(seqs({.status = 501}) == "4");
  BOOST_TEST(seqs({.poll = 2}) == "3");
  BOOST_TEST(seqs({.unmatched = true}) == "4");
  BOOST_TEST(seqs({.unmatched = false}) == "123");
  BOOST_TEST(seqs({.is_signed = true}) == "4");
  BOOST_TEST(seqs({.after_terminal = true}) == "3");
  BOOST_TEST(seqs({.since = 2}) == "34");
  BOOST_TEST(seqs({.since = 4}).empty());
  BOOST_TEST(seqs({.method = "GET", .rule = "r"}) == "1");
}

BOOST_AUTO_TEST_CASE(a_limit_takes_the_last_ones_or_pages) {
  journal_driver on(1'000);
  for (int i = 1; i <= 200; ++i) on.record_poll(std::to_string(i));
  BOOST_TEST(on.instances({}, 3) == (names{"198", "199", "200"}));
  BOOST_TEST(on.instances({.instance = "1*"}, 2) == (names{"198", "199"}));
  BOOST_TEST(on.instances({.since = 0}, 2) == (names{"1", "2"}));
  BOOST_TEST(on.instances({.since = 100}, 2) == (names{"101", "102"}));
  BOOST_TEST(on.instances({}, 0).empty());
  BOOST_TEST(on.instances().size() == 200U);
}

BOOST_AUTO_TEST_CASE(what_matches_is_removed) {
  journal_driver on(4);
  for (auto const* each : {"a", "b", "a", "c"}) on.record_poll(each);
  BOOST_TEST(on.log.remove({.instance = "a"}) == 2U);
  BOOST_TEST(on.log.remove({.instance = "a"}) == 0U);
  BOOST_TEST(on.instances() == (names{"b", "c"}));
  BOOST_TEST(!on.log.entry(1).has_value());
  BOOST_TEST(on.log.entry(2).has_value());
  on.record_poll("d");
  BOOST_TEST(on.instances() == (names{"b", "c", "d"}));
  BOOST_TEST(on.log.counts().forgotten == 0U);
}

BOOST_AUTO_TEST_CASE(followers_get_each_entry_once_and_are_bounded) {
  journal_driver on(1);
  int woken = 0;
  auto follower = on.log.follow(2, [&] { ++woken; });
  auto const other = on.log.follow(10);
  BOOST_TEST(follower->take().empty());
  for (auto const* each : {"a", "b", "c"}) on.record_poll(each);
  BOOST_TEST(woken == 1);
  BOOST_TEST(follower->dropped() == 1U);
  BOOST_TEST(follower->take(1).front().instance == "a");
  on.record_poll("d");
  BOOST_TEST(woken == 1);
  auto const came = follower->take();
  BOOST_REQUIRE(came.size() == 2U);
  BOOST_TEST(came[0].instance == "b");
  BOOST_TEST(came[1].instance == "d");
  on.record_poll("e");
  BOOST_TEST(woken == 2);
  BOOST_TEST(other->take().size() == 5U);
  BOOST_TEST(other->dropped() == 0U);
  follower.reset();
  on.record_poll("f");
  BOOST_TEST(woken == 2);
  BOOST_CHECK_THROW(on.log.follow(0), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(many_threads_lose_nothing) {
  mock::journal log(1'000);
  auto const follower = log.follow(10'000);
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) {
      auto const some = log.find({.instance = "i-*"}, 10);
      for (std::size_t i = 1; i < some.size(); ++i) {
        if (some[i].seq <= some[i - 1].seq) std::terminate();
      }
    }
  });
  std::vector<std::thread> writers;
  for (int t = 0; t < 4; ++t) {
    writers.emplace_back([&] {
      dataarts::mock::request_target parsed;
      std::string_view const target = "/v1/p/scripts/s/instances/i-1";
      parsed.parse("GET", target);
      mock::request_view request;
      request.method = "GET";
      request.target = target;
      request.segments = parsed.segments();
      auto const reply = std::make_shared<mock::answer const>(200, "{}");
      auto const connection = log.next_connection();
      for (std::uint64_t i = 1; i <= 2'000; ++i) log.record(request, {reply}, {connection, i, {}});
    });
  }
  for (auto& each : writers) each.join();
  done = true;
  reader.join();
  BOOST_TEST(log.counts().recorded == 8'000U);
  BOOST_TEST(log.counts().forgotten == 7'000U);
  auto const came = follower->take(10'000);
  BOOST_TEST(came.size() == 8'000U);
  std::vector<std::uint64_t> last(5, 0);
  for (std::size_t i = 0; i < came.size(); ++i) {
    BOOST_REQUIRE(came[i].seq == i + 1);
    BOOST_REQUIRE(came[i].request_on_connection == ++last.at(came[i].connection));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
