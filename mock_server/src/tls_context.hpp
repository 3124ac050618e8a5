#ifndef DATAARTS_MOCK_TLS_CONTEXT_HPP
#define DATAARTS_MOCK_TLS_CONTEXT_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/options.hpp>

#include "openssl_ptr.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace dataarts::mock {

/// The TLS side of a server: its certificate, and the keys of the session tickets. Shared by all threads.
class tls_context {
 public:
  /// Makes the certificates, and writes them if `settings` says where. Throws `std::runtime_error`.
  tls_context(tls_options const& settings, clock::wall_time now);

  /// A new session on a connected, non-blocking socket; null when memory is short.
  ssl_ptr open(int socket) const noexcept;

  /// What is to go wrong with the next connection before its handshake; the refusal by an alert goes wrong in it.
  tls_options::fault next_fault() const noexcept {
    return fault_ == tls_options::fault::alert || !take_fault() ? tls_options::fault::none : fault_;
  }

  std::string const& authority_pem() const noexcept { return authority_pem_; }

 private:
  static int on_client_hello(SSL* ssl, int* alert, void* self);
  bool take_fault() const noexcept;

  ssl_ctx_ptr context_;
  std::string authority_pem_;
  tls_options::fault fault_;
  mutable std::atomic<std::uint64_t> faults_left_;
};

}  // namespace dataarts::mock

#endif
