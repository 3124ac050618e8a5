#include "http/stream_connection.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>

namespace dataarts {

namespace {

namespace asio = boost::asio;

/// A plain connection. Socket operations are single steps, begun under the lock: no strand is needed.
///
/// `Executor` is the context's own executor type where possible, which spares each operation the type-erased one.
template <class Executor>
class tcp_connection final
    : public http::stream_connection<tcp_connection<Executor>, asio::basic_stream_socket<asio::ip::tcp, Executor>> {
 public:
  using socket_type = asio::basic_stream_socket<asio::ip::tcp, Executor>;
  using base = http::stream_connection<tcp_connection<Executor>, socket_type>;
  using typename base::error_code;

  tcp_connection(std::shared_ptr<engine> owner, Executor executor)
      : base(std::move(owner)), socket_(std::move(executor)) {}

  socket_type& socket() { return socket_; }

  template <class Step>
  void on_stream(Step step, finished_calls& finished) {
    step(finished);
  }

  void secure(finished_calls& finished) {
    error_code error;
    socket_.non_blocking(true, error);
    if (error) {
      this->not_opened({errc::connect_failed, error, this->peer()}, finished);
    } else {
      this->ready(finished);
    }
  }

  /// A request nearly always fits the socket's buffer: sent at once, it costs no trip through the scheduler.
  void send(finished_calls& finished) {
    sent_ = 0;
    send_rest(finished);
  }

  void on_written(error_code error, std::size_t size) {
    this->engine_->handle([&](finished_calls& finished) {
      if (!this->current) return;
      if (error) {
        this->fail(errc::write_failed, error, finished);
        return;
      }
      sent_ += size;
      send_rest(finished);
    });
  }

  template <class Handler>
  void read_some(asio::mutable_buffer to, Handler handler) {
    socket_.async_read_some(to, std::move(handler));
  }

  bool looks_alive() override {
    char byte = 0;
    error_code error;
    socket_.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
    return error == asio::error::would_block;
  }

  void close_stream() noexcept {
    error_code ignored;
    socket_.close(ignored);
  }

 private:
  void send_rest(finished_calls& finished) {
    while (sent_ < this->request_.size()) {
      error_code error;
      auto const rest = asio::buffer(this->request_) + sent_;
      sent_ += socket_.write_some(rest, error);
      if (error == asio::error::would_block) {
        socket_.async_write_some(asio::buffer(this->request_) + sent_,
                                 typename base::template step_handler<&tcp_connection::on_written>{this->self()});
        return;
      }
      if (error) {
        this->fail(errc::write_failed, error, finished);
        return;
      }
    }
    this->receive(finished);
  }

  socket_type socket_;
  std::size_t sent_ = 0;
};

}  // namespace

std::shared_ptr<connection> make_tcp_connection(std::shared_ptr<engine> const& owner) {
  using context_executor = asio::io_context::executor_type;
  if (auto const* plain = owner->executor().target<context_executor>()) {
    return std::make_shared<tcp_connection<context_executor>>(owner, *plain);
  }
  return std::make_shared<tcp_connection<asio::any_io_executor>>(owner, owner->executor());
}

}  // namespace dataarts
