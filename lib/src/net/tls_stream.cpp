#include "net/stream.hpp"
#include "net/tls_context.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_category.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <new>

#include <sys/socket.h>

namespace dataarts::net {

namespace {

using boost::system::error_code;

// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE in the embedding program when the peer is gone.
// This one sends without signals and is otherwise the same.

/// Where the BIO looks.
struct wire {
  int descriptor = -1;
  bool heard = false;       ///< something came
  bool speaks_tls = false;  ///< and it began as TLS does
};

wire& wire_of(BIO* bio) { return *static_cast<wire*>(BIO_get_data(bio)); }

int descriptor_of(BIO* bio) { return wire_of(bio).descriptor; }

/// The types of record: from change_cipher_spec to heartbeat. No text begins with one of them.
bool begins_as_tls(char first) { return first >= 20 && first <= 24; }

int bio_write(BIO* bio, char const* from, int size) {
  BIO_clear_retry_flags(bio);
  for (;;) {
    auto const put = ::send(descriptor_of(bio), from, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (put >= 0) return static_cast<int>(put);
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) BIO_set_retry_write(bio);
    return -1;
  }
}

int bio_read(BIO* bio, char* to, int size) {
  BIO_clear_retry_flags(bio);
  for (;;) {
    auto const got = ::recv(descriptor_of(bio), to, static_cast<std::size_t>(size), 0);
    if (got > 0) {
      if (auto& from = wire_of(bio); !from.heard) {
        from.heard = true;
        from.speaks_tls = begins_as_tls(*to);
      }
      return static_cast<int>(got);
    }
    if (got == 0) {
      BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
      return 0;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) BIO_set_retry_read(bio);
    return -1;
  }
}

long bio_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return 0;
}

BIO_METHOD* bio_method() {
  static BIO_METHOD* const method = [] {
    auto* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without signals");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_write(made, bio_write);
    BIO_meth_set_read(made, bio_read);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  return method;
}

class tls_stream final : public stream {
 public:
  tls_stream(int descriptor, tls_context& context)
      : wire_{descriptor}, ssl_(SSL_new(context.native().native_handle())) {
    if (!ssl_) throw std::bad_alloc();
    BIO* const bio = BIO_new(bio_method());
    if (bio == nullptr) throw std::bad_alloc();
    BIO_set_data(bio, &wire_);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_connect_state(ssl_.get());
    // An idle connection keeps no buffers; a short write may go on from another address.
    SSL_set_mode(ssl_.get(),
                 SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // As many records as there are with one receive, not two receives for each; so `has_pending` knows of the next one.
    SSL_set_read_ahead(ssl_.get(), 1);
    context.prepare(ssl_.get());
  }

  // Without this OpenSSL takes the missing close_notify for a fault and forbids the session to be resumed.
  ~tls_stream() override { SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN); }

  io_result handshake() override {
    ERR_clear_error();
    int const outcome = SSL_do_handshake(ssl_.get());
    return outcome == 1 ? io_result{} : explain(outcome);
  }

  io_result read(char* to, std::size_t size) override {
    ERR_clear_error();
    std::size_t got = 0;
    int const outcome = SSL_read_ex(ssl_.get(), to, size, &got);
    return outcome == 1 ? io_result{io_result::kind::done, got, true, {}} : explain(outcome);
  }

  io_result write(char const* from, std::size_t size) override {
    ERR_clear_error();
    std::size_t put = 0;
    int const outcome = SSL_write_ex(ssl_.get(), from, size, &put);
    return outcome == 1 ? io_result{io_result::kind::done, put, true, {}} : explain(outcome);
  }

  bool short_read_empties() const noexcept override { return false; }

  bool has_pending() const noexcept override { return SSL_has_pending(ssl_.get()) == 1; }

  /// Session tickets may come at any time; reading takes them in.
  bool is_quiet() override {
    ERR_clear_error();
    char byte = 0;
    std::size_t got = 0;
    int const outcome = SSL_peek_ex(ssl_.get(), &byte, 1, &got);
    return outcome != 1 && explain(outcome).what == io_result::kind::want_read;
  }

  std::string certificate_error() const override { return tls_context::certificate_error(ssl_.get()); }

  std::string explanation(error_code error) const override {
    if (wire_.heard && !wire_.speaks_tls) return "the server does not speak TLS; is it http://?";
    if (error.category() != boost::asio::error::get_ssl_category()) return {};
    auto const told = static_cast<unsigned long>(error.value());
    if (ERR_GET_LIB(told) != ERR_LIB_SSL) return {};
    switch (ERR_GET_REASON(told)) {
      case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
        return "the server demands a certificate of the client (tls.certificate_file)";
      case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
        // What TLS 1.2 has for it, among other things.
        return asked_for_certificate() ? "the server may demand a certificate of the client (tls.certificate_file)"
                                       : std::string();
      case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
      case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
      case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
      case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
      case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
      case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
      case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
        return "the server refuses the certificate of the client (tls.certificate_file)";
      default:
        return {};
    }
  }

 private:
  /// The server asked, and there was none to show.
  bool asked_for_certificate() const {
    return SSL_get_certificate(ssl_.get()) == nullptr && SSL_get_client_CA_list(ssl_.get()) != nullptr;
  }

  io_result explain(int outcome) const {
    int const saved = errno;
    switch (SSL_get_error(ssl_.get(), outcome)) {
      case SSL_ERROR_WANT_READ:
        return {io_result::kind::want_read, 0, true, {}};
      case SSL_ERROR_WANT_WRITE:
        return {io_result::kind::want_write, 0, true, {}};
      case SSL_ERROR_ZERO_RETURN:
        return {io_result::kind::closed, 0, true, {}};
      case SSL_ERROR_SYSCALL:
        if (saved == 0) return {io_result::kind::closed, 0, false, {}};
        return {io_result::kind::failed, 0, true, {saved, boost::system::system_category()}};
      default: {
        auto const reason = ERR_peek_last_error();
        if (ERR_GET_REASON(reason) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
          return {io_result::kind::closed, 0, false, {}};
        }
        return {io_result::kind::failed, 0, true,
                error_code(static_cast<int>(reason), boost::asio::error::get_ssl_category())};
      }
    }
  }

  struct ssl_deleter {
    void operator()(SSL* which) const noexcept { SSL_free(which); }
  };

  wire wire_;
  std::unique_ptr<SSL, ssl_deleter> ssl_;
};

}  // namespace

std::unique_ptr<stream> make_tls_stream(int descriptor, tls_context& context) {
  return std::make_unique<tls_stream>(descriptor, context);
}

}  // namespace dataarts::net
