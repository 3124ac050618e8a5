#ifndef DATAARTS_HTTP_STREAM_CONNECTION_HPP
#define DATAARTS_HTTP_STREAM_CONNECTION_HPP

#include "call.hpp"
#include "engine.hpp"
#include "http/connection.hpp"
#include "http/handler_memory.hpp"
#include "http/response_reader.hpp"

#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace dataarts::http {

/// The part of a connection that is the same for every kind of stream: addresses, connecting, the exchange.
///
/// `Derived` supplies
/// * `socket()`, the TCP socket;
/// * `on_stream(step, finished)`: runs `step(finished)` where the stream may be touched, with the lock held;
/// * `secure()`: what follows the TCP connect; ends in `ready` or `not_opened`;
/// * `send(finished)`: sends `request_`; ends in `receive` or `fail`;
/// * `read_some(buffer, handler)`;
/// * `close_stream()`.
/// Static polymorphism, because the exchange is the hot path and each stream type is compiled in a file of its own.
template <class Derived, class Socket>
class stream_connection : public connection, public std::enable_shared_from_this<Derived> {
 public:
  using error_code = boost::system::error_code;
  using tcp = boost::asio::ip::tcp;

  void open() final {
    error_code not_an_address;
    auto const& to = engine_->endpoint();
    auto const address = boost::asio::ip::make_address(to.host, not_an_address);
    if (!not_an_address) {
      addresses_ = {tcp::endpoint(address, to.port)};
      // Posted, so that an attempt which fails at once is not reported from inside the engine's own loop.
      boost::asio::post(derived().socket().get_executor(), [self = self()] {
        self->handled([&](finished_calls& finished) { self->connect_next(finished); });
      });
      return;
    }
    resolver_.async_resolve(to.host, std::to_string(to.port), tcp::resolver::numeric_service,
                            [self = self()](error_code error, tcp::resolver::results_type const& found) {
                              self->handled([&](finished_calls& finished) { self->resolved(error, found, finished); });
                            });
  }

  void exchange(call& which, finished_calls& finished) final {
    request_.clear();
    engine_->append_request(request_, which.ref);
    reader_.begin();
    derived().on_stream([this](finished_calls& inner) { derived().send(inner); }, finished);
  }

  void abort() noexcept final {
    if (aborted_) return;
    aborted_ = true;
    resolver_.cancel();
    derived().close_stream();
  }

  std::string peer() const final {
    auto const name = engine_->endpoint().authority();
    if (at_ == 0) return name;
    auto const& last = addresses_[at_ - 1];
    std::string const number =
        last.address().is_v6() ? "[" + last.address().to_string() + "]" : last.address().to_string();
    auto const full = number + ":" + std::to_string(last.port());
    return full == name ? name : name + " (" + full + ")";
  }

 protected:
  explicit stream_connection(std::shared_ptr<engine> owner)
      : engine_(std::move(owner)),
        reader_({engine_->config().max_response_header, engine_->config().max_response_body,
                 engine_->config().max_json_depth}),
        resolver_(engine_->executor()) {}

  /// An operation's handler: a step of this object, kept alive by it, in this object's memory.
  template <auto Step>
  struct step_handler {
    using allocator_type = handler_allocator<void>;

    std::shared_ptr<Derived> self;

    allocator_type get_allocator() const noexcept { return allocator_type(self->memory_); }
    void operator()(error_code error, std::size_t size = 0) { ((*self).*Step)(error, size); }
  };

  std::shared_ptr<Derived> self() { return this->shared_from_this(); }
  Derived& derived() { return static_cast<Derived&>(*this); }

  /// Runs a step under the lock unless the connection was aborted.
  template <class Step>
  void handled(Step step) {
    engine_->handle([&](finished_calls& finished) {
      if (!aborted_) step(finished);
    });
  }

 public:
  // Steps. Public for the handlers only.

  void connect_next(finished_calls& finished) {
    error_code ignored;
    derived().socket().close(ignored);
    if (at_ == addresses_.size()) {
      not_opened({errc::connect_failed, last_error_, peer()}, finished);
      return;
    }
    auto const& next = addresses_[at_++];
    error_code error;
    derived().socket().open(next.protocol(), error);
    if (error) {
      last_error_ = error;
      not_opened({errc::connect_failed, error, peer()}, finished);
      return;
    }
    derived().socket().async_connect(next, step_handler<&stream_connection::on_connect>{self()});
  }

  void on_connect(error_code error, std::size_t) {
    handled([&](finished_calls& finished) {
      if (error) {
        last_error_ = error;
        connect_next(finished);
        return;
      }
      error_code ignored;
      derived().socket().set_option(tcp::no_delay(true), ignored);
      derived().secure(finished);
    });
  }

  void receive(finished_calls&) {
    derived().read_some(reader_.prepare(), step_handler<&stream_connection::on_read>{self()});
  }

  void on_read(error_code error, std::size_t size) {
    // Reading and decoding need no lock: an abort leaves the reader alone.
    auto progress = response_reader::progress::more;
    bool broken = false;
    if (!error) {
      progress = reader_.commit(size);
    } else if (derived().is_end_of_stream(error)) {
      progress = reader_.end_of_stream(error == boost::asio::error::eof);
    } else {
      broken = true;
    }
    engine_->handle([&](finished_calls& finished) {
      if (!current) return;
      if (broken) {
        fail(errc::read_failed, error, finished);
      } else if (progress == response_reader::progress::more) {
        receive(finished);
      } else if (progress == response_reader::progress::complete && reader_.is_result()) {
        engine_->exchange_done(*this, {reader_.take_result(), reader_.reusable(), true}, finished);
      } else {
        auto const keep = self();
        bool const complete = progress == response_reader::progress::complete;
        engine_->exchange_done(*this,
                               {reader_.take_failure(engine_->details_of(*current, complete ? "" : peer())),
                                complete && reader_.reusable(), reader_.received_anything()},
                               finished);
      }
    });
  }

  /// The exchange cannot go on.
  void fail(errc code, error_code cause, finished_calls& finished) {
    auto const keep = self();  // the engine drops this connection
    bool const answered = reader_.received_anything();
    auto details = engine_->details_of(*current, peer());
    details.cause = cause;
    engine_->exchange_done(*this, {failure(code, std::move(details)), false, answered}, finished);
  }

  void ready(finished_calls& finished) { engine_->opened(*this, finished); }

  void not_opened(open_error const& why, finished_calls& finished) {
    auto const keep = self();
    engine_->open_failed(*this, why, finished);
  }

  bool is_end_of_stream(error_code error) const { return error == boost::asio::error::eof; }

 protected:
  void resolved(error_code error, tcp::resolver::results_type const& found, finished_calls& finished) {
    if (error) {
      not_opened({errc::resolve_failed, error, engine_->endpoint().authority()}, finished);
      return;
    }
    for (auto const& each : found) addresses_.push_back(each.endpoint());
    derived().on_stream([this](finished_calls& inner) { connect_next(inner); }, finished);
  }

  std::shared_ptr<engine> engine_;
  bool aborted_ = false;  // guarded by the engine's lock
  std::string request_;
  response_reader reader_;
  handler_memory memory_;

 private:
  tcp::resolver resolver_;
  std::vector<tcp::endpoint> addresses_;
  std::size_t at_ = 0;
  error_code last_error_;
};

}  // namespace dataarts::http

#endif
