#ifndef DATAARTS_MOCK_ADMIN_CONTEXT_HPP
#define DATAARTS_MOCK_ADMIN_CONTEXT_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/admin_options.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/server.hpp>

#include "admin/ports.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dataarts::mock::admin {

/// What the handlers of the API share. Null: this server has no such thing, and the calls say so.
struct context {
  admin_options options = {};
  std::shared_ptr<dataarts::clock> clock = {};  ///< of the mocked service
  clock::time_point began = {};                 ///< on it
  std::uint64_t seed = 1;
  auth_options auth = {};
  std::shared_ptr<traffic_port> traffic = {};
  std::shared_ptr<run_port> runs = {};  // this and the following two: see `the_runs`
  std::shared_ptr<rule_port> rules = {};
  std::shared_ptr<expectation_port> expectations = {};
  std::function<bool()> has_runs = {};  ///< whether these three are there yet; null: they are if they are not null
  std::function<mock::counters()> counters = {};
  std::function<mock::auth_counters()> auth_counters = {};

  /// Null while there are none: a test may add the first rule when the server is at work already.
  run_port* the_runs() const { return there(runs); }
  rule_port* the_rules() const { return there(rules); }
  expectation_port* the_expectations() const { return there(expectations); }

 private:
  template <class Port>
  Port* there(std::shared_ptr<Port> const& port) const {
    return !has_runs || has_runs() ? port.get() : nullptr;
  }
};

using shared_context = std::shared_ptr<context const>;

}  // namespace dataarts::mock::admin

#endif
