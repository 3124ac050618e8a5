#include "waiting/verdict.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(verdict_test)

using namespace dataarts;
using waiting::verdict;

namespace {

failure with_status(errc code, int status) {
  failure::details details;
  details.http_status = status;
  return failure(code, std::move(details));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_failure_has_its_meaning) {
  struct {
    failure why;
    bool may_be_new;
    verdict expected;
  } const cases[] = {
      {with_status(errc::throttled, 429), false, verdict::slow_down},
      {with_status(errc::server_error, 503), false, verdict::slow_down},
      {failure(errc::queue_timeout), false, verdict::slow_down},
      {failure(errc::queue_full), false, verdict::slow_down},
      {with_status(errc::server_error, 500), false, verdict::passing},
      {failure(errc::connect_failed), false, verdict::passing},
      {failure(errc::deadline_exceeded), false, verdict::passing},
      {failure(errc::truncated_response), false, verdict::passing},
      {failure(errc::credentials_unavailable), false, verdict::passing},
      {with_status(errc::not_found, 400), true, verdict::not_there_yet},
      {with_status(errc::not_found, 400), false, verdict::lasting},
      {with_status(errc::unauthorized, 401), true, verdict::lasting},
      {with_status(errc::forbidden, 403), true, verdict::lasting},
      {failure(errc::invalid_reference), true, verdict::lasting},
      {failure(errc::invalid_json), true, verdict::lasting},
      {failure(errc::certificate_rejected), true, verdict::lasting},
      {failure(errc::cancelled), true, verdict::lasting},
      {failure(errc::client_closed), true, verdict::lasting},
  };
  for (auto const& each : cases) {
    BOOST_TEST((waiting::judge(each.why, each.may_be_new) == each.expected), each.why.message());
  }
}

BOOST_AUTO_TEST_SUITE_END()
