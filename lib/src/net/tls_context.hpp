#ifndef DATAARTS_NET_TLS_CONTEXT_HPP
#define DATAARTS_NET_TLS_CONTEXT_HPP

#include <dataarts/client_config.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace dataarts::net {

/// The TLS settings of one client and the session to resume. Thread-safe once made.
class tls_context {
 public:
  /// Throws `std::invalid_argument` that names the field of `tls_config` that cannot be used.
  tls_context(tls_config const& config, std::string const& host);
  ~tls_context();
  tls_context(tls_context const&) = delete;
  tls_context& operator=(tls_context const&) = delete;

  boost::asio::ssl::context& native() noexcept { return context_; }

  /// Sets the server name, what the certificate is checked against, and the session to resume.
  void prepare(SSL* connection);

  /// Why the peer's certificate was refused; empty if it was not, or is not checked.
  static std::string certificate_error(SSL* connection);

 private:
  struct session_deleter {
    void operator()(SSL_SESSION* session) const noexcept { SSL_SESSION_free(session); }
  };

  bool expect_name(X509_VERIFY_PARAM* of) const;
  static int keep_session(SSL* connection, SSL_SESSION* session);

  boost::asio::ssl::context context_;
  std::string server_name_;
  bool name_is_address_ = false;
  bool verify_ = true;
  std::mutex mutex_;
  std::unique_ptr<SSL_SESSION, session_deleter> session_;
};

}  // namespace dataarts::net

#endif
