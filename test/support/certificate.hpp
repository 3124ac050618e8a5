#ifndef DATAARTS_TEST_SUPPORT_CERTIFICATE_HPP
#define DATAARTS_TEST_SUPPORT_CERTIFICATE_HPP

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace test {

/// A certificate and its key, made for one test.
class certificate {
 public:
  struct wishes {
    std::string name = "a test";
    certificate const* issuer = nullptr;  ///< null: signed by itself
    bool authority = false;
    bool rsa = false;               ///< an RSA key instead of one on P-256
    std::string alternatives = {};  ///< "DNS:localhost,IP:127.0.0.1"
  };

  explicit certificate(wishes const& what) : key_(make_key(what.rsa), EVP_PKEY_free), made_(X509_new(), X509_free) {
    static long serial = 0;
    ASN1_INTEGER_set(X509_get_serialNumber(made_.get()), ++serial);
    X509_set_version(made_.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(made_.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made_.get()), 24L * 3600);
    auto const* const text = reinterpret_cast<unsigned char const*>(what.name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made_.get()), "CN", MBSTRING_UTF8, text, -1, -1, 0);
    auto const& issuer = what.issuer != nullptr ? *what.issuer : *this;
    X509_set_issuer_name(made_.get(), X509_get_subject_name(issuer.made_.get()));
    X509_set_pubkey(made_.get(), key_.get());
    add(NID_basic_constraints, what.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (!what.alternatives.empty()) add(NID_subject_alt_name, what.alternatives);
    if (X509_sign(made_.get(), issuer.key_.get(), EVP_sha256()) == 0) throw std::runtime_error("signing failed");
  }

  std::string pem() const {
    return text_of([this](BIO* to) { return PEM_write_bio_X509(to, made_.get()); });
  }

  /// @param password  empty: not encrypted
  std::string key_pem(std::string const& password = {}) const {
    return text_of([&](BIO* to) {
      return PEM_write_bio_PKCS8PrivateKey(to, key_.get(), password.empty() ? nullptr : EVP_aes_128_cbc(),
                                           password.empty() ? nullptr : password.data(),
                                           static_cast<int>(password.size()), nullptr, nullptr);
    });
  }

 private:
  static EVP_PKEY* make_key(bool rsa) {
    EVP_PKEY* const made = rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    if (made == nullptr) throw std::runtime_error("making a key failed");
    return made;
  }

  void add(int id, std::string const& value) {
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str()), X509_EXTENSION_free);
    if (!extension || X509_add_ext(made_.get(), extension.get(), -1) != 1) throw std::runtime_error("extension");
  }

  static std::string text_of(std::function<int(BIO*)> const& write) {
    std::unique_ptr<BIO, decltype(&BIO_free_all)> const memory(BIO_new(BIO_s_mem()), BIO_free_all);
    if (write(memory.get()) != 1) throw std::runtime_error("writing PEM failed");
    char* text = nullptr;
    auto const size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> made_;
};

}  // namespace test

#endif
