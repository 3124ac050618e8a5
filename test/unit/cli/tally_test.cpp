#include "tally.hpp"

#include "answers.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(tallies)

namespace {

using namespace std::chrono_literals;
using test::answered;
using test::no_such_script;
using test::refused;

constexpr std::string_view advice = "the token came from DATAARTS_TOKEN";

tally counting(std::vector<answered_query> const& answers) {
  tally made;
  for (auto const& answer : answers) made.add(answer);
  return made;
}

answered_query with_status(std::string const& status) {
  return answered({"s", "i"}, "{\"status\":\"" + status + "\"}");
}

int code_of_errc(errc value) { return counting({refused({"s", "i"}, value)}).exit_code({}); }

BOOST_AUTO_TEST_CASE(exit_code_of_each_error) {
  struct {
    errc value;
    int code;
  } const cases[] = {{errc::invalid_reference, 2},
                     {errc::deadline_exceeded, 4},
                     {errc::resolve_failed, 5},
                     {errc::connect_failed, 5},
                     {errc::connect_timeout, 5},
                     {errc::tls_failed, 5},
                     {errc::certificate_rejected, 5},
                     {errc::write_failed, 5},
                     {errc::read_failed, 5},
                     {errc::connection_closed, 5},
                     {errc::unauthorized, 3},
                     {errc::forbidden, 3},
                     {errc::not_found, 1},
                     {errc::throttled, 1},
                     {errc::server_error, 1},
                     {errc::request_rejected, 1},
                     {errc::invalid_json, 1},
                     {errc::body_too_large, 1},
                     {errc::unexpected_status, 1}};
  for (auto const& c : cases) BOOST_TEST(code_of_errc(c.value) == c.code, "errc " << static_cast<int>(c.value));
  for (int value = 1; value <= errc_count; ++value) BOOST_TEST(code_of_errc(static_cast<errc>(value)) != 0);
}

BOOST_AUTO_TEST_CASE(exit_code_of_each_status) {
  BOOST_TEST(counting({}).exit_code({}) == 0);
  for (auto const* const status : {"FINISHED", "RUNNING", "LAUNCHING", "ODD"}) {
    BOOST_TEST(counting({with_status(status)}).exit_code({}) == 0);
  }
  BOOST_TEST(counting({with_status("FINISHED"), with_status("FAILED")}).exit_code({}) == 1);
}

BOOST_AUTO_TEST_CASE(what_has_to_be_put_right_first_wins) {
  // Each worse than all before it.
  std::pair<answered_query, int> const rising[] = {{with_status("FINISHED"), 0},
                                                   {no_such_script({"s", "i"}), 1},
                                                   {refused({"s", "i"}, errc::deadline_exceeded), 4},
                                                   {refused({"s", "i"}, errc::connect_failed), 5},
                                                   {refused({"s", "i"}, errc::unauthorized), 3},
                                                   {refused({"a/b", "i"}, errc::invalid_reference), 2}};
  tally made;
  for (auto const& [answer, code] : rising) {
    made.add(answer);
    BOOST_TEST(made.exit_code({}) == code);
  }
  run_end end;
  end.bad_input = true;
  BOOST_TEST(counting({refused({"s", "i"}, errc::unauthorized)}).exit_code(end) == 2);
  end.reader_gone = true;
  BOOST_TEST(made.exit_code(end) == 141);
  end.interrupted = true;
  BOOST_TEST(made.exit_code(end) == 130);
  run_end lost;
  lost.output_lost = true;
  BOOST_TEST(counting({}).exit_code(lost) == 1);
}

BOOST_AUTO_TEST_CASE(diagnosis_of_one_query_and_of_many) {
  BOOST_TEST(counting({with_status("FINISHED")}).diagnosis(advice) == "");
  BOOST_TEST(counting({no_such_script({"s", "i"})}).diagnosis(advice) ==
             "refused: " + no_such_script({"s", "i"}).outcome.error().message());
  BOOST_TEST(counting({with_status("FINISHED"), no_such_script({"s", "a"}), no_such_script({"s", "b"}),
                       refused({"s", "c\x1b"}, errc::unauthorized)})
                 .diagnosis(advice) ==
             "not authorised (1 of 4 queries); the first, s c\\x1b: " + failure(errc::unauthorized).message() +
                 "; the token came from DATAARTS_TOKEN");
}

BOOST_AUTO_TEST_CASE(a_wrong_signature_is_to_be_compared) {
  failure::details content;
  content.http_status = 401;
  content.service_code = "APIGW.0301";
  content.service_message = "verify aksk signature fail, canonicalRequest:GET|/|x-sdk-date:20260115T083000Z|e3b0";
  auto const text = counting({refused({"s", "i"}, errc::unauthorized, content)}).diagnosis("the keys came from AK");
  BOOST_TEST(text == "not authorised: APIGW.0301: " + content.service_message +
                         " (HTTP 401); the keys came from AK; either the secret key differs, or the request: dataarts "
                         "sign --as-query --date 20260115T083000Z SCRIPT INSTANCE shows what was signed here");
  content.service_message = "verify aksk signature fail, canonicalRequest:GET|/|x-sdk-date:2026 `reboot`...|e3b0";
  BOOST_TEST(counting({refused({"s", "i"}, errc::unauthorized, content)}).diagnosis("").find("--date DATE SCRIPT") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(diagnosis_of_failed_instances) {
  auto const failed = [](std::string const& instance, std::string const& message) {
    return answered({"s", instance}, R"({"status":"FAILED","message":")" + message + "\"}");
  };
  BOOST_TEST(counting({failed("i", "No such table.")}).diagnosis(advice) == "FAILED: No such table.");
  BOOST_TEST(counting({with_status("FAILED")}).diagnosis(advice) == "FAILED");
  BOOST_TEST(counting({with_status("FINISHED"), failed("a\x1b", "No\\ntable."), failed("b", "x")}).diagnosis(advice) ==
             "2 of 3 FAILED; the first: s a\\x1b: No\\ntable.");
  BOOST_TEST(counting({with_status("FAILED"), with_status("RUNNING")}).diagnosis(advice) ==
             "1 of 2 FAILED; the first: s i");
  // What gave no result comes first.
  BOOST_TEST(
      counting({failed("a", "x"), no_such_script({"s", "b"})}).diagnosis(advice).find("refused (1 of 2 queries)") ==
      0U);
  auto const long_one = counting({failed("i", std::string(10'000, 'x'))}).diagnosis(advice);
  BOOST_TEST(long_one == "FAILED: " + std::string(299, 'x') + "…");
}

BOOST_AUTO_TEST_CASE(summary) {
  tally made;
  for (int i = 0; i < 1200; ++i) made.add(with_status("FINISHED"));
  for (int i = 0; i < 3; ++i) made.add(with_status("FAILED"));
  made.add(with_status("ODD"));
  made.add(no_such_script({"s", "i"}));
  BOOST_TEST(made.total() == 1205U);
  BOOST_TEST(made.summary(500ms) ==
             "1,205 queries in 0.50s (2,410/s): 1,200 FINISHED, 3 FAILED, 1 in another state, 1 DLF.6201");
  BOOST_TEST(counting({}).summary(0s) == "0 queries in 0.00s");
  BOOST_TEST(counting({with_status("RUNNING")}).summary(1s) == "1 query in 1.00s (1/s): 1 RUNNING");
}

BOOST_AUTO_TEST_CASE(codes_come_from_outside_and_are_bounded) {
  tally made;
  for (int i = 0; i < 1000; ++i) {
    failure::details content;
    content.service_code = fmt::format("X.{:04}", i);
    made.add(refused({"s", "i"}, errc::request_rejected, content));
  }
  made.add(no_such_script({"s", "i"}));
  BOOST_TEST(made.counts() == "1 X.0000, 1 X.0001, 1 X.0002, 998 other errors");
}

BOOST_AUTO_TEST_CASE(numbers_with_commas) {
  BOOST_TEST(with_commas(0) == "0");
  BOOST_TEST(with_commas(999) == "999");
  BOOST_TEST(with_commas(1000) == "1,000");
  BOOST_TEST(with_commas(1234567) == "1,234,567");
  BOOST_TEST(with_commas(18446744073709551615U) == "18,446,744,073,709,551,615");
}

BOOST_AUTO_TEST_CASE(other_commands_have_words_of_their_own) {
  tally waits(words_of_waits);
  waits.add(answered({"s", "a"}, R"({"status":"FINISHED"})"));
  waits.add(refused({"s", "b"}, errc::deadline_exceeded));
  BOOST_TEST(waits.exit_code({}) == 4);
  BOOST_TEST(waits.diagnosis("").find("out of time (1 of 2 runs); the first, s b: ") == 0U);
  BOOST_TEST(waits.diagnosis("").ends_with("; wait again, and allow more with --deadline or --timeout"));
  BOOST_TEST(waits.summary(std::chrono::milliseconds(50)) == "2 runs in 0.05s: 1 FINISHED, 1 deadline_exceeded");

  tally requests(words_of_requests);
  requests.add_success();
  BOOST_TEST(requests.exit_code({}) == 0);
  BOOST_TEST(requests.diagnosis("") == "");
  requests.add_failure(instance_ref("s", {}), no_such_script({"s", "b"}).outcome.error());
  BOOST_TEST(requests.exit_code({}) == 1);
  BOOST_TEST(requests.diagnosis("").find("refused (1 of 2 requests); the first, s: DLF.6201") == 0U);

  run_end broken;
  broken.broken_off = true;
  BOOST_TEST(tally().exit_code(broken) == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
