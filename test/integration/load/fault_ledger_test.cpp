// Every fault that the mock server can make, and the class in which the load tester counts it. Time is virtual, so that
// answers that stop half-way, come in drops or never, cost nothing.

#include "timed_run.hpp"

#include <dataarts/mock/fault_rule.hpp>
#include <dataarts/mock/wire_fault.hpp>
#include <dataarts/real_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(fault_ledger_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;
using ending = mock::wire_fault::ending;
using form = mock::wire_fault::form;

namespace {

constexpr auto timeout = 5s;
constexpr std::uint64_t in_header = 20;
constexpr std::uint64_t in_body = 150;
constexpr std::uint64_t all = 1'000'000;

/// A row of the table in docs/load-testing.md.
struct faulty_script {
  std::string name;
  mock::fault_rule fault;
  outcome expected;
};

mock::fault_rule fault_of(std::optional<mock::step_time> delay, std::optional<mock::wire_fault> wire,
                          std::optional<mock::own_answer> const& answer = std::nullopt) {
  mock::fault_rule made;
  made.name = "fault";
  made.delay = delay;
  if (wire) made.wire = std::make_shared<mock::wire_fault const>(*wire);
  if (answer) made.answer = std::make_shared<mock::answer const>(mock::make_answer(*answer));
  return made;
}

faulty_script on_the_wire(std::string name, mock::wire_fault wire, outcome expected) {
  return {std::move(name), fault_of(std::nullopt, wire), expected};
}

faulty_script answered_with(unsigned status, std::optional<std::chrono::seconds> retry_after, outcome expected) {
  mock::own_answer made;
  made.status = status;
  made.body = "{}";
  made.retry_after = retry_after;
  auto const name = "answer-" + std::to_string(status) + (retry_after ? "-retry-after" : "");
  return {name, fault_of(std::nullopt, std::nullopt, made), expected};
}

std::vector<faulty_script> all_faults() {
  using wire = mock::wire_fault;
  mock::own_answer broken;
  broken.status = 500;
  return {
      on_the_wire("stall-at-once", wire::stall(), outcome::deadline),
      on_the_wire("stall-in-header", wire::stall(in_header), outcome::deadline),
      on_the_wire("stall-in-body", wire::stall(in_body), outcome::deadline),
      on_the_wire("drip", wire::drip(40, 100ms), outcome::answered),
      on_the_wire("slow-drip", wire::drip(1, 1s), outcome::deadline),
      on_the_wire("cut-at-once", wire::cut(0), outcome::closed),
      on_the_wire("cut-in-header", wire::cut(in_header), outcome::eof_mid_body),
      on_the_wire("cut-in-body", wire::cut(in_body), outcome::eof_mid_body),
      on_the_wire("cut-behind", wire::cut(all), outcome::answered),
      on_the_wire("reset", wire::reset(), outcome::reset),
      on_the_wire("reset-in-header", wire::cut(in_header, ending::rst), outcome::reset),
      on_the_wire("reset-in-body", wire::cut(in_body, ending::rst), outcome::reset),
      on_the_wire("reset-behind", wire::cut(all, ending::rst), outcome::answered),
      on_the_wire("garbage", wire::garbage(), outcome::http_protocol),
      on_the_wire("garbage-and-reset", wire::garbage(64, 2, ending::rst), outcome::http_protocol),
      on_the_wire("bad-chunk-size", wire::bad_chunk_size(), outcome::http_protocol),
      on_the_wire("bad-chunk-size-and-reset", wire::bad_chunk_size(ending::rst), outcome::http_protocol),
      on_the_wire("no-last-chunk", wire::no_last_chunk(), outcome::eof_mid_body),
      on_the_wire("no-last-chunk-and-reset", wire::no_last_chunk(ending::rst), outcome::reset),
      on_the_wire("length-too-large", wire::wrong_length(5), outcome::deadline),
      on_the_wire("length-too-small", wire::wrong_length(-5), outcome::json),
      on_the_wire("unannounced-close", wire::unannounced_close(), outcome::answered),
      on_the_wire("unannounced-reset", wire::unannounced_close(ending::rst), outcome::answered),
      {"delay", fault_of(mock::step_time(1s), std::nullopt), outcome::answered},
      {"long-delay", fault_of(mock::step_time(7s), std::nullopt), outcome::deadline},
      {"delay-and-cut", fault_of(mock::step_time(1s), wire::cut(in_body)), outcome::eof_mid_body},
      {"delay-and-stall", fault_of(mock::step_time(1s), wire::stall(in_body)), outcome::deadline},
      {"delay-and-answer", fault_of(mock::step_time(1s), std::nullopt, broken), outcome::server_5xx},
      answered_with(200, std::nullopt, outcome::schema),
      answered_with(302, std::nullopt, outcome::other_status),
      answered_with(400, std::nullopt, outcome::client_4xx),
      answered_with(401, std::nullopt, outcome::auth),
      answered_with(429, std::nullopt, outcome::throttled),
      answered_with(429, 1s, outcome::throttled),
      answered_with(503, std::nullopt, outcome::server_5xx),
      answered_with(503, 1s, outcome::server_5xx),
  };
}

/// A form that is not here does not compile; one that has no row fails the test.
constexpr std::array<form, 8> all_forms{
    form::stall,          form::drip,          form::cut,          form::garbage,
    form::bad_chunk_size, form::no_last_chunk, form::wrong_length, form::unannounced_close};
constexpr bool is_known(form what) {
  switch (what) {
    case form::stall:
    case form::drip:
    case form::cut:
    case form::garbage:
    case form::bad_chunk_size:
    case form::no_last_chunk:
    case form::wrong_length:
    case form::unannounced_close:
      return true;
  }
  return false;
}
static_assert(is_known(all_forms.back()));

/// The load tester's ledger and the mock's journal, of requests for all faulty scripts in turn.
void judge(load::load_model model, std::shared_ptr<dataarts::memory_network> const& network) {
  constexpr std::uint64_t rounds = 7;
  test::timed_run it(network);
  auto const rows = all_faults();
  auto& plan = it.settings.plan;
  for (auto const& row : rows) {
    mock::instance rule(row.name);
    it.server->add(rule.script(row.name).finished().fault(row.fault));
    plan.targets.emplace_back(row.name, "i");
  }
  auto const requests = rounds * rows.size();
  plan.model = model;
  plan.timeout = timeout;
  plan.connections = 40;
  plan.users = 7;
  plan.duration = 24h;
  plan.obey_retry_after = false;  // obeyed ones: throttling_test.cpp
  it.settings.source = [&](load::shard part) {
    return std::make_unique<test::listed_requests>(plan.targets, part.index, part.count, requests, 250ms);
  };
  it.carry_out();
  auto const& total = it.told.total;

  std::map<std::string, outcome> expected;
  std::array<std::uint64_t, load::outcome_count> planned{};
  for (auto const& row : rows) {
    expected.emplace(row.name, row.expected);
    planned[static_cast<std::size_t>(row.expected)] += rounds;
  }
  BOOST_TEST(expected.size() == rows.size());
  std::array<std::uint64_t, load::outcome_count> journal{};
  auto const entries = it.journal->find();
  for (auto const& each : entries) ++journal[static_cast<std::size_t>(expected.at(each.script))];

  BOOST_TEST(total.planned == requests);
  BOOST_TEST(total.completed() == requests);
  for (std::size_t i = 0; i < load::outcome_count; ++i) {
    auto const which = static_cast<outcome>(i);
    BOOST_TEST_CONTEXT(to_string(which)) {
      BOOST_TEST(total.ended[i] == planned[i]);
      // A kept connection that ends without an answer may have been closed before: the request is sent once more.
      if (which != outcome::closed && which != outcome::reset) BOOST_TEST(journal[i] == planned[i]);
    }
  }
  auto const of = [](auto const& counts, outcome which) { return counts[static_cast<std::size_t>(which)]; };
  BOOST_TEST(of(journal, outcome::closed) + of(journal, outcome::reset) ==
             of(planned, outcome::closed) + of(planned, outcome::reset) + total.wire.stale_repeats);
  BOOST_TEST(total.wire.requests_sent == entries.size());
  BOOST_TEST(total.wire.requests_sent == requests + total.wire.stale_repeats);
  BOOST_TEST(total.wire.retry_after == 2 * rounds);
  BOOST_TEST(it.server->counters().connections_opened == total.wire.connections_opened);

  // A stall ends with the client's patience, exactly.
  auto const* const late = total.of(outcome::deadline);
  BOOST_REQUIRE(late != nullptr);
  auto const waited = std::chrono::duration_cast<std::chrono::nanoseconds>(timeout).count();
  BOOST_TEST(late->service.count() == of(planned, outcome::deadline));
  for (auto const each : {late->service.min(), late->service.max()}) {
    BOOST_TEST(std::abs(static_cast<double>(each) / static_cast<double>(waited) - 1) < 0.001);
  }
}

/// A script that is answered, over as many connections as requests.
struct plain_run {
  explicit plain_run(std::shared_ptr<dataarts::memory_network> const& network, mock::options options = {})
      : it(network, std::move(options)) {
    it.settings.client.tls.ca_pem = it.server->ca_pem();
    mock::instance rule("s");
    it.server->add(rule.script("s").finished());
    it.settings.plan.targets.emplace_back("s", "i");
    it.settings.plan.connections = 1;
    it.settings.plan.timeout = timeout;
    it.at_rate(10, 0s, 10s);
  }
  test::timed_run it;
};

/// OpenSSL looks at certificates by the machine's clock.
mock::options with_certificate_of_today() {
  mock::options made;
  made.tls.emplace();
  made.wire_clock = dataarts::real_clock::shared();
  return made;
}

mock::options with_tls(mock::tls_options::fault handshake, mock::tls_options::certificate kind) {
  auto made = with_certificate_of_today();
  made.tls->handshake = handshake;
  made.tls->kind = kind;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_form_of_a_fault_has_a_row) {
  std::set<form> seen;
  auto const rows = all_faults();
  for (auto const& row : rows) {
    BOOST_CHECK_NO_THROW(row.fault.validate());
    if (row.fault.wire) seen.insert(row.fault.wire->what());
  }
  for (auto const each : all_forms) {
    BOOST_TEST_CONTEXT(to_string(each)) { BOOST_TEST(seen.contains(each)); }
  }
}

BOOST_AUTO_TEST_CASE(each_fault_of_an_answer_is_counted_in_its_class_in_memory) {
  for (auto const model : {load::load_model::open, load::load_model::closed}) {
    judge(model, std::make_shared<dataarts::memory_network>());
  }
}

BOOST_AUTO_TEST_CASE(each_fault_of_an_answer_is_counted_in_its_class_over_sockets) {
  for (auto const model : {load::load_model::open, load::load_model::closed}) judge(model, nullptr);
}

BOOST_AUTO_TEST_CASE(connections_that_are_good_for_one_request_cost_connections_and_nothing_else) {
  for (bool const announced : {true, false}) {
    mock::options options;
    options.close_after = {.requests = 1, .announced = announced};
    plain_run here(std::make_shared<dataarts::memory_network>(), options);
    here.it.carry_out();
    auto const& total = here.it.told.total;
    BOOST_TEST(total.count(outcome::answered) == 100U);
    BOOST_TEST(total.planned == 100U);
    BOOST_TEST(total.wire.on_reused == 0U);
    BOOST_TEST(here.it.journal->find().size() == 100U);
    BOOST_TEST(here.it.server->counters().connections_opened == 100U);
  }
}

BOOST_AUTO_TEST_CASE(refused_connections_are_counted_until_it_listens_again) {
  mock::options options;
  options.close_after.requests = 1;
  plain_run here(std::make_shared<dataarts::memory_network>(), options);
  auto& it = here.it;
  it.start();
  dataarts::run_until(it.context, it.clock, [&] { return it.journal->counts().recorded == 30; });
  it.server->refuse(true);
  auto const until = it.clock->now() + 2s + 50ms;
  dataarts::run_until(it.context, it.clock, [&] { return it.clock->now() >= until; });
  it.server->refuse(false);
  it.finish();
  auto const& total = it.told.total;
  auto const refused = total.count(outcome::connect_refused);
  BOOST_TEST(total.planned == 100U);
  BOOST_TEST(refused > 10U);
  BOOST_TEST(total.count(outcome::answered) + refused == 100U);
  BOOST_TEST(it.journal->find().size() == total.count(outcome::answered));
}

BOOST_AUTO_TEST_CASE(a_handshake_that_fails_is_a_class_of_its_own) {
  using fault = mock::tls_options::fault;
  using certificate = mock::tls_options::certificate;
  struct way {
    fault handshake;
    certificate kind;
    std::optional<outcome> expected;  ///< none: all is answered
  };
  constexpr std::array<way, 10> ways{{{fault::none, certificate::good, std::nullopt},
                                      {fault::close, certificate::good, outcome::tls},
                                      {fault::reset, certificate::good, outcome::tls},
                                      {fault::alert, certificate::good, outcome::tls},
                                      {fault::stall, certificate::good, outcome::connect_timeout},
                                      {fault::not_tls, certificate::good, outcome::tls},
                                      {fault::none, certificate::expired, outcome::tls},
                                      {fault::none, certificate::not_yet, outcome::tls},
                                      {fault::none, certificate::wrong_host, outcome::tls},
                                      {fault::none, certificate::self_signed, outcome::tls}}};
  for (auto const& each : ways) {
    plain_run here(nullptr, with_tls(each.handshake, each.kind));
    here.it.carry_out();
    BOOST_TEST_CONTEXT("handshake " << static_cast<int>(each.handshake) << ", certificate "
                                    << static_cast<int>(each.kind)) {
      if (!each.expected) {
        BOOST_TEST(here.it.told.total.count(outcome::answered) == 100U);
        continue;
      }
      BOOST_REQUIRE(here.it.told.unreachable.has_value());
      BOOST_TEST(to_string(load::outcome_of(*here.it.told.unreachable)) == to_string(*each.expected));
      BOOST_TEST(here.it.journal->find().empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(an_end_of_tls_without_notice_is_no_error) {
  for (bool const tls_1_3 : {true, false}) {
    auto options = with_certificate_of_today();
    options.tls->close_notify = false;
    options.tls->tls_1_3 = tls_1_3;
    options.close_after = {.requests = 10, .announced = false};
    plain_run here(nullptr, options);
    here.it.carry_out();
    BOOST_TEST(here.it.told.total.count(outcome::answered) == 100U);
    BOOST_TEST(here.it.journal->find().size() == 100U);
    BOOST_TEST(here.it.server->counters().connections_opened == 10U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
