#include "retry/retry_policy.hpp"
#include "retry/retry_budget.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>

BOOST_AUTO_TEST_SUITE(retry_policy_test)

using dataarts::errc;
using dataarts::failure;
using dataarts::retry_options;
using dataarts::retry::is_repeatable;
using dataarts::retry::pause_after;
using dataarts::retry::retry_budget;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

namespace {

failure refused(errc code, int status) {
  failure::details content;
  content.http_status = status;
  return failure(code, content);
}

failure throttled_for(nanoseconds asked) {
  failure::details content;
  content.http_status = 429;
  content.retry_after = asked;
  return failure(errc::throttled, content);
}

constexpr auto most = std::numeric_limits<std::uint64_t>::max();

}  // namespace

BOOST_AUTO_TEST_CASE(what_may_be_repeated) {
  for (auto const code : {errc::resolve_failed, errc::connect_failed, errc::connect_timeout, errc::write_failed,
                          errc::read_failed, errc::connection_closed, errc::truncated_response}) {
    BOOST_TEST(is_repeatable(failure(code)), failure(code));
  }
  for (auto const code :
       {errc::invalid_reference, errc::request_too_large, errc::queue_full, errc::client_closed, errc::cancelled,
        errc::deadline_exceeded, errc::tls_failed, errc::certificate_rejected, errc::proxy_refused,
        errc::http_protocol_error, errc::header_too_large, errc::body_too_large}) {
    BOOST_TEST(!is_repeatable(failure(code)), failure(code));
  }
  for (auto const status : {500, 502, 503, 504}) BOOST_TEST(is_repeatable(refused(errc::server_error, status)));
  BOOST_TEST(!is_repeatable(refused(errc::server_error, 501)));
  BOOST_TEST(!is_repeatable(refused(errc::server_error, 505)));
  BOOST_TEST(is_repeatable(refused(errc::throttled, 429)));
  BOOST_TEST(is_repeatable(refused(errc::request_rejected, 408)));
  BOOST_TEST(!is_repeatable(refused(errc::request_rejected, 400)));
  BOOST_TEST(!is_repeatable(refused(errc::unauthorized, 401)));
  BOOST_TEST(!is_repeatable(refused(errc::forbidden, 403)));
  BOOST_TEST(!is_repeatable(refused(errc::not_found, 400)));
  // An answer that came, but cannot be read: the next one would be the same.
  BOOST_TEST(!is_repeatable(refused(errc::invalid_json, 200)));
  BOOST_TEST(!is_repeatable(refused(errc::body_too_large, 503)));
}

BOOST_AUTO_TEST_CASE(the_longest_pause_doubles_up_to_its_limit) {
  retry_options options;
  options.base_delay = 100ms;
  options.max_delay = 1s;
  nanoseconds const longest[] = {100ms, 200ms, 400ms, 800ms, 1s, 1s};
  failure const why(errc::connect_failed);
  for (unsigned attempts = 1; attempts <= 6; ++attempts) {
    BOOST_TEST((pause_after(why, attempts, options, most) == longest[attempts - 1]));
    BOOST_TEST((pause_after(why, attempts, options, 0) == 0ns));
    auto const half = pause_after(why, attempts, options, most / 2).value();
    BOOST_TEST((half > longest[attempts - 1] * 49 / 100 && half < longest[attempts - 1] * 51 / 100));
  }
  BOOST_TEST((pause_after(why, std::numeric_limits<unsigned>::max(), options, most) == 1s));
  options.base_delay = 20s;
  BOOST_TEST((pause_after(why, 1, options, most) == 1s));
  options.max_delay = nanoseconds::max();
  BOOST_TEST((pause_after(why, 100, options, 0) == 0ns));
  // No pause is so long that it could not be added to a time.
  for (auto const base : {nanoseconds(1s), nanoseconds::max()}) {
    options.base_delay = base;
    auto const pause = pause_after(why, 100, options, most).value();
    BOOST_TEST((pause > 9 * 365 * 24h && pause < 11 * 365 * 24h));
  }
}

BOOST_AUTO_TEST_CASE(what_the_server_asks_for_goes_first) {
  retry_options options;
  options.max_retry_after = 60s;
  BOOST_TEST((pause_after(throttled_for(7s), 1, options, most) == 7s));
  BOOST_TEST((pause_after(throttled_for(0s), 3, options, most) == 0s));
  BOOST_TEST((pause_after(throttled_for(60s), 1, options, 0) == 60s));
  BOOST_TEST(!pause_after(throttled_for(61s), 1, options, 0));
}

BOOST_AUTO_TEST_CASE(the_budget_is_taken_by_repetitions_and_given_back_by_calls) {
  retry_budget budget(2, 0.5);
  BOOST_TEST(budget.take());
  BOOST_TEST(budget.take());
  BOOST_TEST(!budget.take());
  budget.call_begins();
  BOOST_TEST(!budget.take());
  budget.call_begins();
  BOOST_TEST(budget.take());
  for (int i = 0; i < 100; ++i) budget.call_begins();
  BOOST_TEST(budget.left() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
