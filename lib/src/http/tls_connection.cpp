#include "http/stream_connection.hpp"
#include "net/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>

#include <sys/socket.h>

namespace dataarts {

namespace {

namespace asio = boost::asio;

/// A connection over TLS. Its operations consist of many steps that run between our own, so the stream lives on a
/// strand and is touched there only.
class tls_connection final
    : public http::stream_connection<tls_connection,
                                     asio::basic_stream_socket<asio::ip::tcp, asio::strand<asio::any_io_executor>>> {
 public:
  using strand_type = asio::strand<asio::any_io_executor>;
  using socket_type = asio::basic_stream_socket<asio::ip::tcp, strand_type>;
  using base = http::stream_connection<tls_connection, socket_type>;
  using base::error_code;

  explicit tls_connection(std::shared_ptr<engine> owner)
      : base(owner), stream_(socket_type(strand_type(owner->executor())), owner->tls().native()) {}

  socket_type& socket() { return stream_.next_layer(); }

  template <class Step>
  void on_stream(Step step, finished_calls&) {
    asio::post(stream_.get_executor(),
               [self = self(), step = std::move(step)]() mutable { self->handled(std::move(step)); });
  }

  void secure(finished_calls&) {
    engine_->tls().prepare(stream_.native_handle());
    stream_.async_handshake(asio::ssl::stream_base::client, [self = self()](error_code error) {
      self->handled([&](finished_calls& finished) {
        if (!error) {
          self->ready(finished);
          return;
        }
        auto const reason = net::tls_context::certificate_error(self->stream_.native_handle());
        if (reason.empty()) {
          self->not_opened({errc::tls_failed, error, self->peer()}, finished);
        } else {
          self->not_opened({errc::certificate_rejected, error, reason + ", " + self->peer()}, finished);
        }
      });
    });
  }

  void send(finished_calls&) {
    asio::async_write(stream_, asio::buffer(request_), step_handler<&tls_connection::on_written>{self()});
  }

  void on_written(error_code error, std::size_t) {
    engine_->handle([&](finished_calls& finished) {
      if (!current) return;
      if (error) {
        fail(errc::write_failed, error, finished);
      } else {
        receive(finished);
      }
    });
  }

  template <class Handler>
  void read_some(asio::mutable_buffer to, Handler handler) {
    stream_.async_read_some(to, std::move(handler));
  }

  bool is_end_of_stream(error_code error) const {
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
  }

  /// Session tickets may wait to be read, so only the end of the stream counts.
  bool looks_alive() override {
    char byte = 0;
    auto const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
  }

  /// No close_notify: the peer has nothing to lose by a cut, and waiting for it could take for ever.
  void close_stream() noexcept {
    asio::post(stream_.get_executor(), [self = self()] {
      error_code ignored;
      self->socket().close(ignored);
    });
  }

 private:
  asio::ssl::stream<socket_type> stream_;
};

}  // namespace

std::shared_ptr<connection> make_tls_connection(std::shared_ptr<engine> const& owner) {
  return std::make_shared<tls_connection>(owner);
}

}  // namespace dataarts
