#include "journal_diff.hpp"
#include "diff_command.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_journal_diff)

namespace {

namespace program = dataarts::mock::program;
using namespace std::chrono_literals;

std::string line(int seq, std::string const& instance, int poll, std::string const& answer,
                 std::string const& gap = "1.000s", int status = 200) {
  return R"({"seq":)" + std::to_string(seq) + R"(,"t_real":")" + std::to_string(seq * 7) +
         R"(","t_mock":"+1s","conn":)" + std::to_string(seq % 3) +
         R"(,"req_on_conn":1,"session":null,"method":"GET","target":"/)" + instance +
         R"(","workspace":null,"script":"s","instance":")" + instance + R"(","poll":)" + std::to_string(poll) +
         R"(,"answer":")" + answer + R"(","status":)" + std::to_string(status) +
         R"(,"auth":{"mode":"sig","ok":null,"key":"ak-)" + std::to_string(seq) + R"("},"gap":")" + gap + "\"}\n";
}

program::journal_difference compare(std::string const& a, std::string const& b,
                                    std::optional<std::chrono::nanoseconds> tolerance = {}) {
  return program::compare_journals(program::read_journal(a, "a"), program::read_journal(b, "b"), tolerance);
}

BOOST_AUTO_TEST_CASE(order_between_instances_and_volatile_fields_do_not_count) {
  auto const a = line(1, "x", 1, "RUNNING") + line(2, "y", 1, "RUNNING") + line(3, "x", 2, "FINISHED");
  auto const b = line(4, "y", 1, "RUNNING", "9s") + line(5, "x", 2, "FINISHED", "8s") + line(6, "x", 1, "RUNNING");
  auto const found = compare(a, b);
  BOOST_TEST(found.differences == 0U);
  BOOST_TEST(found.text.empty());
}

BOOST_AUTO_TEST_CASE(a_changed_request_shows_its_fields) {
  auto const found = compare(line(1, "x", 1, "RUNNING") + line(2, "x", 2, "RUNNING"),
                             line(1, "x", 1, "RUNNING") + line(2, "x", 2, "FINISHED", "1s", 503));
  BOOST_TEST(found.differences == 1U);
  BOOST_TEST(found.text ==
             "s/x\n"
             "  ! poll 2: GET /x -> 200 RUNNING\n"
             "      answer  \"RUNNING\" -> \"FINISHED\"\n"
             "      status  200 -> 503\n");
}

BOOST_AUTO_TEST_CASE(a_request_in_between_does_not_shift_the_others) {
  std::string a, b;
  for (int i = 1; i <= 5; ++i) a += line(i, "x", i, "S" + std::to_string(i));
  for (int i = 1; i <= 6; ++i)
    b += line(i, "x", i, i < 3 ? "S" + std::to_string(i) : i == 3 ? "NEW" : "S" + std::to_string(i - 1));
  BOOST_TEST(compare(a, b).text == "s/x\n  + poll 3: GET /x -> 200 NEW\n");
  BOOST_TEST(compare(b, a).text == "s/x\n  - poll 3: GET /x -> 200 NEW\n");
  BOOST_TEST(compare(a, "").differences == 5U);
  BOOST_TEST(compare("", "").differences == 0U);
}

BOOST_AUTO_TEST_CASE(long_lists_are_compared_one_by_one) {
  std::string a, b;
  for (int i = 1; i <= 3'000; ++i) {
    a += line(i, "x", i, "A");
    b += line(i, "x", i, "B");
  }
  BOOST_TEST(compare(a, b).differences == 3'000U);
}

BOOST_AUTO_TEST_CASE(gaps_count_with_a_tolerance) {
  auto const a = line(1, "x", 1, "RUNNING", "1.000s");
  auto const b = line(1, "x", 1, "RUNNING", "1.200s");
  BOOST_TEST(compare(a, b).differences == 0U);
  BOOST_TEST(compare(a, b, 200ms).differences == 0U);
  BOOST_TEST(compare(a, b, 199ms).text == "s/x\n  ! poll 1: GET /x -> 200 RUNNING\n      gap  1.00s -> 1.20s\n");
}

BOOST_AUTO_TEST_CASE(the_command_says_what_is_wrong) {
  test::folder const folder;
  auto const good = folder.write("good", line(1, "x", 1, "RUNNING"));
  auto const other = folder.write("other", line(1, "x", 1, "FINISHED"));
  auto const bad = folder.write("bad", line(1, "x", 1, "RUNNING") + "{oops\n");
  auto const foreign = folder.write("foreign", "{}\n");
  auto const refusal = [](std::vector<std::string> const& arguments) -> std::string {
    try {
      program::run_diff(arguments);
    } catch (program::usage_error const& why) {
      return why.what();
    }
    return "accepted";
  };
  BOOST_TEST(program::run_diff({good, good}).text == "alike: 1 request\n");
  BOOST_TEST(!program::run_diff({good, other}).alike);
  BOOST_TEST(program::run_diff({good, other}).text.starts_with("--- " + good + ": 1 request\n+++ "));
  BOOST_TEST(program::run_diff({good, other}).text.ends_with("\n1 difference\n"));
  BOOST_TEST(program::run_diff({"--help"}).alike);
  BOOST_TEST(refusal({good}) == "diff compares two journals, and 1 was given; see dataarts-mock diff --help");
  BOOST_TEST(refusal({good, bad}).starts_with(bad + ":2: the line is no JSON"));
  BOOST_TEST(refusal({good, foreign}) ==
             foreign + ":1: the line is no entry of a journal, such as dataarts-mock --journal FILE writes");
  BOOST_TEST(refusal({"--gap-tolerance", "5", good, good}) ==
             R"(--gap-tolerance is '5'; it has to be a duration, such as "250ms" or "5s")");
  BOOST_TEST(refusal({"--nope", good, good}) == "diff has no option --nope; see dataarts-mock diff --help");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
