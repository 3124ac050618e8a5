#ifndef DATAARTS_MOCK_OPTIONS_HPP
#define DATAARTS_MOCK_OPTIONS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/admin_options.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/failure_reporter.hpp>
#include <dataarts/mock/journal.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dataarts {
class memory_network;
}

namespace dataarts::mock {

/// Bounds of one request. A request past one of them gets the status named here, and its connection is closed.
struct limits {
  std::size_t max_header = 32 * 1024;      ///< request line and header lines together: 431
  std::size_t max_target = 8 * 1024;       ///< 414
  std::size_t max_body = 4 * 1024 * 1024;  ///< without the chunked framing: 413
  std::size_t max_header_lines = 256;      ///< 431
  std::size_t max_unsent = 64 * 1024;      ///< answers to pipelined requests collected before they are sent
};

/// How many requests a connection is good for, whatever its client would like.
struct close_after {
  std::uint64_t requests = 0;  ///< 0: any number
  bool announced = true;       ///< the last answer says `Connection: close`; false: the connection just ends
};

/// What gets an answer about which nothing is known. Either way it is counted in `counters::unmatched`.
enum class unknown_requests {
  strict,  ///< 501 and what was asked and is known, which the service never sends, so that nobody takes it for real
  api,     ///< 404 APIGW.0101, as the API gateway answers for an API that is not there
};

/// How long a client may take, on `options::wire_clock`.
struct timeouts {
  std::chrono::milliseconds handshake{10'000};  ///< the TLS handshake, else the connection is closed
  std::chrono::milliseconds header{10'000};     ///< from the first byte of a request to its blank line, else 408
  std::chrono::milliseconds body{30'000};       ///< from the blank line to the last byte, else 408
  std::chrono::milliseconds idle{75'000};       ///< between two requests, else the connection is closed
  std::chrono::milliseconds write{30'000};      ///< to take the answers that wait to be sent, else a reset
  std::chrono::milliseconds linger{2'000};      ///< to close, once the server has said that it does
  std::chrono::milliseconds stop{5'000};        ///< to finish after `stop()`, else a reset
};

/// Makes the server speak HTTPS with a certificate of its own, signed by a certificate authority of its own. Both are
/// made when the server starts and are worth nothing elsewhere.
struct tls_options {
  /// What is wrong with the certificate, for the tests of clients.
  enum class certificate {
    good,         ///< for localhost, 127.0.0.1 and ::1, valid from yesterday on, for a year
    expired,      ///< valid until yesterday
    not_yet,      ///< valid from tomorrow on
    wrong_host,   ///< for wrong.example
    self_signed,  ///< signed by itself, not by the authority
  };
  certificate kind = certificate::good;

  /// Where `ca.pem`, `server.pem` and `server.key` (mode 0600) are written; made if it is missing. Files from an
  /// earlier start are replaced.
  std::optional<std::filesystem::path> directory;

  /// False: refuse TLS 1.3, so that a client is seen at its minimum version, TLS 1.2.
  bool tls_1_3 = true;

  /// What goes wrong with a handshake, once the client's first message is there.
  enum class fault {
    none,
    close,    ///< the connection ends in order, with nothing said
    reset,    ///< the connection is reset
    alert,    ///< the fatal alert `handshake_failure`
    stall,    ///< nothing more is sent; the connection stays open until the client ends it, or the server stops
    not_tls,  ///< an answer in plain HTTP, as from a port that does not speak TLS
  };
  fault handshake = fault::none;
  std::uint64_t faulty_handshakes = ~std::uint64_t{0};  ///< how many of them, the first ones; then all is well

  /// False: connections end without the `close_notify` of TLS, so that a client cannot tell an end from a cut.
  bool close_notify = true;
};

/// Everything a server can be told.
struct options {
  std::string host = "127.0.0.1";  ///< an address, not a name; any but a loopback address can be reached by others
  std::uint16_t port = 0;          ///< 0: any free port
  std::optional<tls_options> tls;  ///< none: plain HTTP

  /// Listens in that network, on `port`, in place of a socket: see `memory_network.hpp`. Not with `tls`. The admin API
  /// of the same port is in there, too; one with a listener of its own is on sockets. Null: sockets.
  std::shared_ptr<memory_network> network;

  std::uint64_t seed = 1;  ///< of the request ids, tokens and keys: the same seed and order of requests give the same

  std::shared_ptr<dataarts::clock> clock;  ///< null: the machine's clock

  /// The clock of `timeouts` and of the certificate. For a server whose `clock` is moved while real clients are
  /// connected: their connections are not idle because the time of the mocked service has passed. Null: `clock`.
  std::shared_ptr<dataarts::clock> wire_clock;

  /// Null: `documented_answers`, and from the first use of `server::add`, `load` or `runs` on a `script_runs` in their
  /// place.
  std::shared_ptr<answer_source> answers;

  std::shared_ptr<mock::journal> journal;  ///< gets an entry for each request; null: nothing is recorded

  admin_options admin;  ///< the API to look at the server and to command it

  auth_options auth;  ///< which requests get as far as `answers`

  /// Connections at once, over all contexts; a further one is reset at once and counted in
  /// `counters::connections_turned_away`. Those to a listener of the admin API do not count. 0: any number.
  std::uint64_t max_connections = 0;

  unknown_requests unknown = unknown_requests::strict;

  mock::limits limits;
  mock::close_after close_after;
  mock::timeouts timeouts;

  /// Told at the end of the server of expectations that do not hold, in place of the one that `set_failure_reporter`
  /// set for all. See there.
  failure_reporter on_failure;

  /// For tests: all time is that of the clock, `mock::options{}.on(clock)`.
  options& on(std::shared_ptr<dataarts::clock> which) {
    clock = std::move(which);
    return *this;
  }

  /// For tests: without sockets, `mock::options{}.on_network(net)`.
  options& on_network(std::shared_ptr<memory_network> which) {
    network = std::move(which);
    return *this;
  }

  /// For tests: with a journal of its own that keeps so many entries, which `server::next_request` needs.
  /// Throws as the constructor of `mock::journal`.
  options& journaled(std::size_t capacity = 1'000) {
    journal = std::make_shared<mock::journal>(capacity);
    return *this;
  }

  /// Throws `std::invalid_argument` that names the field and what would be right.
  void validate() const;
};

}  // namespace dataarts::mock

#endif
