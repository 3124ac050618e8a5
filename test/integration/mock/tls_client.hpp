#ifndef DATAARTS_TEST_INTEGRATION_MOCK_TLS_CLIENT_HPP
#define DATAARTS_TEST_INTEGRATION_MOCK_TLS_CLIENT_HPP

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <string>

#include "loop.hpp"

namespace test {

/// A client for HTTPS that trusts one authority. Its calls run the context until they are done.
class tls_client {
 public:
  using tcp = boost::asio::ip::tcp;

  tls_client(boost::asio::io_context& context, std::string const& ca_pem) : context_(context) {
    tls_.set_verify_mode(boost::asio::ssl::verify_peer);
    tls_.add_certificate_authority(boost::asio::buffer(ca_pem));
    SSL_CTX_set_session_cache_mode(tls_.native_handle(), SSL_SESS_CACHE_CLIENT);
  }
  ~tls_client() { SSL_SESSION_free(session_); }
  tls_client(tls_client const&) = delete;
  tls_client& operator=(tls_client const&) = delete;

  boost::asio::ssl::context& context() { return tls_; }

  /// Connects, resuming the session of the connection before if there was one. Gives what the handshake gave.
  boost::system::error_code connect(unsigned short port, std::string const& host = "127.0.0.1") {
    stream_ = std::make_unique<stream>(context_, tls_);
    if (session_ != nullptr) SSL_set_session(stream_->native_handle(), session_);
    refusal_ = X509_V_OK;
    stream_->set_verify_callback([this, names = boost::asio::ssl::host_name_verification(host)](
                                     bool good, boost::asio::ssl::verify_context& checked) {
      if (!good) refusal_ = X509_STORE_CTX_get_error(checked.native_handle());
      return names(good, checked);
    });
    stream_->lowest_layer().connect({boost::asio::ip::address_v4::loopback(), port});
    bool done = false;
    boost::system::error_code result;
    stream_->async_handshake(boost::asio::ssl::stream_base::client, [&](boost::system::error_code error) {
      result = error;
      done = true;
    });
    run_until(context_, [&] { return done; });
    return result;
  }

  /// What was wrong with the certificate, apart from its name: a number of OpenSSL's.
  long refusal() const { return refusal_; }

  bool resumed() const { return SSL_session_reused(stream_->native_handle()) == 1; }
  std::string version() const { return SSL_get_version(stream_->native_handle()); }

  void send(std::string const& bytes) {
    bool sent = false;
    boost::asio::async_write(*stream_, boost::asio::buffer(bytes),
                             [&](boost::system::error_code, std::size_t) { sent = true; });
    run_until(context_, [&] { return sent; });
  }

  /// Reads until the text has come `count` times in all that was read so far, or until the end.
  std::string read_until(std::string const& text, std::size_t count = 1) {
    std::string received;
    std::array<char, 65'536> piece;
    for (std::size_t found = 0; found < count;) {
      bool done = false;
      stream_->async_read_some(boost::asio::buffer(piece), [&](boost::system::error_code error, std::size_t size) {
        received.append(piece.data(), size);
        error_ = error;
        done = true;
      });
      run_until(context_, [&] { return done; });
      if (error_) break;
      found = 0;
      for (auto at = received.find(text); at != std::string::npos; at = received.find(text, at + 1)) ++found;
    }
    return received;
  }

  boost::system::error_code ended_with() const { return error_; }

  /// Closes, keeping the session for the next connection.
  void close() {
    SSL_SESSION_free(session_);
    session_ = SSL_get1_session(stream_->native_handle());
    SSL_set_shutdown(stream_->native_handle(), SSL_SENT_SHUTDOWN);  // else the session counts as broken
    stream_.reset();
  }

 private:
  using stream = boost::asio::ssl::stream<tcp::socket>;

  boost::asio::io_context& context_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  std::unique_ptr<stream> stream_;
  SSL_SESSION* session_ = nullptr;
  long refusal_ = X509_V_OK;
  boost::system::error_code error_;
};

}  // namespace test

#endif
