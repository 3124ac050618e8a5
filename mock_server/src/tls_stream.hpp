#ifndef DATAARTS_MOCK_TLS_STREAM_HPP
#define DATAARTS_MOCK_TLS_STREAM_HPP

#include "openssl_ptr.hpp"
#include "session_base.hpp"
#include "socket_state.hpp"
#include "tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <string_view>
#include <utility>

namespace dataarts::mock {

/// A TCP connection with TLS, with the same operations as `plain_stream` and a handshake. OpenSSL works on the socket
/// itself: an operation is tried, and tried again when the socket is ready.
class tls_stream {
 public:
  static constexpr bool has_handshake = true;

  tls_stream(session_socket socket, tls_context const& tls)
      : socket_(std::move(socket)), ssl_(tls.open(socket_.native_handle())), fault_(tls.next_fault()) {}

  /// False when memory was short.
  bool usable() const noexcept { return ssl_ != nullptr; }
  std::string client_name() const { return mock::client_name(socket_); }
  bool resumed() const noexcept { return SSL_session_reused(ssl_.get()) == 1; }

  /// What is to go wrong in place of the handshake.
  tls_options::fault fault() const noexcept { return fault_; }

  template <class Handler>
  void async_handshake(Handler handler) {
    repeat(try_handshake, nullptr, 0, std::move(handler));
  }

  /// Past TLS, to a client that expects it; what is not taken at once is lost.
  void write_plain(std::string_view bytes) noexcept;

  std::size_t write(std::string_view bytes, boost::system::error_code& error);

  template <class Handler>
  void async_read(char* to, std::size_t size, Handler handler) {
    // What OpenSSL has read already makes the socket ready no more.
    if (SSL_has_pending(ssl_.get()) == 1) {
      post_retry(to, size, std::move(handler));
    } else {
      repeat(try_read, to, size, std::move(handler));
    }
  }

  template <class Handler>
  void async_wait_writable(Handler handler) {
    socket_.async_wait(session_socket::wait_write, std::move(handler));
  }

  bool is_quiet() noexcept { return SSL_has_pending(ssl_.get()) == 0 && mock::is_quiet(socket_.native_handle()); }
  template <class Handler>
  void async_wait_readable(Handler handler) {
    socket_.async_wait(session_socket::wait_read, std::move(handler));
  }

  /// Reads without decoding, what nobody looks at.
  template <class Handler>
  void async_read_raw(char* to, std::size_t size, Handler handler) {
    socket_.async_read_some(boost::asio::buffer(to, size), std::move(handler));
  }

  /// Whether the client's system has all that was written, or never will have.
  bool is_acknowledged() noexcept { return mock::is_acknowledged(socket_.native_handle()); }

  void close() noexcept { mock::close(socket_); }
  void reset() noexcept { mock::reset(socket_); }
  void cancel() noexcept;
  void shutdown_send() noexcept;

 private:
  enum class wants { nothing, read, write };
  struct attempt {
    boost::system::error_code error;
    std::size_t size = 0;
    wants next = wants::nothing;
  };
  using attempt_function = attempt (*)(SSL*, char*, std::size_t);

  static attempt try_handshake(SSL* ssl, char*, std::size_t);
  static attempt try_read(SSL* ssl, char* to, std::size_t size);

  // Tries whenever the socket is ready, until the attempt is done. Starts with waiting, so that no handler runs
  // inside the call that starts it.
  template <class Handler>
  class retry {
   public:
    using allocator_type = typename Handler::allocator_type;

    retry(tls_stream& stream, attempt_function what, char* to, std::size_t size, Handler handler)
        : stream_(stream), what_(what), to_(to), size_(size), handler_(std::move(handler)) {}
    allocator_type get_allocator() const noexcept { return handler_.get_allocator(); }

    void operator()(boost::system::error_code error = {}) {
      if (error) return handler_(error, 0);
      // Closed after this was on its way: the number of the socket may be another connection's by now.
      if (!stream_.socket_.is_open()) return handler_(boost::asio::error::operation_aborted, 0);
      auto const made = what_(stream_.ssl_.get(), to_, size_);
      if (made.next == wants::nothing) return handler_(made.error, made.size);
      auto const kind = made.next == wants::read ? session_socket::wait_read : session_socket::wait_write;
      auto& stream = stream_;
      stream.socket_.async_wait(kind, std::move(*this));
    }

   private:
    tls_stream& stream_;
    attempt_function what_;
    char* to_;
    std::size_t size_;
    Handler handler_;
  };

  template <class Handler>
  void repeat(attempt_function what, char* to, std::size_t size, Handler handler) {
    socket_.async_wait(session_socket::wait_read, retry<Handler>(*this, what, to, size, std::move(handler)));
  }
  template <class Handler>
  void post_retry(char* to, std::size_t size, Handler handler) {
    boost::asio::post(socket_.get_executor(), retry<Handler>(*this, try_read, to, size, std::move(handler)));
  }

  session_socket socket_;
  ssl_ptr ssl_;
  tls_options::fault fault_;
};

}  // namespace dataarts::mock

#endif
