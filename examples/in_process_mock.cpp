// A unit test of code that uses the client, offline: the mock server runs in the same process, on a free port.
// Boost.Test here; any other framework will do.
#define BOOST_TEST_MODULE in_process_mock
#include <dataarts/client.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <optional>
#include <string>

namespace {

namespace asio = boost::asio;

// The code under test: a sentence about a run.
asio::awaitable<std::string> describe(dataarts::client& client, dataarts::instance_ref run) {
  auto const answer = co_await client.query(run);
  if (answer.has_error() && answer.error() == dataarts::condition::not_found) co_return "There is no such run.";
  auto const& instance = answer.value();  // throws dataarts::call_error for any other failure
  switch (instance.status()) {
    case dataarts::run_status::finished:
      co_return "It is done.";
    case dataarts::run_status::failed:
      co_return "It failed: " + std::string(instance.failure_reason().value_or("nobody knows why"));
    default:
      co_return "It is under way.";
  }
}

struct fixture {
  asio::io_context context;
  dataarts::mock::server server{context};
  dataarts::client client{context.get_executor(), {.endpoint = server.url(), .project_id = "test"}};

  std::string description_of(dataarts::instance_ref const& run) {
    std::optional<std::string> description;
    asio::co_spawn(context, describe(client, run), [&](std::exception_ptr error, std::string text) {
      if (error) std::rethrow_exception(error);
      description = std::move(text);
    });
    context.restart();
    while (!description && context.run_one() > 0) {
    }
    return description.value();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(description, fixture)

BOOST_AUTO_TEST_CASE(of_a_finished_run) {
  BOOST_TEST(description_of({"dwsscript", "a1ad-448a-9d56-4154193d49c5"}) == "It is done.");
}

BOOST_AUTO_TEST_CASE(of_a_failed_run) {
  BOOST_TEST(description_of({"dwsscript", "failed"}).starts_with("It failed: "));
}

BOOST_AUTO_TEST_CASE(of_a_run_that_goes_on) {
  BOOST_TEST(description_of({"dwsscript", "launching"}) == "It is under way.");
  BOOST_TEST(description_of({"dwsscript", "running"}) == "It is under way.");
}

BOOST_AUTO_TEST_CASE(of_a_run_that_does_not_exist) {
  BOOST_TEST(description_of({"dwsscript", "another"}) == "There is no such run.");
  BOOST_TEST(server.counters().requests == 1U);
  BOOST_TEST(server.counters().unmatched == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
