#ifndef DATAARTS_MOCK_SERVER_HPP
#define DATAARTS_MOCK_SERVER_HPP

#include <dataarts/mock/options.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dataarts::mock {

/// What happened so far. Numbers only grow, but for `connections_open`.
struct counters {
  std::uint64_t connections_opened = 0;
  std::uint64_t connections_open = 0;
  std::uint64_t tls_handshakes = 0;  ///< completed, resumed ones included
  std::uint64_t tls_resumed = 0;     ///< of them, those that resumed a session
  std::uint64_t requests = 0;        ///< whole requests for which an answer was decided
  std::uint64_t unmatched = 0;       ///< of them, those that got 501 because nothing was known
  std::uint64_t malformed = 0;       ///< requests refused for their form or size, and those cut off half-way
  std::uint64_t timed_out = 0;       ///< connections closed because the client was too slow
  std::uint64_t idle_closed = 0;     ///< connections closed because they were idle for too long
  std::uint64_t faults = 0;          ///< answers that a `wire_fault` befell
};

/// A server for the script instance API, in the same process as the code under test.
///
/// It listens when the constructor returns, and answers while its context runs. All other members may be called from
/// any thread.
///
/// While it lives and is not stopped, its context does not run out of work.
class server {
 public:
  /// Everything runs on `context`, which has to be run by one thread at a time.
  /// Throws `std::invalid_argument` for an option that is out of range, `boost::system::system_error` that names
  /// address and reason when it cannot listen, `std::runtime_error` when TLS cannot be set up.
  explicit server(boost::asio::io_context& context, options settings = {});

  /// Connections are spread evenly over the contexts, each of which has to be run by one thread at a time.
  server(std::vector<boost::asio::io_context*> const& contexts, options settings);

  /// As `stop()`, but does not wait for answers in flight: everything is closed as soon as the context runs again, or
  /// at once when this is called on the context's thread. Never throws.
  ~server();
  server(server const&) = delete;
  server& operator=(server const&) = delete;

  /// No more connections; idle ones are closed, those with an answer in flight after it; what is left after
  /// `timeouts::stop` is reset. Returns at once; when all is closed the server keeps its context no longer.
  void stop() noexcept;

  /// True: no one can connect any more (connection refused, and those that were not accepted yet are reset), while open
  /// connections go on. False: it listens again, on the same port. Done when it returns; nothing happens on a server
  /// that is stopped. Throws `boost::system::system_error` when the system does not let it listen; it is refusing then.
  void refuse(bool on);

  /// `http://127.0.0.1:40987`, or `https://…`
  std::string url() const;
  std::uint16_t port() const noexcept;

  /// Of the admin API: `http://127.0.0.1:40987/__admin`. Empty if it is not served.
  std::string admin_url() const;

  /// The certificate of the authority that signed the server's certificate, for the client to trust. Empty without TLS.
  std::string const& ca_pem() const noexcept;

  mock::counters counters() const noexcept;

  /// All zero with `auth_mode::off`.
  mock::auth_counters auth_counters() const;

  /// The last 100 requests that were refused for their authentication, oldest first.
  std::vector<auth_refusal> refusals() const;

  /// Makes all tokens and temporary keys that were issued so far expire now. Those of `options::auth` stay good.
  void expire_issued() noexcept;

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace dataarts::mock

#endif
