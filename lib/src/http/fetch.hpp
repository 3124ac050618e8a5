#ifndef DATAARTS_HTTP_FETCH_HPP
#define DATAARTS_HTTP_FETCH_HPP

#include <dataarts/client_config.hpp>
#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::http {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// A request to a service beside the one that the client queries: IAM, instance metadata, a collector.
struct fetch_request {
  std::string method = "GET";
  std::string url = {};  ///< `http://HOST[:PORT][/PATH][?QUERY]` or https
  header_list headers = {};
  std::string body = {};
};

struct fetch_options {
  std::shared_ptr<clock> time = {};  ///< null: the machine's clock
  std::chrono::nanoseconds timeout = std::chrono::seconds(10);
  tls_config tls = {};
  std::size_t max_header = 128 * 1024;  ///< of the answer; tokens come in a header
  std::size_t max_body = 4 * 1024 * 1024;
};

/// A whole answer, of any status.
struct fetched {
  int status = 0;
  header_list headers = {};
  std::string body = {};

  /// The first header of that name, in any case; empty if there is none.
  std::string_view header(std::string_view name) const noexcept;
};

/// Sends one request on a connection of its own and reads the answer.
///
/// For what is asked now and then: nothing is kept or reused, redirects are not followed. An answer of any status is a
/// value; a failure means that there is no whole answer. Failures never hold headers or bodies.
/// Errors: those of connecting, TLS and reading of `errc`, `deadline_exceeded`, `cancelled`; `invalid_reference` for an
/// URL that cannot be used, which `where` explains.
/// Cancellation: terminal; completes at once, or when the name that is being looked up is known: Asio cannot cancel
/// that.
boost::asio::awaitable<result<fetched>> fetch(fetch_request request, fetch_options options);

}  // namespace dataarts::http

#endif
