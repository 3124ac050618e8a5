#ifndef DATAARTS_MOCK_TLS_IDENTITY_HPP
#define DATAARTS_MOCK_TLS_IDENTITY_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/options.hpp>

#include "openssl_ptr.hpp"

#include <filesystem>
#include <string>

namespace dataarts::mock {

/// A certificate authority and a server certificate, made for one run.
struct tls_identity {
  x509_ptr authority;
  x509_ptr certificate;
  pkey_ptr key;

  std::string authority_pem() const;
  std::string certificate_pem() const;
  std::string key_pem() const;
};

/// @param now  the certificates are valid, or not, around this time
tls_identity make_tls_identity(tls_options::certificate kind, clock::wall_time now);

/// Writes `ca.pem`, `server.pem` and `server.key` into the folder, each by renaming, the key readable by its owner
/// only. Throws `std::runtime_error` that names the file and the reason.
void write_tls_identity(tls_identity const& what, std::filesystem::path const& folder);

}  // namespace dataarts::mock

#endif
