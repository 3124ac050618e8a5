#ifndef DATAARTS_MOCK_OPENSSL_PTR_HPP
#define DATAARTS_MOCK_OPENSSL_PTR_HPP

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>

namespace dataarts::mock {

template <auto Free>
struct openssl_free {
  template <class T>
  void operator()(T* what) const noexcept {
    Free(what);
  }
};

using bio_ptr = std::unique_ptr<BIO, openssl_free<BIO_free_all>>;
using pkey_ptr = std::unique_ptr<EVP_PKEY, openssl_free<EVP_PKEY_free>>;
using x509_ptr = std::unique_ptr<X509, openssl_free<X509_free>>;
using x509_extension_ptr = std::unique_ptr<X509_EXTENSION, openssl_free<X509_EXTENSION_free>>;
using ssl_ctx_ptr = std::unique_ptr<SSL_CTX, openssl_free<SSL_CTX_free>>;
using ssl_ptr = std::unique_ptr<SSL, openssl_free<SSL_free>>;

/// Throws `std::runtime_error`: what failed, and the reason that OpenSSL gives.
[[noreturn]] void throw_openssl_error(std::string_view doing);

/// The value, or an exception for a null pointer.
template <class T>
T* require(T* value, std::string_view doing) {
  if (value == nullptr) throw_openssl_error(doing);
  return value;
}
inline void require(bool succeeded, std::string_view doing) {
  if (!succeeded) throw_openssl_error(doing);
}

}  // namespace dataarts::mock

#endif
