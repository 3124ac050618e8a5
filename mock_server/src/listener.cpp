#include "listener.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

namespace dataarts::mock {
namespace {

std::string to_text(boost::asio::ip::tcp::endpoint const& at) {
  auto const address = at.address().to_string();
  return (at.address().is_v6() ? '[' + address + ']' : address) + ':' + std::to_string(at.port());
}

void throw_if(boost::system::error_code const& error, boost::asio::ip::tcp::endpoint const& at) {
  if (error) throw boost::system::system_error(error, "cannot listen on " + to_text(at));
}

}  // namespace

listener::listener(session_executor const& executor, std::string const& host, std::uint16_t port,
                   std::vector<std::shared_ptr<shard>> const& shards)
    : shards_(shards.begin(), shards.end()), acceptor_(executor), pause_(executor) {
  for (auto const& each : shards) executors_.push_back(each->executor());
  tcp::endpoint const at(boost::asio::ip::make_address(host), port);
  boost::system::error_code error;
  acceptor_.open(at.protocol(), error);
  throw_if(error, at);
  acceptor_.set_option(boost::asio::socket_base::reuse_address(true), error);
  throw_if(error, at);
  acceptor_.bind(at, error);
  throw_if(error, at);
  // Room for a burst of thousands of clients; the system takes the most that it allows.
  acceptor_.listen(4096, error);
  throw_if(error, at);
  port_ = acceptor_.local_endpoint().port();
}

void listener::accept() {
  auto const number = next_shard_;
  next_shard_ = (next_shard_ + 1) % shards_.size();
  acceptor_.async_accept(executors_[number],
                         [self = shared_from_this(), number](boost::system::error_code error, session_socket socket) {
                           self->on_accept(error, std::move(socket), number);
                         });
}

void listener::on_accept(boost::system::error_code error, session_socket socket, std::size_t number) {
  if (!acceptor_.is_open()) return;
  if (error == boost::asio::error::connection_aborted) return accept();
  if (error) return accept_later();
  socket.non_blocking(true, error);
  if (!error) socket.set_option(tcp::no_delay(true), error);
  if (!error) {
    if (executors_[number] == executor()) {
      if (auto const chosen = shards_[number].lock()) chosen->open(std::move(socket));
    } else {
      boost::asio::post(executors_[number], [weak = shards_[number], moved = std::move(socket)]() mutable {
        if (auto const chosen = weak.lock()) chosen->open(std::move(moved));
      });
    }
  }
  accept();
}

/// No descriptor or no memory is left: trying again at once would fail again. On the machine's clock, since time that
/// stands still frees none.
void listener::accept_later() {
  pause_.expires_after(std::chrono::milliseconds(50));
  pause_.async_wait([self = shared_from_this()](boost::system::error_code error) {
    if (!error && self->acceptor_.is_open()) self->accept();
  });
}

void listener::close() noexcept {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel(ignored);
}

}  // namespace dataarts::mock
