#include "command/against_command.hpp"
#include "command/run_request.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(options_of_against)

using namespace dataarts::load;
using namespace std::chrono_literals;

dataarts::apps::environment const nothing_set = [](char const*) -> char const* { return nullptr; };

run_request request_of(std::vector<std::string> more) {
  std::vector<std::string> arguments{"--script",     "s", "--instance", "i", "--endpoint", "http://127.0.0.1:1",
                                     "--project-id", "p"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  auto given = dataarts::apps::parse_options("dataarts-load run", run_option_rows, std::move(arguments));
  return make_run_request(run_arguments(std::move(given), nothing_set));
}

std::string refusal_of(std::vector<std::string> more) {
  try {
    request_of(std::move(more));
  } catch (dataarts::apps::usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

bool says(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

BOOST_AUTO_TEST_CASE(turns_and_margin_have_defaults) {
  auto const made = request_of({"--users", "4", "--against", "http://127.0.0.1:2"});
  BOOST_REQUIRE(made.against.has_value());
  BOOST_TEST(made.against->endpoint == "http://127.0.0.1:2");
  BOOST_TEST(made.against->turns.count == 10U);
  BOOST_TEST(made.against->options.margin == 0.05);
  BOOST_TEST(!request_of({"--users", "4"}).against.has_value());
}

BOOST_AUTO_TEST_CASE(turns_and_margin_can_be_given) {
  auto const made = request_of({"--rate", "100/s", "--duration", "20s", "--against", "http://localhost:2", "--turn",
                                "500ms", "--margin", "0.2"});
  BOOST_TEST(made.against->turns.count == 40U);
  BOOST_TEST(made.against->options.margin == 0.2);
}

BOOST_AUTO_TEST_CASE(a_turn_is_not_longer_than_the_plan) {
  BOOST_TEST(says(refusal_of({"--users", "1", "--against", "http://127.0.0.1:2", "--turn", "11s"}), "--turn: "));
}

BOOST_AUTO_TEST_CASE(the_other_endpoint_is_as_safe_as_the_first) {
  std::vector<std::string> far{"--users", "4", "--against", "https://example.com"};
  auto const refused = refusal_of(far);
  BOOST_TEST(says(refused, "--against: https://example.com is not this machine"), refused);
  far.emplace_back("--yes");
  BOOST_TEST(refusal_of(far) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_url_that_is_none_is_named_by_its_option) {
  auto const refused = refusal_of({"--users", "1", "--against", "nonsense"});
  BOOST_TEST(refused.starts_with("--against"), refused);
}

BOOST_AUTO_TEST_CASE(what_has_no_turns_is_refused) {
  for (auto const& [flag, value] :
       {std::pair{"--out", "x"}, std::pair{"--csv", "x"}, std::pair{"--shard", "0/2"}, std::pair{"--start-at", "+10s"},
        std::pair{"--abort-on", "p99<1s"}, std::pair{"--requests", "10"}}) {
    auto const refused = refusal_of({"--users", "1", "--against", "http://127.0.0.1:2", flag, value});
    BOOST_TEST(says(refused, flag), flag << ": " << refused);
  }
  auto const refused = refusal_of({"--against", "http://127.0.0.1:2", "--starts", "1/s"});
  BOOST_TEST(says(refused, "--against: a workload has no turns"), refused);
}

BOOST_AUTO_TEST_CASE(what_would_be_left_aside_is_refused) {
  auto const with = [](std::vector<std::string> more) {
    std::vector<std::string> all{"--users", "1", "--against", "http://127.0.0.1:2"};
    all.insert(all.end(), more.begin(), more.end());
    return refusal_of(std::move(all));
  };
  BOOST_TEST(says(with({"--prometheus", "0"}), "--prometheus cannot be given with it"));
  BOOST_TEST(says(with({"--threshold", "errors<1 abort"}), "leave out abort"));
  BOOST_TEST(says(with({"--threshold", "p99<1s over 2s"}), "leave out over"));
  BOOST_TEST(with({"--threshold", "p99<1s"}) == "accepted");
}

BOOST_AUTO_TEST_CASE(too_few_turns_are_refused_with_what_is_enough) {
  auto const with = [](std::string const& duration, std::vector<std::string> more = {}) {
    std::vector<std::string> all{"--users", "1", "--against", "http://127.0.0.1:2", "--duration", duration};
    all.insert(all.end(), more.begin(), more.end());
    return refusal_of(std::move(all));
  };
  auto const refused = with("3s");
  BOOST_TEST(says(refused,
                  "--against: 3 turns of 1.00s cannot tell what changed, 8 are needed: give --duration 8.00s or "
                  "more, or --turn 375ms or less"),
             refused);
  BOOST_TEST(with("3s", {"--turn", "375ms"}) == "accepted");
  BOOST_TEST(with("8s") == "accepted");
}

BOOST_AUTO_TEST_CASE(its_own_options_need_it) {
  BOOST_TEST(says(refusal_of({"--users", "1", "--margin", "0.1"}), "--margin: is of use only with --against"));
  BOOST_TEST(says(refusal_of({"--users", "1", "--turn", "1s"}), "--turn: is of use only with --against"));
}

BOOST_AUTO_TEST_CASE(a_regression_counts_more_than_what_only_hides_one) {
  comparison same;
  same.differences[0].verdict = change_verdict::same;
  comparison worse;
  worse.differences[0].verdict = change_verdict::worse;
  using code = exit_code;
  BOOST_TEST((code_of_alternation(code::ok, code::ok, same) == code::ok));
  BOOST_TEST((code_of_alternation(code::ok, code::ok, worse) == code::regression));
  // That nothing could be told is no success.
  BOOST_TEST((code_of_alternation(code::ok, code::ok, comparison()) == code::undecided));
  BOOST_TEST((code_of_alternation(code::ok, code::threshold_failed, comparison()) == code::threshold_failed));
  BOOST_TEST((code_of_alternation(code::ok, code::threshold_failed, same) == code::threshold_failed));
  BOOST_TEST((code_of_alternation(code::generator_limited, code::threshold_failed, same) == code::generator_limited));
  BOOST_TEST((code_of_alternation(code::generator_limited, code::ok, worse) == code::regression));
  BOOST_TEST((code_of_alternation(code::ok, code::no_answer, worse) == code::no_answer));
  BOOST_TEST((code_of_alternation(code::interrupted, code::interrupted, worse) == code::interrupted));
}

BOOST_AUTO_TEST_SUITE_END()
