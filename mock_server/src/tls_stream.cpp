#include "tls_stream.hpp"

#include <openssl/err.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

namespace dataarts::mock {
namespace {

namespace error = boost::asio::error;

// A client that ends without saying so in TLS is a client that has ended: HTTP says where a message ends.
boost::system::error_code failure_of(int reason) {
  if (reason == SSL_ERROR_ZERO_RETURN) return error::eof;
  auto const code = ERR_peek_error();
  if (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) return error::eof;
  return error::connection_aborted;
}

}  // namespace

tls_stream::attempt tls_stream::try_handshake(SSL* ssl, char*, std::size_t) {
  ERR_clear_error();
  auto const result = SSL_do_handshake(ssl);
  if (result == 1) return {};
  auto const reason = SSL_get_error(ssl, result);
  if (reason == SSL_ERROR_WANT_READ) return {{}, 0, wants::read};
  if (reason == SSL_ERROR_WANT_WRITE) return {{}, 0, wants::write};
  return {failure_of(reason), 0, wants::nothing};
}

tls_stream::attempt tls_stream::try_read(SSL* ssl, char* to, std::size_t size) {
  ERR_clear_error();
  std::size_t read = 0;
  auto const result = SSL_read_ex(ssl, to, size, &read);
  if (result == 1) return {{}, read, wants::nothing};
  auto const reason = SSL_get_error(ssl, result);
  if (reason == SSL_ERROR_WANT_READ) return {{}, 0, wants::read};
  if (reason == SSL_ERROR_WANT_WRITE) return {{}, 0, wants::write};
  return {failure_of(reason), 0, wants::nothing};
}

std::size_t tls_stream::write(std::string_view bytes, boost::system::error_code& failure) {
  ERR_clear_error();
  std::size_t written = 0;
  auto const result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written);
  if (result == 1) return written;
  auto const reason = SSL_get_error(ssl_.get(), result);
  if (reason == SSL_ERROR_WANT_WRITE) {
    failure = error::would_block;
  } else {
    failure = failure_of(reason);
  }
  return 0;
}

void tls_stream::write_plain(std::string_view bytes) noexcept {
  boost::system::error_code ignored;
  socket_.write_some(boost::asio::buffer(bytes.data(), bytes.size()), ignored);
}

void tls_stream::cancel() noexcept {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void tls_stream::shutdown_send() noexcept {
  ERR_clear_error();
  SSL_shutdown(ssl_.get());  // says that no more will come; the client's own word is not waited for
  boost::system::error_code ignored;
  socket_.shutdown(session_socket::shutdown_send, ignored);
}

}  // namespace dataarts::mock
