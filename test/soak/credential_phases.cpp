#include "phase.hpp"
#include "phases.hpp"
#include "random.hpp"
#include "resources.hpp"

#include <dataarts/credential_sources.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

namespace soak {

namespace mock = dataarts::mock;
using dataarts::errc;

namespace {

constexpr int batches = 20;

class answers final : public mock::answer_source {
 public:
  explicit answers(std::uint64_t seed) : seed_(seed) {}

  mock::decision decide(mock::request_view const& request) override {
    auto const name = std::string(request.segments.back());
    auto const instance = std::strtoull(name.c_str(), nullptr, 10);
    if (mixed(seed_ ^ ++decided_) % 100 == 0) {
      ++unavailable;
      return {std::make_shared<mock::answer const>(503, "{}"), {}, true};
    }
    auto body = R"({"status":"FINISHED","message":")" + message_of(instance) + R"(","results":[{"rows":[[)" + name +
                R"(,"text"]],"schema":[{"number":"int"},{"text":"string"}]}]})";
    return {std::make_shared<mock::answer const>(200, std::move(body)), {}, true};
  }

  std::uint64_t unavailable = 0;

 private:
  std::uint64_t seed_;
  std::uint64_t decided_ = 0;
};

/// A phase with a mock server that looks closely at authentication.
class guarded_phase {
 public:
  guarded_phase(orders const& what, mock::auth_options const& auth)
      : where(what.threads), source(std::make_shared<answers>(what.seed)), orders_(what) {
    mock::options options;
    options.clock = where.clock;
    options.answers = source;
    options.auth = auth;
    options.auth.mode = mock::auth_mode::strict;
    server = std::make_unique<mock::server>(where.context, options);
  }

  dataarts::client_config config() const {
    auto made = client_side::usual_config(where);
    made.endpoint = server->url();
    return made;
  }

  /// @param between  called after each batch of queries with its number
  ledger run(dataarts::client_config config, std::function<void(int)> const& between) {
    client_side client(where, orders_, std::move(config));
    auto const settled = [&] {
      auto const now = client.stats();
      return now.calls_in_exchange + now.calls_authorizing + now.connections_opening == 0;
    };
    for (int batch = 0; batch < batches; ++batch) {
      client.calls().run(orders_.queries / batches, settled);
      between(batch);
      // Long enough for the server to close what is idle, and for tokens to grow old.
      where.clock->advance(std::chrono::minutes(7), [this] { poll(); });
    }
    client.calls().run(200, settled);
    where.pass_until([&] { return server->counters().connections_open == client.stats().connections_open; });
    client.check_calls();
    check_requests(client);
    client.end();
    where.pass_until([&] { return server->counters().connections_open == 0; });
    ledger made;
    client.write_to(made);
    auto const seen = server->auth_counters();
    made["server: requests"] = server->counters().requests;
    made["server: tokens issued"] = seen.tokens_issued;
    made["server: refused"] = seen.refused();
    server.reset();
    poll();
    BOOST_TEST(frame::live() == 0u);
    return made;
  }

  world where;
  std::shared_ptr<answers> source;
  std::unique_ptr<mock::server> server;

 private:
  void poll() {
    if (where.context.stopped()) where.context.restart();
    where.context.poll();
  }

  void check_requests(client_side& client) {
    auto const now = client.stats();
    auto const& seen = client.seen();
    auto const auth = server->auth_counters();
    auto const counted = server->counters();
    // Nothing breaks on purpose here: what the server did not see went to a connection that it had closed.
    BOOST_TEST(seen.broken_silently == now.stale_retries);
    BOOST_TEST(now.requests_sent == counted.requests - auth.tokens_issued + now.stale_retries);
    BOOST_TEST(counted.malformed == 0u);
    BOOST_TEST(counted.timed_out == 0u);
    BOOST_TEST(seen.requests[errc::server_error] == source->unavailable);
    BOOST_TEST(seen.requests[errc::unauthorized] == auth.refused());
    BOOST_TEST(auth.refused() == auth.refused(mock::auth_refusal::reason::expired_token));
    BOOST_TEST(auth.signatures_accepted + auth.tokens_accepted + auth.refused() + auth.tokens_issued ==
               counted.requests);
    // Each refusal was followed by another attempt or was the end of a call.
    BOOST_TEST(now.retries + now.calls_failed == source->unavailable + auth.refused());
    BOOST_TEST(counted.idle_closed > 0u);
  }

  orders orders_;
};

}  // namespace

ledger run_tokens(orders const& what) {
  mock::auth_options auth;
  auth.users = {
      {.domain = "company", .name = "bob", .password = "made-up", .projects = {{.id = "p", .name = "project"}}}};
  auth.token_life = std::chrono::hours(1);
  guarded_phase phase(what, auth);
  dataarts::iam_password_options user;
  user.endpoint = phase.server->url();
  user.user = "bob";
  user.password = "made-up";
  user.domain = "company";
  user.project_id = "p";
  auto config = phase.config();
  config.auth_source = dataarts::iam_password_source(user);
  auto made = phase.run(std::move(config), [&](int batch) {
    if (batch % 5 == 4) phase.server->expire_issued();
  });
  BOOST_TEST(made["server: tokens issued"] >= 5u);
  BOOST_TEST(made["server: refused"] > 0u);
  BOOST_TEST(made["calls: unauthorized"] == 0u);
  return made;
}

ledger run_signatures(orders const& what) {
  mock::auth_options auth;
  auth.keys = {{.access = "AK", .secret = "made-up"}};
  guarded_phase phase(what, auth);
  auto config = phase.config();
  config.auth = dataarts::credentials::keys("AK", "made-up");
  auto made = phase.run(std::move(config), [](int) {});
  BOOST_TEST(made["server: refused"] == 0u);
  return made;
}

}  // namespace soak
