#ifndef DATAARTS_TEST_SOAK_PHASES_HPP
#define DATAARTS_TEST_SOAK_PHASES_HPP

#include "witness.hpp"

#include <cstddef>
#include <cstdint>

namespace soak {

/// What a phase is told. Each looks at its own accounts, with Boost.Test, and gives them.
struct orders {
  std::uint64_t seed = 1;
  std::size_t queries = 0;
  int threads = 1;  ///< the hint of the context
};

/// Answers right and wrong over plain HTTP.
ledger run_faults(orders const& what);

/// HTTP 429 in all its forms, and 503.
ledger run_throttling(orders const& what);

/// The same faults over TLS, while the server's certificate changes: to another one of the same authority, to one of an
/// unknown authority, and back.
ledger run_certificates(orders const& what);

/// The server moves to another address, goes away, and comes back. Looks a name up, which takes time of the machine's:
/// the accounts of two runs differ.
ledger run_addresses(orders const& what);

/// Tokens that expire and are withdrawn.
ledger run_tokens(orders const& what);

/// Signed requests.
ledger run_signatures(orders const& what);

}  // namespace soak

#endif
