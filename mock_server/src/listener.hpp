#ifndef DATAARTS_MOCK_LISTENER_HPP
#define DATAARTS_MOCK_LISTENER_HPP

#include "entrance.hpp"
#include "session_base.hpp"
#include "shard.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dataarts::mock {

/// A port of the machine.
///
/// One acceptor, and not one per thread with SO_REUSEPORT: the connections of a client are spread evenly however few
/// they are, and a second server on the same port is an error.
class listener final : public entrance, public std::enable_shared_from_this<listener> {
 public:
  /// Listens when it returns. Throws `boost::system::system_error` that names address and reason.
  listener(session_executor const& executor, std::string const& host, std::uint16_t port,
           std::vector<std::shared_ptr<shard>> const& shards);

  void start() override;
  void close() noexcept override;
  void refuse(bool on) override;
  session_executor executor() override { return acceptor_.get_executor(); }
  std::uint16_t port() const noexcept override { return at_.port(); }

 private:
  using tcp = boost::asio::ip::tcp;

  void open();
  void listen();
  void accept();
  void on_accept(boost::system::error_code error, session_socket socket, std::size_t number, std::uint64_t nth);
  void hand_over(session_socket socket, std::size_t number);
  void accept_later();

  // Not owned: a handler of this listener that its context drops at its end must not keep the shard of another context.
  std::vector<std::weak_ptr<shard>> shards_;
  std::vector<session_executor> executors_;
  std::size_t next_shard_ = 0;
  tcp::endpoint at_;             // as it was first bound
  std::mutex mutex_;             // of the following; nothing else runs on other threads
  std::uint64_t listening_ = 0;  // how often it began to listen or stopped: handlers of an earlier time do nothing
  bool refusing_ = false;
  bool closed_ = false;
  boost::asio::basic_socket_acceptor<tcp, session_executor> acceptor_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                    session_executor>
      pause_;
};

}  // namespace dataarts::mock

#endif
