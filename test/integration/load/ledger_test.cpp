// What the load tester counts, against what the server saw.

#include "loaded.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

BOOST_AUTO_TEST_SUITE(ledger_test)

namespace asio = boost::asio;
namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

struct treated {
  std::string script;
  mock::instance rule;
  outcome expected;
};

mock::canned_answer text_answer(unsigned status, std::string body) {
  mock::own_answer made;
  made.status = status;
  made.body = std::move(body);
  return made;
}

mock::instance of(std::string const& script) {
  mock::instance made(script);
  made.script(script);
  return made;
}

mock::fault_rule always(std::string name, mock::wire_fault what) {
  mock::fault_rule made;
  made.name = std::move(name);
  made.wire = std::make_shared<mock::wire_fault const>(what);
  return made;
}

// One script for each way in which a request can end, as far as no time has to pass.
std::vector<treated> all_ways() {
  using ending = mock::wire_fault::ending;
  auto const with = [](std::string const& script, mock::wire_fault what, outcome expected) {
    auto rule = of(script).finished();
    rule.fault(always(script, what));
    return treated{script, rule, expected};
  };
  return {
      {"good", of("good").finished(), outcome::answered},
      {"busy", of("busy").running(), outcome::answered},
      {"lost", of("lost").failed("no table"), outcome::answered},
      {"ghost", of("ghost").always(mock::documented_error::dlf6201), outcome::not_found},
      {"refused", of("refused").always(text_answer(409, "{}")), outcome::client_4xx},
      {"broken", of("broken").always(text_answer(500, "{}")), outcome::server_5xx},
      {"moved", of("moved").always(text_answer(302, "")), outcome::other_status},
      {"html", of("html").always(text_answer(200, "<html>")), outcome::json},
      {"odd", of("odd").always(text_answer(200, R"({"state":"FINISHED"})")), outcome::schema},
      {"many", of("many").always(text_answer(429, "{}")), outcome::throttled},
      {"who", of("who").always(text_answer(401, "{}")), outcome::auth},
      with("reset", mock::wire_fault::reset(), outcome::reset),
      with("gone", mock::wire_fault::cut(0, ending::fin), outcome::closed),
      with("half", mock::wire_fault::cut(150, ending::fin), outcome::eof_mid_body),
      with("noise", mock::wire_fault::garbage(), outcome::http_protocol),
      with("chunk", mock::wire_fault::bad_chunk_size(), outcome::http_protocol),
      with("unended", mock::wire_fault::no_last_chunk(), outcome::eof_mid_body),
      with("silent-close", mock::wire_fault::unannounced_close(), outcome::answered),
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(equals_the_journal_of_the_server_class_by_class) {
  for (auto const model : {load::load_model::closed, load::load_model::open}) {
    asio::io_context context(1);
    auto const journal = std::make_shared<mock::journal>(10'000);
    mock::options options;
    options.journal = journal;
    mock::server server(context, options);
    auto const ways = all_ways();
    load::run_settings settings;
    for (auto const& way : ways) {
      server.add(way.rule);
      settings.plan.targets.emplace_back(way.script, "i");
    }
    constexpr std::uint64_t requests = 900;
    settings.client.endpoint = server.url();
    settings.client.project_id = "p";
    settings.threads = 0;
    settings.plan.model = model;
    settings.plan.connections = settings.plan.users = 7;
    settings.plan.duration = 1h;
    settings.plan.timeout = 1h;
    settings.plan.obey_retry_after = false;
    settings.source = [&](load::shard part) {
      return std::make_unique<test::listed_requests>(settings.plan.targets, part.index, part.count, requests);
    };
    test::told_of_run told;
    load::load_run run(context, settings, told);
    run.start();
    while (!told.ended && !told.unreachable) context.run_one();
    BOOST_REQUIRE(!told.unreachable);

    std::map<std::string, outcome> expected;
    for (auto const& way : ways) expected.emplace(way.script, way.expected);
    std::map<outcome, std::uint64_t> seen;
    auto const entries = journal->find();
    for (auto const& entry : entries) ++seen[expected.at(entry.script)];

    auto const& total = told.total;
    BOOST_TEST(total.planned == requests);
    BOOST_TEST(total.completed() == requests);
    BOOST_TEST(total.wire.requests_sent == entries.size());
    BOOST_TEST(total.wire.requests_sent == requests + total.wire.stale_repeats);
    for (std::size_t i = 0; i < load::outcome_count; ++i) {
      auto const which = static_cast<outcome>(i);
      // These two may stand for each other, and for what was sent again over a new connection.
      if (which == outcome::reset || which == outcome::closed) continue;
      BOOST_TEST(total.first_failures[i].empty() == (total.count(which) == 0 || !load::is_error(which)),
                 to_string(which));
      BOOST_TEST(total.count(which) == seen[which], to_string(which)
                                                        << ": " << total.count(which) << " != " << seen[which]);
    }
    BOOST_TEST(total.count(outcome::reset) + total.count(outcome::closed) + total.wire.stale_repeats ==
               seen[outcome::reset] + seen[outcome::closed]);
    auto const states = total.states;
    BOOST_TEST(states[static_cast<std::size_t>(load::run_state::finished)] == 2 * requests / ways.size());
    BOOST_TEST(states[static_cast<std::size_t>(load::run_state::running)] == requests / ways.size());
    BOOST_TEST(states[static_cast<std::size_t>(load::run_state::failed)] == requests / ways.size());
    BOOST_TEST(server.counters().connections_opened == total.wire.connections_opened);
  }
}

BOOST_AUTO_TEST_SUITE_END()
