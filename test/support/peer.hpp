#ifndef DATAARTS_TEST_SUPPORT_PEER_HPP
#define DATAARTS_TEST_SUPPORT_PEER_HPP

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// A server that does what a test tells it to, byte by byte: right or wrong. Runs in the test's own context.
class peer {
 public:
  using tcp = boost::asio::ip::tcp;

  /// One accepted connection.
  class connection {
   public:
    explicit connection(tcp::socket accepted) : socket(std::move(accepted)) {}

    /// The next request up to its blank line; empty when the client has closed.
    boost::asio::awaitable<std::string> request() {
      auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
      auto const got =
          co_await boost::asio::async_read_until(socket, boost::asio::dynamic_buffer(input_), "\r\n\r\n", token);
      if (std::get<0>(got)) co_return std::string();
      auto taken = input_.substr(0, std::get<1>(got));
      input_.erase(0, std::get<1>(got));
      co_return taken;
    }

    /// The next request with its body, which `Content-Length` announces.
    boost::asio::awaitable<std::string> whole_request() {
      auto taken = co_await request();
      constexpr std::string_view name = "\r\nContent-Length: ";
      auto const at = taken.find(name);
      if (at == taken.npos) co_return taken;
      auto const size = std::stoul(taken.substr(at + name.size()));
      auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
      std::string piece(4096, '\0');
      while (input_.size() < size) {
        auto const got = co_await socket.async_read_some(boost::asio::buffer(piece), token);
        if (std::get<0>(got)) co_return taken + std::exchange(input_, {});
        input_.append(piece, 0, std::get<1>(got));
      }
      taken.append(input_, 0, size);
      input_.erase(0, size);
      co_return taken;
    }

    boost::asio::awaitable<void> send(std::string bytes) {
      auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
      co_await boost::asio::async_write(socket, boost::asio::buffer(bytes), token);
    }

    /// Waits until the client closes; gives what it sent before.
    boost::asio::awaitable<std::string> until_closed() {
      auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
      std::string piece(4096, '\0');
      for (;;) {
        auto const got = co_await socket.async_read_some(boost::asio::buffer(piece), token);
        if (std::get<0>(got)) co_return std::exchange(input_, {});
        input_.append(piece, 0, std::get<1>(got));
      }
    }

    void close() {
      boost::system::error_code ignored;
      socket.close(ignored);
    }

    /// Closes so that the client sees a reset.
    void reset() {
      boost::system::error_code ignored;
      socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
      socket.close(ignored);
    }

    tcp::socket socket;

   private:
    std::string input_;
  };

  /// What to do with the n-th connection, n from 0.
  using script = std::function<boost::asio::awaitable<void>(connection&, std::size_t n)>;

  peer(boost::asio::io_context& context, script what) : state_(std::make_shared<state>(context, std::move(what))) {
    boost::asio::co_spawn(context, accept(state_), boost::asio::detached);
  }
  ~peer() { stop(); }
  peer(peer const&) = delete;
  peer& operator=(peer const&) = delete;

  /// No more connections; those open go on until their scripts end.
  void stop() {
    boost::system::error_code ignored;
    state_->acceptor.close(ignored);
  }

  unsigned short port() const { return state_->port; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
  std::size_t accepted() const { return state_->accepted; }
  std::size_t open() const { return state_->open; }

 private:
  struct state {
    state(boost::asio::io_context& context, script given)
        : acceptor(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
          port(acceptor.local_endpoint().port()),
          what(std::move(given)) {}
    tcp::acceptor acceptor;
    unsigned short port;
    script what;
    std::size_t accepted = 0;
    std::size_t open = 0;
  };

  static boost::asio::awaitable<void> accept(std::shared_ptr<state> self) {
    auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    for (;;) {
      auto got = co_await self->acceptor.async_accept(token);
      if (std::get<0>(got)) co_return;
      auto const executor = self->acceptor.get_executor();
      boost::asio::co_spawn(executor, serve(self, std::move(std::get<1>(got)), self->accepted++),
                            boost::asio::detached);
    }
  }

  static boost::asio::awaitable<void> serve(std::shared_ptr<state> self, tcp::socket accepted, std::size_t number) {
    ++self->open;
    connection served(std::move(accepted));
    co_await self->what(served, number);
    --self->open;
  }

  std::shared_ptr<state> state_;
};

/// An HTTP answer with `Content-Length`.
inline std::string http_answer(std::string const& body, std::string const& status = "200 OK",
                               std::string const& headers = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

/// Answers every request of a connection in the same way until the client closes.
inline peer::script always(std::string bytes) {
  return [bytes = std::move(bytes)](peer::connection& client, std::size_t) -> boost::asio::awaitable<void> {
    auto const answer = bytes;  // the closure may end before the coroutine
    for (;;) {
      auto const request = co_await client.request();
      if (request.empty()) co_return;
      co_await client.send(answer);
    }
  };
}

}  // namespace test

#endif
