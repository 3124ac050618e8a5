#include "phase.hpp"

#include "resources.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <utility>

namespace soak {

using dataarts::errc;

namespace {

/// Queries without faults at the end of a phase, so that each side hears of what the other has closed.
constexpr std::size_t closing_queries = 200;

}  // namespace

client_side::client_side(world& where, orders const& what, dataarts::client_config config) {
  config.observer = witness_;
  client_.emplace(where.context.get_executor(), std::move(config));
  load_.emplace(where, *client_, what.seed);
}

dataarts::client_config client_side::usual_config(world const& where) {
  dataarts::client_config made;
  made.project_id = "p";
  made.accept_gzip = true;
  made.time = where.clock;
  made.retry.base_delay = std::chrono::nanoseconds(1);
  made.retry.max_delay = std::chrono::nanoseconds(1);
  return made;
}

void client_side::check_calls() {
  auto const now = stats();
  BOOST_TEST(load_->misled() == 0u);
  BOOST_TEST(now.calls_started == load_->started());
  BOOST_TEST(now.calls_started == witness_->calls_begun);
  BOOST_TEST(now.calls_started == now.calls_answered + now.calls_failed);
  BOOST_TEST(now.calls_waiting + now.calls_in_exchange + now.calls_pausing + now.calls_authorizing == 0u);
  BOOST_TEST(now.connections_opening == 0u);
  BOOST_TEST(now.calls_answered == load_->answered());
  BOOST_TEST(load_->outcomes().sum() == load_->started());
  ledger told;
  ledger observed;
  load_->outcomes().write_to(told, {});
  witness_->calls.write_to(observed, {});
  BOOST_TEST((told == observed));
  BOOST_TEST(now.requests_sent == witness_->requests_begun);
  BOOST_TEST(now.requests_sent == witness_->requests.sum());
  BOOST_TEST(now.throttled == witness_->requests[errc::throttled]);
  BOOST_TEST(now.connections_opened == witness_->connections_opened);
  BOOST_TEST(now.connections_open == witness_->connections_opened - witness_->connections_closed);
}

void client_side::end() {
  last_ = stats();
  load_.reset();
  client_.reset();
  BOOST_TEST(witness_->connections_opened == witness_->connections_closed);
}

void client_side::write_to(ledger& out) const {
  witness_->calls.write_to(out, "calls: ");
  witness_->requests.write_to(out, "requests: ");
  witness_->connect_failures.write_to(out, "connections failed: ");
  out["calls: started"] = last_.calls_started;
  out["requests: sent"] = last_.requests_sent;
  out["requests: broken silently"] = witness_->broken_silently;
  out["requests: stale"] = last_.stale_retries;
  out["requests: repeated"] = last_.retries;
  out["connections opened"] = last_.connections_opened;
}

faulty_phase::faulty_phase(orders const& what, std::string scheme, std::string host, std::size_t large_answers)
    : where(what.threads),
      server(where.context, where.clock,
             {.seed = what.seed, .instances = what.queries + closing_queries, .large_answers = large_answers}),
      orders_(what),
      scheme_(std::move(scheme)),
      host_(std::move(host)) {}

void faulty_phase::begin(dataarts::client_config config) {
  config.endpoint = scheme_ + "://" + host_ + ":" + std::to_string(server.port());
  client_.emplace(where, orders_, std::move(config));
}

void faulty_phase::run(std::size_t queries) {
  client_->calls().run(queries, [this] {
    auto const now = client_->stats();
    return now.calls_in_exchange == server.waiting() && now.connections_opening == 0;
  });
}

ledger faulty_phase::settle(bool cut_off_by_the_test) {
  server.set_odds({});
  client_->calls().before_each = [](std::size_t) {};
  run(closing_queries);
  where.pass_until([this] { return server.open() == client_->stats().connections_open; });
  client_->check_calls();
  check_requests(cut_off_by_the_test);
  client_->end();
  where.pass_until([this] { return server.open() == 0; });
  server.stop_listening();
  where.pass_until([] { return frame::live() == 0; });
  ledger made;
  client_->write_to(made);
  server.count().write_to(made);
  return made;
}

void faulty_phase::check_requests(bool cut_off_by_the_test) {
  auto const now = client_->stats();
  auto const& seen = client_->seen();
  auto const& met = server.count();
  auto const broken = met[fate::reset_in_request] + met[fate::reset_after_request] + met[fate::closed_after_request];
  // Those of which the server knows nothing were written to a connection that it had closed, and broke silently; so
  // did those that it broke on purpose, and no others.
  BOOST_TEST(seen.broken_silently >= broken);
  auto const unseen = seen.broken_silently - broken;
  BOOST_TEST(now.requests_sent == met.requests() + unseen);
  if (!cut_off_by_the_test) {
    BOOST_TEST(unseen <= met[fate::answered_then_closed]);
    BOOST_TEST(unseen <= now.stale_retries);
    BOOST_TEST(seen.broken_midway == 0u);
  }
  BOOST_TEST(now.stale_retries <= seen.broken_silently);

  auto const& requests = seen.requests;
  BOOST_TEST(requests[errc::throttled] ==
             met[fate::limit_told] + met[fate::retry_in_seconds] + met[fate::retry_at_date] + met[fate::refused_bare]);
  BOOST_TEST(requests[errc::server_error] == met[fate::unavailable]);
  // Half an answer may still be on its way when the test resets the connection.
  BOOST_TEST(requests[errc::truncated_response] + seen.broken_midway ==
             met[fate::half_header] + met[fate::half_body] + met[fate::half_chunks]);
  BOOST_TEST(requests[errc::http_protocol_error] == met[fate::garbage] + met[fate::broken_gzip]);
  BOOST_TEST(requests[errc::invalid_json] == met[fate::broken_json]);
  // A slow answer and the caller's deadline: whichever comes first.
  auto const good = met[fate::answered] + met[fate::answered_in_chunks] + met[fate::answered_with_gzip] +
                    met[fate::answered_last] + met[fate::answered_then_closed];
  BOOST_TEST(requests[errc::deadline_exceeded] >= met[fate::stalled]);
  BOOST_TEST(requests.results() >= good);
  BOOST_TEST(requests.results() + requests[errc::deadline_exceeded] ==
             good + met[fate::answered_slowly] + met[fate::stalled]);
  BOOST_TEST(requests.sum() == requests.results() + requests[errc::deadline_exceeded] + requests[errc::throttled] +
                                   requests[errc::server_error] + requests[errc::truncated_response] +
                                   requests[errc::http_protocol_error] + requests[errc::invalid_json] +
                                   seen.broken_silently + seen.broken_midway);
}

}  // namespace soak
