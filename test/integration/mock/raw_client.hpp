#ifndef DATAARTS_TEST_INTEGRATION_MOCK_RAW_CLIENT_HPP
#define DATAARTS_TEST_INTEGRATION_MOCK_RAW_CLIENT_HPP

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "loop.hpp"

namespace test {

/// A client that sends the bytes it is given and shows the bytes it gets. Its calls run the context, on which the
/// server lives too, until they are done.
class raw_client {
 public:
  using tcp = boost::asio::ip::tcp;

  raw_client(boost::asio::io_context& context, unsigned short port) : context_(context), socket_(context) {
    bool connected = false;
    socket_.async_connect({boost::asio::ip::address_v4::loopback(), port}, [&](boost::system::error_code error) {
      if (error) throw boost::system::system_error(error, "raw_client: connect");
      connected = true;
    });
    run_until(context_, [&] { return connected; });
  }

  void send(std::string const& bytes) {
    bool sent = false;
    boost::asio::async_write(socket_, boost::asio::buffer(bytes), [&](boost::system::error_code, std::size_t) {
      sent = true;  // a server that has closed is seen by the reading
    });
    run_until(context_, [&] { return sent; });
  }

  void end() { socket_.shutdown(tcp::socket::shutdown_send); }

  /// The next answer, header and body.
  std::string answer() {
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!read_some()) return take(received_.size());
    }
    auto const header = received_.find("\r\n\r\n") + 4;
    auto const at = received_.find("Content-Length: ");
    auto const length = at < header ? std::strtoul(received_.c_str() + at + 16, nullptr, 10) : 0;
    while (received_.size() < header + length) {
      if (!read_some()) break;
    }
    return take(std::min(received_.size(), header + length));
  }

  /// Everything up to the close; `ended_with()` says how it came.
  std::string until_closed() {
    while (read_some()) {
    }
    return take(received_.size());
  }

  /// Whether there is something to read now, without waiting; a close counts.
  bool readable() {
    settle(context_);
    socket_.non_blocking(true);
    char byte = 0;
    boost::system::error_code error;
    socket_.receive(boost::asio::buffer(&byte, 1), boost::asio::socket_base::message_peek, error);
    return error != boost::asio::error::would_block;
  }

  boost::system::error_code ended_with() const { return error_; }
  tcp::socket& socket() { return socket_; }

 private:
  bool read_some() {
    if (error_) return false;
    bool done = false;
    socket_.async_read_some(boost::asio::buffer(piece_), [&](boost::system::error_code error, std::size_t size) {
      received_.append(piece_.data(), size);
      error_ = error;
      done = true;
    });
    run_until(context_, [&] { return done; });
    return !error_;
  }

  std::string take(std::size_t size) {
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }

  boost::asio::io_context& context_;
  tcp::socket socket_;
  std::array<char, 65'536> piece_;
  std::string received_;
  boost::system::error_code error_;
};

inline std::string mock_request(std::string const& instance, std::string const& headers = {}) {
  return "GET /v1/p/scripts/dwsscript/instances/" + instance + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

}  // namespace test

#endif
