#ifndef DATAARTS_TEST_SOAK_PHASE_HPP
#define DATAARTS_TEST_SOAK_PHASE_HPP

#include "faulty_server.hpp"
#include "load.hpp"
#include "phases.hpp"
#include "witness.hpp"
#include "world.hpp"

#include <dataarts/client.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace soak {

/// The client's side of a phase: a client with a witness, and a load.
class client_side {
 public:
  client_side(world& where, orders const& what, dataarts::client_config config);

  /// What all phases start from. Repetitions follow at once: the pauses of `retry_options` are drawn by chance.
  static dataarts::client_config usual_config(world const& where);

  dataarts::client_stats stats() const { return client_->stats(); }
  witness const& seen() const { return *witness_; }
  load& calls() { return *load_; }

  /// Every call that began has ended once, with one outcome, and the client's counters say the same as its observer and
  /// its callers.
  void check_calls();

  /// Ends the client. What it had open was closed once.
  void end();

  void write_to(ledger& out) const;

 private:
  std::shared_ptr<witness> witness_ = std::make_shared<witness>();
  std::optional<dataarts::client> client_;
  std::optional<load> load_;
  dataarts::client_stats last_;
};

/// A phase with one client and one faulty server.
class faulty_phase {
 public:
  faulty_phase(orders const& what, std::string scheme, std::string host, std::size_t large_answers);

  /// Connects the client; `server` listens by then.
  void begin(dataarts::client_config config);
  client_side& client() { return *client_; }

  void run(std::size_t queries);

  /// Ends the faults, lets both sides find out what is closed, compares their accounts, ends everything.
  ledger settle(bool cut_off_by_the_test);

  world where;
  faulty_server server;

 private:
  void check_requests(bool cut_off_by_the_test);

  orders orders_;
  std::string scheme_;
  std::string host_;
  std::optional<client_side> client_;
};

}  // namespace soak

#endif
