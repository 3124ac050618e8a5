#ifndef DATAARTS_TEST_SOAK_FAULTY_SERVER_HPP
#define DATAARTS_TEST_SOAK_FAULTY_SERVER_HPP

#include "witness.hpp"

#include <dataarts/clock.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace soak {

/// What a request comes to.
enum class fate : std::uint8_t {
  answered,
  answered_in_chunks,
  answered_with_gzip,
  answered_slowly,       ///< after a time of the virtual clock
  answered_last,         ///< with `Connection: close`
  answered_then_closed,  ///< without: the next request meets the end of the connection
  limit_told,            ///< HTTP 429 with `limit:N,time:M second`
  retry_in_seconds,      ///< HTTP 429 with `Retry-After: N`
  retry_at_date,         ///< HTTP 429 with `Retry-After: DATE`
  refused_bare,          ///< HTTP 429 without a word
  unavailable,           ///< HTTP 503
  reset_in_request,      ///< before all of it was read
  reset_after_request,
  closed_after_request,
  half_header,
  half_body,
  half_chunks,
  garbage,
  broken_json,
  broken_gzip,
  stalled,  ///< no answer until the client gives up
};
inline constexpr std::size_t fates = static_cast<std::size_t>(fate::stalled) + 1;

/// How many of 10,000 requests have each fate; the rest are answered.
using odds = std::array<unsigned, fates>;

/// A server whose answers, right and wrong, are decided by a seed, the number of the instance, and how often that was
/// asked for before: whatever the order of events, the same requests come to the same.
class faulty_server {
 public:
  using tcp = boost::asio::ip::tcp;

  /// The server's side of the ledger.
  struct counts {
    std::array<std::uint64_t, fates> by_fate{};
    std::uint64_t accepted = 0;
    std::uint64_t handshakes_failed = 0;

    std::uint64_t requests() const;  ///< of all fates
    std::uint64_t operator[](fate which) const { return by_fate[static_cast<std::size_t>(which)]; }
    void write_to(ledger& out) const;
  };

  struct settings {
    std::uint64_t seed = 1;
    std::size_t instances = 0;      ///< their numbers go from 0 to this
    std::size_t large_answers = 0;  ///< of 10,000: those with a body of some 100 KB
  };

  faulty_server(boost::asio::io_context& context, std::shared_ptr<dataarts::clock> clock, settings how);
  ~faulty_server();
  faulty_server(faulty_server const&) = delete;
  faulty_server& operator=(faulty_server const&) = delete;

  /// Port 0 for the first time: any. Later ones take the same.
  void listen(boost::asio::ip::address const& at);
  void stop_listening();
  /// Resets all connections, whatever is under way on them. None may be waiting.
  void close_all();

  /// For connections accepted from now on. Null: plain HTTP.
  void show(std::shared_ptr<boost::asio::ssl::context> identity);
  void set_odds(odds const& value);

  unsigned short port() const;
  counts const& count() const;
  std::size_t open() const;
  /// Requests that wait because their fate is to.
  std::size_t waiting() const;

  struct state;

 private:
  std::shared_ptr<state> state_;
};

/// What the answer about an instance says.
std::string message_of(std::size_t instance);

}  // namespace soak

#endif
