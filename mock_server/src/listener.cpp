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
    : shards_(shards.begin(), shards.end()),
      at_(boost::asio::ip::make_address(host), port),
      acceptor_(executor),
      pause_(executor) {
  for (auto const& each : shards) executors_.push_back(each->executor());
  open();
  listen();
}

/// Takes the port.
void listener::open() {
  boost::system::error_code error;
  acceptor_.open(at_.protocol(), error);
  throw_if(error, at_);
  acceptor_.set_option(boost::asio::socket_base::reuse_address(true), error);
  throw_if(error, at_);
  acceptor_.bind(at_, error);
  throw_if(error, at_);
  if (at_.port() == 0) at_ = acceptor_.local_endpoint();
}

void listener::listen() {
  boost::system::error_code error;
  // Room for a burst of thousands of clients; the system takes the most that it allows.
  acceptor_.listen(4096, error);
  throw_if(error, at_);
}

void listener::start() {
  std::lock_guard const lock(mutex_);
  accept();
}

void listener::accept() {
  auto const number = next_shard_;
  next_shard_ = (next_shard_ + 1) % shards_.size();
  acceptor_.async_accept(executors_[number], [self = shared_from_this(), number, nth = listening_](
                                                 boost::system::error_code error, session_socket socket) {
    self->on_accept(error, std::move(socket), number, nth);
  });
}

void listener::on_accept(boost::system::error_code error, session_socket socket, std::size_t number,
                         std::uint64_t nth) {
  std::lock_guard const lock(mutex_);
  if (closed_) return;
  if (!error) hand_over(std::move(socket), number);
  if (nth != listening_) return;
  if (error && error != boost::asio::error::connection_aborted) return accept_later();
  accept();
}

void listener::hand_over(session_socket socket, std::size_t number) {
  boost::system::error_code error;
  socket.non_blocking(true, error);
  if (!error) socket.set_option(tcp::no_delay(true), error);
  if (error) return;
  if (executors_[number] == executor()) {
    if (auto const chosen = shards_[number].lock()) chosen->open(std::move(socket));
  } else {
    boost::asio::post(executors_[number], [weak = shards_[number], moved = std::move(socket)]() mutable {
      if (auto const chosen = weak.lock()) chosen->open(std::move(moved));
    });
  }
}

/// No descriptor or no memory is left: trying again at once would fail again. On the machine's clock, since time that
/// stands still frees none.
void listener::accept_later() {
  pause_.expires_after(std::chrono::milliseconds(50));
  pause_.async_wait([self = shared_from_this(), nth = listening_](boost::system::error_code error) {
    std::lock_guard const lock(self->mutex_);
    if (!error && !self->closed_ && nth == self->listening_) self->accept();
  });
}

void listener::refuse(bool on) {
  std::lock_guard const lock(mutex_);
  if (closed_ || on == refusing_) return;
  boost::system::error_code ignored;
  if (on) {
    refusing_ = true;
    ++listening_;
    acceptor_.close(ignored);
    pause_.cancel(ignored);
    // Bound, and not listening: the system refuses for it. Others could still share the port if this one were willing.
    open();
    acceptor_.set_option(boost::asio::socket_base::reuse_address(false), ignored);
    return;
  }
  if (!acceptor_.is_open()) open();
  acceptor_.set_option(boost::asio::socket_base::reuse_address(true), ignored);
  listen();
  refusing_ = false;
  ++listening_;
  accept();
}

void listener::close() noexcept {
  std::lock_guard const lock(mutex_);
  closed_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel(ignored);
}

}  // namespace dataarts::mock
