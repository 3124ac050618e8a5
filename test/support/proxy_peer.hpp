#ifndef DATAARTS_TEST_SUPPORT_PROXY_PEER_HPP
#define DATAARTS_TEST_SUPPORT_PROXY_PEER_HPP

#include "peer.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// An HTTP proxy that leads every tunnel to one port of this machine, whatever host it was asked for.
class proxy_peer {
 public:
  using tcp = boost::asio::ip::tcp;

  proxy_peer(boost::asio::io_context& context, unsigned short target)
      : target_(boost::asio::ip::address_v4::loopback(), target),
        peer_(context, [this](peer::connection& from, std::size_t) -> boost::asio::awaitable<void> {
          auto* const self = this;
          co_await self->serve(from);
        }) {}

  std::string url(std::string const& user_info = {}) const {
    return "http://" + user_info + "127.0.0.1:" + std::to_string(peer_.port());
  }
  std::string authority() const { return "127.0.0.1:" + std::to_string(peer_.port()); }
  std::size_t accepted() const { return peer_.accepted(); }

  std::vector<std::string> requests;
  std::string answer = "HTTP/1.1 200 Connection established\r\n\r\n";
  bool leads_on = true;  ///< false: only gives the answer

 private:
  boost::asio::awaitable<void> serve(peer::connection& from) {
    auto asked = co_await from.request();
    requests.push_back(std::move(asked));
    co_await from.send(answer);
    if (!leads_on) {
      co_await from.until_closed();
      co_return;
    }
    auto const executor = from.socket.get_executor();
    auto const near_end = std::make_shared<tcp::socket>(std::move(from.socket));
    auto const far_end = std::make_shared<tcp::socket>(executor);
    auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    co_await far_end->async_connect(target_, token);
    boost::asio::co_spawn(executor, copy(near_end, far_end), boost::asio::detached);
    co_await copy(far_end, near_end);
  }

  static boost::asio::awaitable<void> copy(std::shared_ptr<tcp::socket> from, std::shared_ptr<tcp::socket> to) {
    auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    std::string piece(4096, '\0');
    for (;;) {
      auto const got = co_await from->async_read_some(boost::asio::buffer(piece), token);
      if (std::get<0>(got)) break;
      auto const put = co_await boost::asio::async_write(*to, boost::asio::buffer(piece, std::get<1>(got)), token);
      if (std::get<0>(put)) break;
    }
    boost::system::error_code ignored;
    to->shutdown(tcp::socket::shutdown_both, ignored);
    from->shutdown(tcp::socket::shutdown_both, ignored);
  }

  tcp::endpoint target_;
  peer peer_;
};

}  // namespace test

#endif
