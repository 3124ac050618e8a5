#ifndef DATAARTS_TEST_SUPPORT_SILENT_LISTENER_HPP
#define DATAARTS_TEST_SUPPORT_SILENT_LISTENER_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace test {

/// An address that does not answer: its queue of connections is full, so that the kernel drops what asks for more. A
/// connection attempt neither succeeds nor fails. Runs in no context.
class silent_listener {
 public:
  using tcp = boost::asio::ip::tcp;

  explicit silent_listener(char const* number = "127.0.0.1", unsigned short port = 0)
      : acceptor_(context_, tcp::v4()), filler_(context_) {
    acceptor_.bind(tcp::endpoint(boost::asio::ip::make_address(number), port));
    acceptor_.listen(0);
    filler_.connect(acceptor_.local_endpoint());
  }

  tcp::endpoint address() const { return acceptor_.local_endpoint(); }

 private:
  boost::asio::io_context context_;
  tcp::acceptor acceptor_;
  tcp::socket filler_;
};

}  // namespace test

#endif
