#ifndef DATAARTS_CREDENTIAL_SOURCE_HPP
#define DATAARTS_CREDENTIAL_SOURCE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/credentials.hpp>
#include <dataarts/failure.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dataarts {

/// Credentials and how long they are good for.
struct issued_credentials {
  credentials value = {};

  /// When they end. Unset: not known to end. A client asks for new ones when less than 40 minutes, or a quarter of what
  /// was left when they came, remain, and uses them no longer in the last moments.
  std::optional<clock::wall_time> expires_at = {};

  /// Ask again after this time although they may live longer, as for a file that somebody may replace.
  std::optional<std::chrono::nanoseconds> ask_again_after = {};
};

/// What a source gets to know.
struct credential_request {
  std::shared_ptr<clock> time = {};                             ///< of the client; never null
  std::chrono::nanoseconds timeout = std::chrono::seconds(10);  ///< for the whole operation
};

/// Where a client gets its credentials from, see `client_config::auth_source`. `credential_sources.hpp` has the usual
/// ones; others are made by deriving.
class credential_source {
 public:
  credential_source() = default;
  credential_source(credential_source const&) = delete;
  credential_source& operator=(credential_source const&) = delete;
  virtual ~credential_source() = default;

  /// Obtains credentials. What it gives is kept by the client, so there is nothing to remember here.
  ///
  /// Runs on a strand of the client's executor; a client has one such operation at a time, several clients that share
  /// a source may have one each. It keeps the context running. The client cancels it (terminal) when it is closed.
  /// Errors: any; a client repeats it as `retry_options` say if the failure is one that it would repeat for a query,
  /// and never at once if the service refused (HTTP 401 and 403), which may lock the account. `failure::where` should
  /// say what was tried. Calls fail with `errc::credentials_unavailable` if the failure is `condition::transient`, else
  /// with `errc::credentials_missing`. An exception is a failure, too. Neither may hold secrets.
  virtual boost::asio::awaitable<result<issued_credentials>> get(credential_request request) = 0;

  /// For messages, e.g. "environment". Holds no secret.
  virtual std::string name() const = 0;
};

}  // namespace dataarts

#endif
