#ifndef DATAARTS_NET_CLIENT_CERTIFICATE_HPP
#define DATAARTS_NET_CLIENT_CERTIFICATE_HPP

#include <dataarts/client_config.hpp>

#include <openssl/types.h>

namespace dataarts::net {

/// Makes the connections of `context` show the certificate of `config`, if it names one.
///
/// Throws `std::invalid_argument` that names the field of `tls_config` that cannot be used: a file that cannot be read,
/// a key that is encrypted or is for another certificate. The password is in no message, and a missing one is never
/// asked for on the terminal.
void use_client_certificate(SSL_CTX* context, tls_config const& config);

}  // namespace dataarts::net

#endif
