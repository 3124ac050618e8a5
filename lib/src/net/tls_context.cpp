#include "net/tls_context.hpp"

#include "net/client_certificate.hpp"

#include <boost/asio/ip/address.hpp>

#include <openssl/ssl.h>
#include <openssl/tls1.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <new>
#include <stdexcept>

namespace dataarts::net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// Not index 0: that is Asio's own, for password callbacks.
int owner_index() {
  static int const index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

}  // namespace

tls_context::tls_context(tls_config const& config, std::string const& host)
    : context_(asio::ssl::context::tls_client),
      server_name_(config.server_name.empty() ? host : config.server_name),
      verify_(config.verify) {
  error_code not_an_address;
  asio::ip::make_address(server_name_, not_an_address);
  name_is_address_ = !not_an_address;

  std::unique_ptr<X509_VERIFY_PARAM, decltype(&X509_VERIFY_PARAM_free)> const trial(X509_VERIFY_PARAM_new(),
                                                                                    X509_VERIFY_PARAM_free);
  if (!trial || !expect_name(trial.get()) || server_name_.size() > TLSEXT_MAXLEN_host_name) {
    throw std::invalid_argument(
        "tls.server_name: cannot be checked against a certificate; expected a host name, or an "
        "address without a zone");
  }

  SSL_CTX* const native = context_.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_verify(native, verify_ ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (verify_) {
    error_code error;
    if (config.ca_file.empty() && config.ca_pem.empty()) {
      context_.set_default_verify_paths(error);
      if (error) throw std::invalid_argument("tls: the system's certificate store cannot be read: " + error.message());
    }
    if (!config.ca_file.empty()) {
      context_.load_verify_file(config.ca_file, error);
      if (error) {
        throw std::invalid_argument("tls.ca_file: \"" + config.ca_file +
                                    "\" cannot be read as PEM certificates: " + error.message());
      }
    }
    if (!config.ca_pem.empty()) {
      context_.add_certificate_authority(asio::buffer(config.ca_pem), error);
      if (error) throw std::invalid_argument("tls.ca_pem: not PEM certificates: " + error.message());
    }
  }

  use_client_certificate(native, config);

  // TLS 1.3 sends tickets after the handshake, so they are taken as they come; one is kept for the next connection.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_set_ex_data(native, owner_index(), this);
  SSL_CTX_sess_set_new_cb(native, &tls_context::keep_session);
}

tls_context::~tls_context() = default;

bool tls_context::expect_name(X509_VERIFY_PARAM* of) const {
  return name_is_address_ ? X509_VERIFY_PARAM_set1_ip_asc(of, server_name_.c_str()) == 1
                          : X509_VERIFY_PARAM_set1_host(of, server_name_.c_str(), server_name_.size()) == 1;
}

void tls_context::prepare(SSL* connection) {
  bool good = name_is_address_ || SSL_set_tlsext_host_name(connection, server_name_.c_str()) == 1;
  if (verify_) {
    X509_VERIFY_PARAM* const wanted = SSL_get0_param(connection);
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    good = good && expect_name(wanted);
  }
  // Never go on without the check; the name itself was accepted by the constructor.
  if (!good) throw std::bad_alloc();
  std::lock_guard const lock(mutex_);
  if (session_) SSL_set_session(connection, session_.get());
}

int tls_context::keep_session(SSL* connection, SSL_SESSION* session) {
  auto* const self = static_cast<tls_context*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), owner_index()));
  std::lock_guard const lock(self->mutex_);
  self->session_.reset(session);
  return 1;  // the session is ours now
}

std::string tls_context::certificate_error(SSL* connection) {
  if (SSL_get_verify_mode(connection) == SSL_VERIFY_NONE) return {};
  long const verdict = SSL_get_verify_result(connection);
  return verdict == X509_V_OK ? std::string() : std::string(X509_verify_cert_error_string(verdict));
}

}  // namespace dataarts::net
