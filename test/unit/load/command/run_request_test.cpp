#include "command/run_request.hpp"

#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_run_request)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)

std::string refusal_of(std::vector<std::string> arguments) {
  dataarts::apps::environment const nothing_set = [](char const*) -> char const* { return nullptr; };
  arguments.insert(arguments.end(), {"--script", "s", "--project-id", "p"});
  // Scripts that are started have no instance yet.
  if (std::find(arguments.begin(), arguments.end(), "--execute") == arguments.end()) {
    arguments.insert(arguments.end(), {"--instance", "i"});
  }
  try {
    make_run_request(run_arguments(
        dataarts::apps::parse_options("dataarts-load run", run_option_rows, std::move(arguments)), nothing_set));
  } catch (dataarts::apps::usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

bool says(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(an_endpoint_that_is_none_is_refused_as_such) {
  for (std::string const yes : {"--no-live", "--yes"}) {
    auto const none = refusal_of({"--users", "1", "--endpoint", "foo", yes});
    BOOST_TEST(says(none, "\"foo\" is not a URL"), none);
    auto const query = refusal_of({"--users", "1", "--endpoint", "https://example.com/?token=abc", yes});
    BOOST_TEST(says(query, "must not have a query"), query);
    BOOST_TEST(!says(query, "abc"), query);
  }
}

BOOST_AUTO_TEST_CASE(a_name_that_looks_like_this_machine_is_another) {
  BOOST_TEST(says(refusal_of({"--users", "1", "--endpoint", "http://127.0.0.1.example.com"}), "is not this machine"));
  for (std::string const near : {"http://127.0.0.1:1", "http://127.1.2.3/x", "http://localhost:1", "http://[::1]:8"}) {
    BOOST_TEST(refusal_of({"--users", "1", "--endpoint", near}) == "accepted", near);
  }
}

BOOST_AUTO_TEST_CASE(one_file_for_two_outputs_is_refused) {
  auto const file = (std::filesystem::temp_directory_path() / "dataarts-load-nobody-makes-this").string();
  for (auto const& [one, other] :
       {std::pair{"--out", "--csv"}, std::pair{"--out", "--html"}, std::pair{"--csv", "--html"}}) {
    auto const why = refusal_of({"--users", "1", "--dry-run", one, file, other, file});
    BOOST_TEST(why.starts_with(std::string(other) + ": " + file + " is the file of " + one), why);
  }
  BOOST_TEST(refusal_of({"--users", "1", "--dry-run", "--out", file, "--csv", file + ".csv"}) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_window_that_is_never_whole_is_refused) {
  auto const of = [](std::string const& condition, std::string const& duration) {
    return refusal_of({"--users", "1", "--dry-run", "--threshold", condition, "--duration", duration});
  };
  BOOST_TEST(of("p99<50ms over 60s", "10s") ==
             "--threshold: \"p99<50ms over 60s\": only 10.0s are measured, so there is no window of 60s; expected "
             "\"over 10s\" or less, or a --duration of 60s or more");
  BOOST_TEST(says(of("p99<50ms over 10s", "9999ms"), "expected \"over 9s\" or less"));
  BOOST_TEST(says(of("p99<50ms over 1s", "500ms"), "expected no \"over\", or a --duration of 1s or more"));
  BOOST_TEST(of("p99<50ms over 10s", "10s") == "accepted");
}

BOOST_AUTO_TEST_CASE(a_start_that_is_over_is_refused) {
  BOOST_TEST(says(refusal_of({"--users", "1", "--dry-run", "--start-at", "2020-01-01T00:00:00Z"}),
                  "--start-at: the start was "));
  BOOST_TEST(refusal_of({"--users", "1", "--dry-run", "--start-at", "2199-01-01T00:00:00Z"}) == "accepted");
}

BOOST_AUTO_TEST_CASE(what_a_workload_sends_is_said) {
  std::vector<std::string> const far{"--endpoint", "https://example.com", "--duration", "100s"};
  auto const with = [&](std::vector<std::string> more) {
    more.insert(more.end(), far.begin(), far.end());
    return refusal_of(std::move(more));
  };
  BOOST_TEST(says(with({"--rate", "20/s"}), "The plan sends up to 20/s requests for 1m40s."));
  auto const polled = with({"--starts", "20/s", "--run-time", "1s,1s", "--poll-interval", "5s"});
  BOOST_TEST(says(polled,
                  "polls of about 2,000 runs, up to 20/s of which begin, with about 2.0 polls each: up to about "
                  "40 requests/s, for 1m40s."),
             polled);
  auto const executed = with({"--starts", "20/s", "--execute"});
  BOOST_TEST(
      says(executed, "orders to EXECUTE real scripts, about 2,000 of them, up to 20/s, and polls each every 5.00s"),
      executed);
}

BOOST_AUTO_TEST_SUITE_END()
