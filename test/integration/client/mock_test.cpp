#include "given_proxy.hpp"
#include "support.hpp"

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/server.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(mock_test)

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using dataarts::client;
using dataarts::condition;
using dataarts::run_status;

namespace {

struct fixture {
  asio::io_context context;
  mock::server server{context, behind_given_proxy()};

  static mock::options behind_given_proxy() {
    mock::options made;
    made.port = test::port_behind_given_proxy();
    return made;
  }

  dataarts::client_config config() const {
    dataarts::client_config made;
    made.endpoint = test::url_through_given_proxy(server);
    made.project_id = "b384b9e9ab9b4ee8994c8633aabc9505";
    return made;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_documented_answer_is_read_cell_by_cell, fixture) {
  client asking(context.get_executor(), config());
  auto const answer = test::run(context, asking.query({"dwsscript", "a1ad-448a-9d56-4154193d49c5"}));
  BOOST_TEST_REQUIRE(answer.has_value(), answer.error());
  BOOST_TEST((answer->status() == run_status::finished));
  BOOST_TEST_REQUIRE(answer->results().size() == 1u);
  auto const first = answer->results()[0];
  BOOST_TEST(first.duration().value() == 0.5);
  BOOST_TEST(first.row_count().value() == 1);
  BOOST_TEST(first.columns().size() == 11u);
  BOOST_TEST(first.columns()[3].name == "StartStation");
  BOOST_TEST_REQUIRE(first.rows().size() == 1u);
  BOOST_TEST(first.rows()[0].size() == 11u);
  BOOST_TEST(first.rows()[0][0].text() == "913460.0");
  BOOST_TEST(first.rows()[0][6].text() == "San Francisco Caltrain (Townsend at 4th)");
}

BOOST_FIXTURE_TEST_CASE(every_documented_state_and_refusal, fixture) {
  client asking(context.get_executor(), config());
  auto const status_of = [&](char const* instance) {
    return test::run(context, asking.query({"dwsscript", instance})).value().status();
  };
  BOOST_TEST((status_of("failed") == run_status::failed));
  BOOST_TEST((status_of("launching") == run_status::launching));
  BOOST_TEST((status_of("running") == run_status::running));
  auto const no_script = test::run(context, asking.query({"脚本 没有", "i"}));
  BOOST_TEST_REQUIRE(no_script.has_error());
  BOOST_TEST(no_script.error().service_code() == "DLF.6201");
  BOOST_TEST((no_script.error() == condition::not_found));
  BOOST_TEST(no_script.error().request_id().size() == 32u);
  auto const no_instance = test::run(context, asking.query({"dwsscript", "nobody"}));
  BOOST_TEST_REQUIRE(no_instance.has_error());
  BOOST_TEST(no_instance.error().service_code() == "DLF.6205");
  BOOST_TEST(server.counters().unmatched == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_thousand_concurrent_queries_over_16_connections, fixture) {
  client asking(context.get_executor(), config());
  std::vector<dataarts::instance_ref> refs;
  for (int i = 0; i < 1'000; ++i) {
    switch (i % 3) {
      case 0:
        refs.emplace_back("dwsscript", "a1ad-448a-9d56-4154193d49c5");
        break;
      case 1:
        refs.emplace_back("dwsscript", "failed");
        break;
      default:
        refs.emplace_back("ghost", std::to_string(i));
    }
  }
  auto stream = asking.query_all(refs, dataarts::query_all_options().concurrency(1'000));
  std::size_t finished = 0, failed = 0, unknown = 0;
  for (;;) {
    auto const answer = test::run(context, stream.next());
    if (!answer) break;
    if (answer->outcome.has_error()) {
      ++unknown;
    } else {
      ++(answer->outcome->status() == run_status::finished ? finished : failed);
    }
  }
  BOOST_TEST(finished == 334u);
  BOOST_TEST(failed == 333u);
  BOOST_TEST(unknown == 333u);
  BOOST_TEST(server.counters().connections_opened == 16u);
  BOOST_TEST(server.counters().requests == 1'000u);
}

BOOST_FIXTURE_TEST_CASE(a_server_that_stops_is_unreachable_then, fixture) {
  client asking(context.get_executor(), config());
  BOOST_TEST(test::run(context, asking.query({"dwsscript", "running"})).has_value());
  server.stop();
  test::pass_events(context);
  auto const answer = test::run(context, asking.query({"dwsscript", "running"}));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == condition::unreachable), answer.error());
}

BOOST_AUTO_TEST_SUITE_END()
