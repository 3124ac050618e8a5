#include "tls_identity.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <chrono>
#include <ctime>
#include <functional>

namespace dataarts::mock {
namespace {

using std::chrono::days;

pkey_ptr make_key() { return pkey_ptr(require(EVP_EC_gen("P-256"), "making a key")); }

struct subject {
  char const* name;
  char const* alternative_names;  // null: an authority
};

void set_serial(X509& certificate) {
  unsigned char random[16];
  require(RAND_bytes(random, sizeof(random)) == 1, "making a serial number");
  random[0] &= 0x7f;  // serial numbers are positive
  std::unique_ptr<BIGNUM, openssl_free<BN_free>> const number(
      require(BN_bin2bn(random, sizeof(random), nullptr), "making a serial number"));
  require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)), "setting a serial number");
}

void add_extension(X509& to, X509& issuer, int id, char const* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &issuer, &to, nullptr, nullptr, 0);
  x509_extension_ptr const extension(require(X509V3_EXT_conf_nid(nullptr, &context, id, value), "making an extension"));
  require(X509_add_ext(&to, extension.get(), -1) == 1, "adding an extension");
}

// Signed by itself when there is no issuer.
x509_ptr make_certificate(subject const& who, EVP_PKEY& key, X509* issuer, EVP_PKEY& issuer_key, clock::wall_time from,
                          clock::wall_time until) {
  x509_ptr made(require(X509_new(), "making a certificate"));
  require(X509_set_version(made.get(), X509_VERSION_3) == 1, "setting the version");
  set_serial(*made);
  auto const seconds = [](clock::wall_time at) { return std::chrono::system_clock::to_time_t(at); };
  auto not_before = seconds(from);
  auto not_after = seconds(until);
  require(X509_time_adj(X509_getm_notBefore(made.get()), 0, &not_before), "setting the beginning");
  require(X509_time_adj(X509_getm_notAfter(made.get()), 0, &not_after), "setting the end");
  auto* const name = X509_get_subject_name(made.get());
  auto const* const text = reinterpret_cast<unsigned char const*>(who.name);
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1, "setting the name");
  auto* const signer = issuer != nullptr ? issuer : made.get();
  require(X509_set_issuer_name(made.get(), X509_get_subject_name(signer)) == 1, "setting the issuer");
  require(X509_set_pubkey(made.get(), &key) == 1, "setting the public key");
  auto const authority = who.alternative_names == nullptr;
  add_extension(*made, *signer, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  add_extension(*made, *signer, NID_key_usage,
                authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
  add_extension(*made, *signer, NID_subject_key_identifier, "hash");
  if (issuer != nullptr) add_extension(*made, *signer, NID_authority_key_identifier, "keyid");
  if (!authority) {
    add_extension(*made, *signer, NID_ext_key_usage, "serverAuth");
    add_extension(*made, *signer, NID_subject_alt_name, who.alternative_names);
  }
  require(X509_sign(made.get(), &issuer_key, EVP_sha256()) > 0, "signing a certificate");
  return made;
}

std::string pem_of(std::function<int(BIO*)> const& write) {
  bio_ptr const memory(require(BIO_new(BIO_s_mem()), "making PEM"));
  require(write(memory.get()) == 1, "making PEM");
  char* text = nullptr;
  auto const size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

std::string tls_identity::authority_pem() const {
  return pem_of([this](BIO* to) { return PEM_write_bio_X509(to, authority.get()); });
}

std::string tls_identity::certificate_pem() const {
  return pem_of([this](BIO* to) { return PEM_write_bio_X509(to, certificate.get()); });
}

std::string tls_identity::key_pem() const {
  return pem_of(
      [this](BIO* to) { return PEM_write_bio_PKCS8PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

tls_identity make_tls_identity(tls_options::certificate kind, clock::wall_time now) {
  using certificate = tls_options::certificate;
  auto from = now - days(1);
  auto until = now + days(365);
  if (kind == certificate::expired) {
    from = now - days(30);
    until = now - days(1);
  }
  if (kind == certificate::not_yet) from = now + days(1);

  auto const authority_key = make_key();
  tls_identity made;
  made.authority = make_certificate({"dataarts mock authority", nullptr}, *authority_key, nullptr, *authority_key,
                                    now - days(60), now + days(400));
  made.key = make_key();
  subject who{"localhost", "DNS:localhost,IP:127.0.0.1,IP:::1"};
  if (kind == certificate::wrong_host) who = {"wrong.example", "DNS:wrong.example"};
  auto const alone = kind == certificate::self_signed;
  made.certificate = make_certificate(who, *made.key, alone ? nullptr : made.authority.get(),
                                      alone ? *made.key : *authority_key, from, until);
  return made;
}

}  // namespace dataarts::mock
