#include "net/client_certificate.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace dataarts::net {

namespace {

struct bio_deleter {
  void operator()(BIO* which) const noexcept { BIO_free_all(which); }
};
struct key_deleter {
  void operator()(EVP_PKEY* which) const noexcept { EVP_PKEY_free(which); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, key_deleter>;

[[noreturn]] void refuse(std::string_view field, std::string const& path, std::string_view why) {
  throw std::invalid_argument(std::string("tls.").append(field).append(": \"").append(path).append("\" ").append(why));
}

/// What OpenSSL says of its last failure: the system's reason, which stands first, or its own.
std::string reason() {
  if (auto const first = ERR_peek_error(); ERR_SYSTEM_ERROR(first)) {
    return std::generic_category().message(ERR_GET_REASON(first));
  }
  char const* const text = ERR_reason_error_string(ERR_peek_last_error());
  return text != nullptr ? text : "no reason given";
}

/// The password and whether it was asked for.
struct password_source {
  std::string_view password;
  bool asked = false;
};

int give_password(char* to, int room, int, void* from) {
  auto& source = *static_cast<password_source*>(from);
  source.asked = true;
  auto const size = source.password.size();
  if (size == 0 || size > static_cast<std::size_t>(std::max(room, 0))) return -1;
  source.password.copy(to, size);
  return static_cast<int>(size);
}

/// In the place of OpenSSL's own, which asks on the terminal.
int give_no_password(char*, int, int, void*) { return -1; }

key_ptr read_key(std::string const& path, std::string_view password) {
  ERR_clear_error();
  std::unique_ptr<BIO, bio_deleter> const file(BIO_new_file(path.c_str(), "r"));
  if (!file) refuse("private_key_file", path, "cannot be read: " + reason());
  password_source source{password};
  key_ptr key(PEM_read_bio_PrivateKey(file.get(), nullptr, give_password, &source));
  if (key) return key;
  if (source.asked && password.empty()) {
    refuse("private_key_file", path, "is encrypted; tls.private_key_password has to be set");
  }
  if (source.asked) throw std::invalid_argument("tls.private_key_password: does not open \"" + path + "\"");
  refuse("private_key_file", path, "does not hold a private key as PEM: " + reason());
}

}  // namespace

void use_client_certificate(SSL_CTX* context, tls_config const& config) {
  auto const& certificates = config.certificate_file;
  if (certificates.empty()) {
    if (!config.private_key_file.empty()) {
      throw std::invalid_argument("tls.certificate_file: is empty, but tls.private_key_file is set; both are needed");
    }
    if (!config.private_key_password.empty()) {
      throw std::invalid_argument("tls.private_key_password: is set without tls.certificate_file");
    }
    return;
  }
  ERR_clear_error();
  SSL_CTX_set_default_passwd_cb(context, give_no_password);
  if (SSL_CTX_use_certificate_chain_file(context, certificates.c_str()) != 1) {
    refuse("certificate_file", certificates, "cannot be read as PEM certificates: " + reason());
  }
  auto const& key_file = config.private_key_file.empty() ? certificates : config.private_key_file;
  auto const key = read_key(key_file, config.private_key_password);
  // Asked before the context is: for a key of another kind that would only say that there is no certificate for it.
  X509* const certificate = SSL_CTX_get0_certificate(context);
  if (certificate == nullptr || X509_check_private_key(certificate, key.get()) != 1) {
    refuse("private_key_file", key_file, "is not the key of the first certificate in \"" + certificates + "\"");
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    refuse("private_key_file", key_file, "cannot be used: " + reason());
  }
  ERR_clear_error();
}

}  // namespace dataarts::net
