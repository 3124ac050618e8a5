#include "tally.hpp"

namespace dataarts::mock {

void tally::add_to(counters& sum) const noexcept {
  sum.connections_opened += connections_opened.get();
  sum.connections_open += connections_open.get();
  sum.connections_turned_away += connections_turned_away.get();
  sum.tls_handshakes += tls_handshakes.get();
  sum.tls_resumed += tls_resumed.get();
  sum.requests += requests.get();
  sum.unmatched += unmatched.get();
  sum.malformed += malformed.get();
  sum.timed_out += timed_out.get();
  sum.idle_closed += idle_closed.get();
  sum.faults += faults.get();
}

}  // namespace dataarts::mock
