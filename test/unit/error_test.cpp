#include <dataarts/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <dataarts/failure.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(error_test)

using dataarts::condition;
using dataarts::errc;
using dataarts::make_error_code;
using dataarts::make_error_condition;
using dataarts::meets;

BOOST_AUTO_TEST_CASE(every_error_has_a_sentence_of_its_own_and_a_condition) {
  std::set<std::string> sentences;
  std::set<std::string_view> names;
  for (int value = 1; value <= dataarts::errc_count; ++value) {
    auto const code = make_error_code(static_cast<errc>(value));
    BOOST_TEST_CONTEXT(value << " " << code.message()) {
      BOOST_TEST(code.failed());
      BOOST_TEST(code.message().size() > 10u);
      BOOST_TEST(sentences.insert(code.message()).second);
      BOOST_TEST(names.insert(to_string(static_cast<errc>(value))).second);
      BOOST_TEST(to_string(static_cast<errc>(value)) != "unknown_error");
      auto met = 0;
      for (int what = 1; what <= dataarts::condition_count; ++what) {
        auto const holds = meets(static_cast<errc>(value), static_cast<condition>(what));
        BOOST_TEST(holds == (code == make_error_condition(static_cast<condition>(what))));
        met += holds ? 1 : 0;
      }
      BOOST_TEST(met >= 1);
    }
  }
  for (auto const value : {0, dataarts::errc_count + 1}) {
    BOOST_TEST(make_error_code(static_cast<errc>(value)).message() == "unknown error " + std::to_string(value));
    BOOST_TEST(to_string(static_cast<errc>(value)) == "unknown_error");
    BOOST_TEST(!meets(static_cast<errc>(value), condition::transient));
  }
}

BOOST_AUTO_TEST_CASE(every_condition_has_a_name_and_a_sentence_and_is_met_by_some_error) {
  std::set<std::string> names;
  for (int what = 1; what <= dataarts::condition_count; ++what) {
    auto const asked = static_cast<condition>(what);
    BOOST_TEST(names.insert(std::string(dataarts::to_string(asked))).second);
    BOOST_TEST(make_error_condition(asked).message().size() > 10u);
    auto met = false;
    for (int value = 1; value <= dataarts::errc_count; ++value) met = met || meets(static_cast<errc>(value), asked);
    BOOST_TEST(met, dataarts::to_string(asked));
  }
  BOOST_TEST(dataarts::to_string(condition{}) == "none");
  BOOST_TEST(!meets(errc::not_found, condition{}));
  BOOST_TEST(!meets(errc::not_found, static_cast<condition>(dataarts::condition_count + 1)));
}

BOOST_AUTO_TEST_CASE(conditions_of_each_error) {
  struct {
    errc code;
    std::vector<condition> meets;
  } const cases[] = {
      {errc::invalid_reference, {condition::invalid_request}},
      {errc::invalid_argument, {condition::invalid_request}},
      {errc::request_too_large, {condition::invalid_request}},
      {errc::queue_full, {condition::overloaded, condition::transient}},
      {errc::queue_timeout, {condition::overloaded, condition::transient}},
      {errc::credentials_unavailable, {condition::unauthorized, condition::transient}},
      {errc::credentials_missing, {condition::unauthorized}},
      {errc::credentials_refused, {condition::unauthorized}},
      {errc::client_closed, {condition::cancelled}},
      {errc::cancelled, {condition::cancelled}},
      {errc::deadline_exceeded, {condition::timeout, condition::transient}},
      {errc::resolve_failed, {condition::unreachable, condition::transient}},
      {errc::connect_failed, {condition::unreachable, condition::transient}},
      {errc::connect_timeout, {condition::timeout, condition::unreachable, condition::transient}},
      {errc::tls_failed, {condition::unreachable, condition::untrusted}},
      {errc::certificate_rejected, {condition::unreachable, condition::untrusted}},
      {errc::proxy_refused, {condition::unreachable}},
      {errc::write_failed, {condition::connection_lost, condition::transient}},
      {errc::read_failed, {condition::connection_lost, condition::transient}},
      {errc::connection_closed, {condition::connection_lost, condition::transient}},
      {errc::truncated_response, {condition::connection_lost, condition::transient}},
      {errc::header_too_large, {condition::limit_exceeded}},
      {errc::body_too_large, {condition::limit_exceeded}},
      {errc::http_protocol_error, {condition::malformed_response}},
      {errc::unexpected_status, {condition::malformed_response}},
      {errc::invalid_json, {condition::malformed_response}},
      {errc::invalid_utf8, {condition::malformed_response}},
      {errc::json_too_deep, {condition::malformed_response, condition::limit_exceeded}},
      {errc::missing_status, {condition::malformed_response}},
      {errc::unexpected_type, {condition::malformed_response}},
      {errc::duplicate_member, {condition::malformed_response}},
      {errc::request_rejected, {condition::rejected}},
      {errc::request_timeout, {condition::rejected, condition::transient}},
      {errc::unauthorized, {condition::unauthorized, condition::rejected}},
      {errc::forbidden, {condition::unauthorized, condition::rejected}},
      {errc::not_found, {condition::not_found, condition::rejected}},
      {errc::throttled, {condition::throttled, condition::rejected, condition::transient}},
      {errc::server_error, {condition::server_error, condition::transient}},
      {errc::run_failed, {condition::run_failed}},
      {errc::checkpoint_unusable, {condition::invalid_request}},
  };
  BOOST_REQUIRE_EQUAL(std::size(cases), static_cast<std::size_t>(dataarts::errc_count));
  for (auto const& given : cases) {
    std::vector<condition> met;
    for (int what = 1; what <= dataarts::condition_count; ++what) {
      if (meets(given.code, static_cast<condition>(what))) met.push_back(static_cast<condition>(what));
    }
    BOOST_TEST((met == given.meets), make_error_code(given.code).message());
  }
}

BOOST_AUTO_TEST_CASE(codes_of_other_categories_meet_no_condition) {
  boost::system::error_code const other = boost::asio::error::connection_refused;
  for (int what = 1; what <= dataarts::condition_count; ++what) {
    BOOST_TEST((other != make_error_condition(static_cast<condition>(what))));
  }
}

BOOST_AUTO_TEST_CASE(enumerators_turn_into_codes_and_conditions) {
  boost::system::error_code const code = errc::throttled;
  BOOST_TEST((code == condition::throttled));
  BOOST_TEST((code != condition::not_found));
  BOOST_TEST(code.category().name() == "dataarts");
  BOOST_TEST(make_error_condition(condition::timeout).category().name() == "dataarts.condition");
}

BOOST_AUTO_TEST_SUITE_END()
