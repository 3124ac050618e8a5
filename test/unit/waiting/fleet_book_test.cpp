// What a wait for many runs makes of looks, without sockets or a clock.

#include "waiting/fleet_book.hpp"
#include "api/result_decoder.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(fleet_book_test)

using namespace dataarts;
using namespace std::chrono_literals;
using waiting::fleet_book;

namespace {

script_instance answer(std::string const& body) {
  result_decoder decoder;
  decode_error error;
  BOOST_TEST_REQUIRE(decoder.write(body, error));
  BOOST_TEST_REQUIRE(decoder.finish(error));
  return decoder.take("r1");
}

script_instance state(std::string const& status) { return answer(R"({"status":")" + status + R"("})"); }

failure refusal(errc code, int status, std::optional<std::chrono::nanoseconds> retry_after = {}) {
  failure::details details;
  details.http_status = status;
  details.retry_after = retry_after;
  return failure(code, std::move(details));
}

/// A book on a time that is moved by hand.
struct situation {
  explicit situation(fleet_options chosen = fleet_options()) : options(std::move(chosen)), book(options, now) {}

  /// The next look, when it is due.
  fleet_book::index_type look() {
    for (;;) {
      if (auto const index = book.take(now)) return *index;
      auto const next = book.next(now);
      BOOST_TEST_REQUIRE((next != clock::time_point::max()));
      now = std::max(next, now + 1ns);
    }
  }

  std::optional<result<script_instance>> saw(result<script_instance> const& outcome) {
    auto const index = look();
    return book.saw(index, outcome, now);
  }

