#ifndef DATAARTS_MOCK_PLAIN_STREAM_HPP
#define DATAARTS_MOCK_PLAIN_STREAM_HPP

#include "session_base.hpp"
#include "socket_state.hpp"

#include <boost/asio/buffer.hpp>

#include <string_view>
#include <utility>

namespace dataarts::mock {

/// A TCP connection that is not encrypted.
class plain_stream {
 public:
  static constexpr bool has_handshake = false;

  /// The socket has to be non-blocking.
  explicit plain_stream(session_socket socket) : socket_(std::move(socket)) {}

  std::string client_name() const { return mock::client_name(socket_); }

  /// What the connection takes now; `would_block` when it takes nothing.
  std::size_t write(std::string_view bytes, boost::system::error_code& error) {
    return socket_.write_some(boost::asio::buffer(bytes.data(), bytes.size()), error);
  }

  template <class Handler>
  void async_read(char* to, std::size_t size, Handler handler) {
    socket_.async_read_some(boost::asio::buffer(to, size), std::move(handler));
  }

  template <class Handler>
  void async_wait_writable(Handler handler) {
    socket_.async_wait(session_socket::wait_write, std::move(handler));
  }

  /// Whether closing now loses nothing of what came or was written.
  bool is_quiet() noexcept { return mock::is_quiet(socket_.native_handle()); }

  /// Reads without decoding, what nobody looks at.
  template <class Handler>
  void async_read_raw(char* to, std::size_t size, Handler handler) {
    async_read(to, size, std::move(handler));
  }

  /// Whether the client's system has all that was written, or never will have.
  bool is_acknowledged() noexcept { return mock::is_acknowledged(socket_.native_handle()); }

  void close() noexcept { mock::close(socket_); }
  void reset() noexcept { mock::reset(socket_); }

  void cancel() noexcept {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
  }

  void shutdown_send() noexcept {
    boost::system::error_code ignored;
    socket_.shutdown(session_socket::shutdown_send, ignored);
  }

 private:
  session_socket socket_;
};

}  // namespace dataarts::mock

#endif
