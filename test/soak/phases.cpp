#include "phases.hpp"

#include "certificate.hpp"
#include "phase.hpp"
#include "resources.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace soak {

namespace asio = boost::asio;
using dataarts::errc;

namespace {

unsigned& at(odds& all, fate which) { return all[static_cast<std::size_t>(which)]; }

/// Those that need no time.
odds quick_faults() {
  odds made{};
  at(made, fate::answered_in_chunks) = 1'000;
  at(made, fate::answered_with_gzip) = 1'000;
  at(made, fate::answered_last) = 100;
  at(made, fate::answered_then_closed) = 200;
  at(made, fate::unavailable) = 200;
  for (auto const each :
       {fate::reset_in_request, fate::reset_after_request, fate::closed_after_request, fate::half_header,
        fate::half_body, fate::half_chunks, fate::garbage, fate::broken_json, fate::broken_gzip}) {
    at(made, each) = 100;
  }
  return made;
}

asio::ip::address loopback() { return asio::ip::address_v4::loopback(); }

/// What the program holds with the same client at the same point of the phase. Everything that it keeps has a most:
/// 16 connections with their buffers, 48 calls, the blocks of handlers that are used again. They are there after the
/// first quarter; what differs is where the last answers left the buffers (up to 64 KiB each where an answer was large,
/// and half as much again for the rounding of the allocator).
constexpr std::size_t most_growth = 16 * 96 * 1024;

}  // namespace

ledger run_faults(orders const& what) {
  faulty_phase phase(what, "http", "127.0.0.1", 20);
  auto faults = quick_faults();
  at(faults, fate::answered_slowly) = 1'000;
  at(faults, fate::stalled) = 50;
  phase.server.set_odds(faults);
  phase.server.listen(loopback());
  phase.begin(client_side::usual_config(phase.where));
  std::size_t early = 0;
  for (int quarter = 0; quarter < 4; ++quarter) {
    phase.run(what.queries / 4);
    if (quarter == 0) early = bytes_in_use();
    phase.where.clock->advance(std::chrono::minutes(1));  // idle connections grow too old
  }
  if (DATAARTS_INSTRUMENTED == 0) BOOST_TEST(bytes_in_use() <= early + most_growth);
  return phase.settle(false);
}

ledger run_throttling(orders const& what) {
  faulty_phase phase(what, "http", "127.0.0.1", 0);
  odds faults{};
  at(faults, fate::unavailable) = 200;
  for (auto const each : {fate::limit_told, fate::retry_in_seconds, fate::retry_at_date, fate::refused_bare}) {
    at(faults, each) = 100;
  }
  phase.server.set_odds(faults);
  phase.server.listen(loopback());
  auto config = client_side::usual_config(phase.where);
  config.throttle.min_requests_per_second = 200;
  phase.begin(std::move(config));
  phase.run(what.queries);
  // The limit was learnt, and held.
  auto const passed = std::chrono::duration<double>(phase.where.clock->now().time_since_epoch()).count();
  BOOST_TEST(phase.client().stats().requests_per_second > 0);
  BOOST_TEST(static_cast<double>(phase.server.count().requests()) <= 500 * passed + 1'000);
  return phase.settle(false);
}

namespace {

std::shared_ptr<asio::ssl::context> identity_of(test::certificate const& issuer) {
  test::certificate const own({.name = "server", .issuer = &issuer, .alternatives = "IP:127.0.0.1"});
  auto const made = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  auto const chain = own.pem();
  auto const key = own.key_pem();
  made->use_certificate_chain(asio::buffer(chain));
  made->use_private_key(asio::buffer(key), asio::ssl::context::pem);
  return made;
}

/// Turns of events in a phase: up to four times, each with a change for the worse that more calls meet than there are
/// callers.
class turns {
 public:
  enum class turn { none, begin, change, fail };
  explicit turns(std::size_t queries) : length_(std::max<std::size_t>(queries / 4, 500)) {}
  turn at(std::size_t instance) const {
    auto const within = instance % length_;
    if (within == length_ * 85 / 100) return turn::begin;
    if (within == length_ * 40 / 100) return turn::change;
    if (within == length_ * 70 / 100) return turn::fail;
    return turn::none;
  }

 private:
  std::size_t length_;
};

}  // namespace

ledger run_certificates(orders const& what) {
  test::certificate const authority({.name = "known", .authority = true});
  test::certificate const stranger({.name = "unknown", .authority = true});
  auto const first = identity_of(authority);
  auto const second = identity_of(authority);
  auto const wrong = identity_of(stranger);

  faulty_phase phase(what, "https", "127.0.0.1", 0);
  phase.server.set_odds(quick_faults());
  phase.server.show(first);
  phase.server.listen(loopback());
  auto config = client_side::usual_config(phase.where);
  config.tls.ca_pem = authority.pem();
  phase.begin(std::move(config));

  turns const events(what.queries);
  std::uint64_t refused_before = 0;
  std::uint64_t unnoticed = 0;
  auto const& failed = phase.client().seen().connect_failures;
  phase.client().calls().before_each = [&](std::size_t instance) {
    switch (events.at(instance)) {
      case turns::turn::none:
        break;
      case turns::turn::begin:
        phase.server.show(first);
        break;
      case turns::turn::change:
        refused_before = failed.sum();
        phase.server.show(second);
        break;
      case turns::turn::fail:
        unnoticed += failed.sum() - refused_before;
        phase.server.show(wrong);
        phase.server.close_all();
        break;
    }
  };
  phase.run(what.queries);
  // The certificate of the same authority made no difference, the other one did, until it was gone.
  BOOST_TEST(unnoticed == 0u);
  BOOST_TEST(phase.client().seen().calls[errc::certificate_rejected] > 0u);
  auto const refused = failed[errc::certificate_rejected];
  BOOST_TEST(refused > 0u);
  auto made = phase.settle(true);
  BOOST_TEST(made["connections failed: certificate_rejected"] == refused);
  return made;
}

namespace {

/// The addresses of "localhost" on which this machine can listen: one or two.
std::vector<asio::ip::address> homes() {
  asio::io_context context;
  asio::ip::tcp::resolver resolver(context);
  std::vector<asio::ip::address> made;
  for (auto const& each : resolver.resolve("localhost", "0")) {
    auto const address = each.endpoint().address();
    boost::system::error_code error;
    asio::ip::tcp::acceptor trial(context);
    trial.open(each.endpoint().protocol(), error);
    if (!error) trial.bind({address, 0}, error);
    if (!error && std::find(made.begin(), made.end(), address) == made.end()) made.push_back(address);
  }
  return made;
}

}  // namespace

ledger run_addresses(orders const& what) {
  auto const all = homes();
  BOOST_TEST_REQUIRE(!all.empty());
  BOOST_TEST_MESSAGE("addresses of localhost: " << all.size());
  faulty_phase phase(what, "http", "localhost", 0);
  phase.server.set_odds(quick_faults());
  phase.server.listen(all.front());
  phase.begin(client_side::usual_config(phase.where));
  turns const events(what.queries);
  phase.client().calls().before_each = [&](std::size_t instance) {
    auto const turn = events.at(instance);
    if (turn == turns::turn::none) return;
    phase.server.stop_listening();
    phase.server.close_all();
    if (turn == turns::turn::begin) phase.server.listen(all.front());
    if (turn == turns::turn::change) phase.server.listen(all.back());
  };
  phase.run(what.queries);
  BOOST_TEST(phase.client().seen().calls[errc::connect_failed] > 0u);
  return phase.settle(true);
}

}  // namespace soak
