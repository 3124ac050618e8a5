// A unit test of a client's patience, offline: the run takes eleven minutes, the client gives up after ten, and nobody
// waits, since time is virtual. Boost.Test here; hooks for GoogleTest and Catch2 are there, too.
#define BOOST_TEST_MODULE patience
#include <dataarts/client.hpp>
#include <dataarts/mock/hooks/boost_test.hpp>
#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>
#include <dataarts/virtual_time.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <memory>

namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace mock = dataarts::mock;

// Expectations that do not hold when a server ends fail the test.
auto const hooked = mock::hooks::report_to_boost_test();

// The code under test.
auto const every_10s_for_10min = dataarts::poll_options().interval(10s).growth(0).jitter(0).deadline(10min);

// Moves the run on when it was asked for three times.
asio::awaitable<void> end_run_after_third_look(mock::server& server) {
  auto const third = mock::request_match().poll(3);
  auto const request = co_await server.next_request(third);
  BOOST_TEST(request.told == "RUNNING");
  server.advance("held");
}

struct fixture {
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  asio::io_context context{1};
  mock::server server{context, mock::options{}.on(clock).journaled()};  // listens when it is made
  dataarts::client client{context.get_executor(), {.endpoint = server.url(), .project_id = "p", .time = clock}};

  // Time passes by itself, whenever nothing else can happen.
  dataarts::result<dataarts::script_instance> outcome() {
    return dataarts::run(context, clock, client.wait({"load", "i-1"}, every_10s_for_10min));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(patience, fixture)

BOOST_AUTO_TEST_CASE(gives_up_after_ten_minutes) {
  server.add(mock::instance("stuck").script("load").running_for(11min).then_finished().expect_gap(10s, 10s));
  BOOST_TEST(outcome().error() == dataarts::condition::timeout);
  BOOST_TEST(server.polls("stuck") == 61U);  // at 0, 10, … 600 s
  BOOST_TEST(server.verify());               // says why when it does not hold
}

BOOST_AUTO_TEST_CASE(waits_for_nine_minutes_in_spite_of_a_lost_connection) {
  server.add(mock::instance("slow")
                 .script("load")
                 .running_for(9min)
                 .then_finished()
                 .on_poll(3, mock::wire_fault::reset())
                 .expect_end_seen()
                 .expect_nothing_after_end());
  BOOST_TEST(outcome()->status_text() == "FINISHED");
  // What is expected is looked at when the server ends.
}

BOOST_AUTO_TEST_CASE(sees_a_run_that_is_let_go_on) {
  server.add(mock::instance("held").script("load").id("i-1").running().held().then_finished());
  asio::co_spawn(context, end_run_after_third_look(server), [](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
  });
  BOOST_TEST(outcome()->status_text() == "FINISHED");
  BOOST_TEST(server.polls("held") == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
