#ifndef DATAARTS_SIGNING_HPP
#define DATAARTS_SIGNING_HPP

#include <dataarts/clock.hpp>
#include <dataarts/credentials.hpp>

#include <string>
#include <vector>

namespace dataarts {

/// One header of a request.
struct header_field {
  std::string name;
  std::string value;
};

/// A request as it will be sent.
struct request_to_sign {
  std::string method = "GET";

  /// Path and query as on the request line: percent-encoded, beginning with '/'. In the query '+' is a plus sign.
  std::string target = "/";

  /// `Host` is required, with the port if it is not the scheme's own. All are signed but `Authorization` and those with
  /// a '_' in their name (gateways drop them). With `X-Sdk-Content-Sha256`, its value stands for the hash of the body.
  /// With `X-Sdk-Date`, its value is the time.
  std::vector<header_field> headers = {};

  std::string body = {};
};

/// What `sign` makes of a request.
struct signed_request {
  /// To be added to the request: `X-Sdk-Date` (unless given), `X-Security-Token` for temporary keys, `Authorization`.
  std::vector<header_field> headers;

  /// For finding out why a signature is refused: none of these holds the secret key. The canonical request holds the
  /// values of signed headers, the security token among them.
  std::string signed_headers;  ///< names, joined by ';'
  std::string canonical_request;
  std::string string_to_sign;
};

/// Signs a request for sending it with any HTTP client. A `client` signs its own calls; this is for others.
///
/// @param keys  made by `credentials::keys`.
/// @param at  the time of the request; the gateway refuses what is 15 minutes away from its own.
/// Throws `std::invalid_argument` that says what cannot be signed: no keys, no `Host`, a header twice, a control
/// character in a header, a broken percent-encoding, no scope for `v11_hmac_sha256`.
/// Thread-safe.
signed_request sign(request_to_sign const& request, credentials const& keys, clock::wall_time at,
                    signing_options const& options = signing_options());

}  // namespace dataarts

#endif
