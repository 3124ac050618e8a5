#include "tls_context.hpp"

#include "tls_identity.hpp"
#include "tls_socket_bio.hpp"

namespace dataarts::mock {

tls_context::tls_context(tls_options const& settings, clock::wall_time now)
    : context_(require(SSL_CTX_new(TLS_server_method()), "making a context")) {
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
  // Sessions are resumed by tickets alone: nothing is kept here for a client that does not come back.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
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
