#include "command/run_request.hpp"

#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_run_request)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)

std::string refusal_of(std::vector<std::string> arguments) {
  dataarts::apps::environment const nothing_set = [](char const*) -> char const* { return nullptr; };
  arguments.insert(arguments.end(), {"--script", "s", "--instance", "i", "--project-id", "p"});
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