  clock::time_point now = clock::time_point{} + 1h;
  fleet_options options;
  fleet_book book;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_run_is_followed_to_its_end) {
  situation its;
  its.book.add({"s", "i", "w"}, its.now);
  BOOST_TEST(!its.saw(state("LAUNCHING")).has_value());
  BOOST_TEST(its.book.progress(its.now, true).launching == 1u);
  BOOST_TEST(!its.saw(state("RUNNING")).has_value());
  BOOST_TEST(its.book.progress(its.now, true).running == 1u);
  BOOST_TEST(!its.saw(state("PAUSED")).has_value());
  BOOST_TEST(its.book.progress(its.now, true).unknown == 1u);
  auto const end = its.saw(state("FINISHED"));
  BOOST_TEST_REQUIRE(end.has_value());
  BOOST_TEST(end->has_value());
  BOOST_TEST(its.book.is_over(0));
  BOOST_TEST(its.book.left() == 0u);
  BOOST_TEST(its.book.progress(its.now, true).finished == 1u);
  BOOST_TEST(!its.book.take(its.now + 24h).has_value());
}

BOOST_AUTO_TEST_CASE(an_end_that_is_known_needs_no_look) {
  situation its;
  its.book.add_ended({"s", "i"}, state("FAILED"), its.now);
  BOOST_TEST(its.book.is_over(0));
  BOOST_TEST(its.book.left() == 0u);
  BOOST_TEST(its.book.progress(its.now, true).failed == 1u);
  BOOST_TEST(!its.book.take(its.now + 24h).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_seen_last_is_in_the_failure) {
  situation its;
  its.book.add({"s", "i"}, its.now);
  its.book.add({"s", "j"}, its.now);
  BOOST_TEST(!its.saw(state("RUNNING")).has_value());
  its.now += 7s;
  auto const late = its.book.give_up(0, failure(errc::deadline_exceeded), its.now);
  BOOST_TEST(late.where() == "the run i of the script s is not known to be over at the deadline of the wait");
  BOOST_TEST(late.elapsed() >= 7s);
  BOOST_TEST_REQUIRE(late.observed().size() == 1u);
  BOOST_TEST(late.observed()[0].status == "RUNNING");
  auto const unseen = its.book.give_up(1, failure(errc::client_closed), its.now);
  BOOST_TEST(unseen.observed().empty());
  BOOST_TEST(its.book.left() == 0u);
  BOOST_TEST(its.book.progress(its.now, true).given_up == 2u);
}

BOOST_AUTO_TEST_CASE(the_last_refusal_of_any_kind_is_in_the_failure) {
  for (auto const& last : {refusal(errc::server_error, 503), refusal(errc::throttled, 429),
                           refusal(errc::server_error, 500), refusal(errc::not_found, 404)}) {
    situation its;
    its.book.add({"s", "i"}, its.now);
    BOOST_TEST(!its.saw(refusal(errc::not_found, 404)).has_value());
    BOOST_TEST(!its.saw(last).has_value());
    auto const late = its.book.give_up(0, failure(errc::deadline_exceeded), its.now);
    BOOST_TEST(late.where() ==
               "the run i of the script s is not known to be over at the deadline of the wait; "
               "the last answer was " +
                   last.message());
  }
}

BOOST_AUTO_TEST_CASE(a_state_after_a_refusal_is_the_last_answer) {
  situation its;
  its.book.add({"s", "i"}, its.now);
  BOOST_TEST(!its.saw(refusal(errc::server_error, 503)).has_value());
  BOOST_TEST(!its.saw(state("RUNNING")).has_value());
  auto const late = its.book.give_up(0, failure(errc::deadline_exceeded), its.now);
  BOOST_TEST(late.where() == "the run i of the script s is not known to be over at the deadline of the wait");
}

BOOST_AUTO_TEST_CASE(a_refusal_that_is_kept_is_replaced_however_many_there_are) {
  constexpr fleet_book::index_type runs = 1'001;
  situation its(fleet_options().concurrency(runs).max_failures(1'000));
  for (fleet_book::index_type i = 0; i < runs; ++i) its.book.add({"s", std::to_string(i)}, its.now);
  for (auto const& each : {refusal(errc::server_error, 500), refusal(errc::server_error, 502)}) {
    std::vector<bool> seen(runs);
    for (std::size_t left = runs; left > 0;) {
      auto const index = its.look();
      BOOST_TEST(!its.book.saw(index, each, its.now).has_value());
      left -= seen[index] ? 0 : 1;
      seen[index] = true;
    }
  }
  std::size_t with_last = 0;
  for (fleet_book::index_type i = 0; i < runs; ++i) {
    auto const where = std::string(its.book.give_up(i, failure(errc::deadline_exceeded), its.now).where());
    BOOST_TEST(where.find(refusal(errc::server_error, 500).message()) == std::string::npos);
    with_last += where.ends_with(refusal(errc::server_error, 502).message());
  }
  BOOST_TEST(with_last == 1'000U);
}

BOOST_AUTO_TEST_CASE(throttling_pauses_all_looks) {
  situation its;
  for (auto const* const id : {"a", "b", "c"}) its.book.add({"s", id}, its.now);
  auto const began = its.now;
  BOOST_TEST(!its.saw(refusal(errc::server_error, 503, 20s)).has_value());
  its.look();
  BOOST_TEST((its.now - began >= 20s));
}

BOOST_AUTO_TEST_CASE(pauses_without_a_given_time_are_doubled_until_a_look_succeeds) {
  situation its(fleet_options().concurrency(100));
  for (int i = 0; i < 20; ++i) its.book.add({"s", std::to_string(i)}, its.now);
  clock::duration before{};
  for (int i = 0; i < 6; ++i) {
    auto const index = its.look();
    auto const from = its.now;
    BOOST_TEST(!its.book.saw(index, refusal(errc::server_error, 503), its.now).has_value());
    auto const pause = its.book.next(its.now) - from;
    BOOST_TEST((pause >= before * 2));
    before = pause;
  }
  BOOST_TEST(!its.saw(state("RUNNING")).has_value());
  auto const index = its.look();
  auto const from = its.now;
  BOOST_TEST(!its.book.saw(index, refusal(errc::server_error, 503), its.now).has_value());
  BOOST_TEST((its.book.next(its.now) - from <= 250ms));
}

BOOST_AUTO_TEST_CASE(refusals_of_all_looks_end_hope) {
  situation its(fleet_options().concurrency(2).max_failures(3));
  for (int i = 0; i < 20; ++i) its.book.add({"s", std::to_string(i)}, its.now);
  for (int i = 0; i < 5; ++i) its.saw(refusal(errc::unauthorized, 401));
  BOOST_TEST(!its.book.hopeless().code().failed());
  its.saw(state("RUNNING"));
  for (int i = 0; i < 6; ++i) its.saw(refusal(errc::unauthorized, 401));
  BOOST_TEST((its.book.hopeless() == errc::unauthorized));
}

BOOST_AUTO_TEST_CASE(an_answer_of_any_kind_gives_hope) {
  for (auto const& answered :
       {refusal(errc::not_found, 400), refusal(errc::throttled, 429), refusal(errc::forbidden, 403)}) {
    situation its(fleet_options().concurrency(2).max_failures(3).not_found_grace(0s));
    for (int i = 0; i < 40; ++i) its.book.add({"s", std::to_string(i)}, its.now);
    for (int i = 0; i < 30; ++i) {
      its.saw(i % 5 == 4 ? answered : refusal(errc::deadline_exceeded, 0));
      BOOST_TEST(!its.book.hopeless().code().failed());
    }
  }
}

BOOST_AUTO_TEST_CASE(the_rate_of_the_client_is_kept) {
  situation its;
  for (int i = 0; i < 100; ++i) its.book.add({"s", std::to_string(i)}, its.now);
  its.book.set_rate(10);
  auto const began = its.now;
  for (int i = 0; i < 51; ++i) its.saw(state("FINISHED"));
  BOOST_TEST((its.now - began >= 4900ms));
  BOOST_TEST(its.book.progress(its.now, true).limit.value() == 10);
  its.book.set_rate(0);
  BOOST_TEST(!its.book.progress(its.now, true).limit.has_value());
}

BOOST_AUTO_TEST_CASE(reports_tell_the_rate_and_the_time_that_is_left) {
  situation its;
  for (int i = 0; i < 100; ++i) its.book.add({"s", std::to_string(i)}, its.now);
  its.book.report(its.now, true);
  auto const began = its.now;
  for (int i = 0; i < 50; ++i) its.saw(state("FINISHED"));
  its.now = began + 10s;
  auto const told = its.book.report(its.now, true);
  BOOST_TEST(told.looks == 50u);
  BOOST_TEST(told.looks_per_second == 5, boost::test_tools::tolerance(0.01));
  BOOST_TEST_REQUIRE(told.time_left.has_value());
  BOOST_TEST((*told.time_left > 9s && *told.time_left < 11s));
}

BOOST_AUTO_TEST_SUITE_END()
