#include "command/metrics_server.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using metrics_text = std::function<std::shared_ptr<std::string const>()>;

http::response<http::string_body> metrics_answer(http::request<http::empty_body> const& request,
                                                 metrics_text const& text) {
  http::response<http::string_body> made(http::status::ok, 11);
  made.set(http::field::content_type, "text/plain; charset=utf-8");
  made.keep_alive(false);
  auto const target = request.target();
  auto const path = std::string_view(target.data(), target.size()).substr(0, target.find('?'));
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    made.result(http::status::method_not_allowed);
    made.set(http::field::allow, "GET, HEAD");
    made.body() = "GET and HEAD only\n";
  } else if (path != "/metrics") {
    made.result(http::status::not_found);
    made.body() = "there is /metrics only\n";
  } else {
    made.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
    made.body() = *text();
  }
  made.prepare_payload();
  return made;
}

/// One connection: a request, its answer, the end.
class metrics_session final : public std::enable_shared_from_this<metrics_session> {
 public:
  metrics_session(asio::ip::tcp::socket socket, metrics_text text)
      : stream_(std::move(socket)), text_(std::move(text)) {
    constexpr std::uint32_t longest_header = 8 * 1024;
    parser_.header_limit(longest_header);
  }

  void start() {
    constexpr auto patience = std::chrono::seconds(5);
    stream_.expires_after(patience);
    http::async_read_header(stream_, buffer_, parser_, [self = shared_from_this()](error_code error, std::size_t) {
      if (!error && !self->closed_) self->answer();
    });
  }

  void close() {
    closed_ = true;
    stream_.close();
  }

 private:
  void answer() {
    answer_ = metrics_answer(parser_.get(), text_);
    constexpr auto patience = std::chrono::seconds(10);
    stream_.expires_after(patience);
    if (parser_.get().method() == http::verb::head) {
      http::async_write_header(stream_, serializer_,
                               [self = shared_from_this()](error_code error, std::size_t) { self->finish(error); });
    } else {
      http::async_write(stream_, serializer_,
                        [self = shared_from_this()](error_code error, std::size_t) { self->finish(error); });
    }
  }

  void finish(error_code error) {
    if (!error) stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  }

  beast::tcp_stream stream_;
  metrics_text text_;  // not called after `close`
  bool closed_ = false;
  beast::flat_buffer buffer_{16 * 1024};
  http::request_parser<http::empty_body> parser_;
  http::response<http::string_body> answer_;
  http::response_serializer<http::string_body> serializer_{answer_};
};

}  // namespace

class metrics_server::impl final : public std::enable_shared_from_this<impl> {
 public:
  impl(asio::any_io_executor const& executor, std::uint16_t port, metrics_text text)
      : acceptor_(executor, {asio::ip::address_v4::loopback(), port}), pause_(executor), text_(std::move(text)) {}

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void accept() {
    acceptor_.async_accept([self = shared_from_this()](error_code error, asio::ip::tcp::socket socket) {
      if (self->closed_) return;
      if (error) {
        self->accept_later();
        return;
      }
      self->serve(std::move(socket));
      self->accept();
    });
  }

  void close() {
    closed_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (auto const& each : sessions_) {
      if (auto const open = each.lock()) open->close();
    }
    sessions_.clear();
  }

 private:
  void serve(asio::ip::tcp::socket socket) {
    constexpr std::size_t most = 8;
    std::erase_if(sessions_, [](auto const& each) { return each.expired(); });
    if (sessions_.size() >= most) return;
    auto const made = std::make_shared<metrics_session>(std::move(socket), text_);
    sessions_.push_back(made);
    made->start();
  }

  // No descriptor is free, for instance.
  void accept_later() {
    pause_.expires_after(std::chrono::seconds(1));
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && !self->closed_) self->accept();
    });
  }

  asio::ip::tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  metrics_text text_;
  std::vector<std::weak_ptr<metrics_session>> sessions_;
  bool closed_ = false;
};

metrics_server::metrics_server(asio::any_io_executor const& executor, std::uint16_t port, metrics_text text)
    : impl_(std::make_shared<impl>(executor, port, std::move(text))) {
  impl_->accept();
}

metrics_server::~metrics_server() { impl_->close(); }

std::uint16_t metrics_server::port() const { return impl_->port(); }

void metrics_server::close() { impl_->close(); }

}  // namespace dataarts::load
