#include "tls_context.hpp"

#include "tls_identity.hpp"
#include "tls_socket_bio.hpp"

namespace dataarts::mock {

tls_context::tls_context(tls_options const& settings, clock::wall_time now)
    : context_(require(SSL_CTX_new(TLS_server_method()), "making a context")),
      fault_(settings.handshake),
      faults_left_(settings.handshake == tls_options::fault::none ? 0 : settings.faulty_handshakes) {
  auto const identity = make_tls_identity(settings.kind, now);
  if (settings.directory) write_tls_identity(identity, *settings.directory);
  authority_pem_ = identity.authority_pem();

  auto* const context = context_.get();
  require(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1, "setting the lowest version");
  if (!settings.tls_1_3) {
    require(SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION) == 1, "setting the highest version");
  }
  require(SSL_CTX_use_certificate(context, identity.certificate.get()) == 1, "using the certificate");
  require(SSL_CTX_use_PrivateKey(context, identity.key.get()) == 1, "using the key");
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Partial writes, since the rest waits until the client takes it; buffers only while they are needed, since most
  // connections are idle.
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  if (fault_ == tls_options::fault::alert) SSL_CTX_set_client_hello_cb(context, on_client_hello, this);
  if (!settings.close_notify) SSL_CTX_set_quiet_shutdown(context, 1);
  // Sessions are resumed by tickets alone: nothing is kept here for a client that does not come back.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

int tls_context::on_client_hello(SSL*, int* alert, void* self) {
  if (!static_cast<tls_context const*>(self)->take_fault()) return SSL_CLIENT_HELLO_SUCCESS;
  *alert = SSL_AD_HANDSHAKE_FAILURE;
  return SSL_CLIENT_HELLO_ERROR;
}

bool tls_context::take_fault() const noexcept {
  auto left = faults_left_.load(std::memory_order_relaxed);
  while (left != 0 && !faults_left_.compare_exchange_weak(left, left - 1, std::memory_order_relaxed)) {
  }
  return left != 0;
}

ssl_ptr tls_context::open(int socket) const noexcept {
  ssl_ptr made(SSL_new(context_.get()));
  if (!made) return nullptr;
  auto* const bio = new_socket_bio(socket);
  if (bio == nullptr) return nullptr;
  SSL_set_bio(made.get(), bio, bio);
  SSL_set_accept_state(made.get());
  return made;
}

}  // namespace dataarts::mock
