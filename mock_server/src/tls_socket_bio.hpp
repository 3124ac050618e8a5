#ifndef DATAARTS_MOCK_TLS_SOCKET_BIO_HPP
#define DATAARTS_MOCK_TLS_SOCKET_BIO_HPP

#include <openssl/bio.h>

namespace dataarts::mock {

/// Reads from and writes to a non-blocking socket, as OpenSSL's own BIO for sockets, but never raises SIGPIPE, which
/// would end the program that holds the server. The socket stays the caller's. Null when memory is short.
BIO* new_socket_bio(int socket) noexcept;

}  // namespace dataarts::mock

#endif
