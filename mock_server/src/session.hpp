#ifndef DATAARTS_MOCK_SESSION_HPP
#define DATAARTS_MOCK_SESSION_HPP

#include "handler_memory.hpp"
#include "session_base.hpp"
#include "session_core.hpp"
#include "shard.hpp"

#include <dataarts/in_flight.hpp>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/error.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock {

/// One connection: reads, lets the core answer, sends, keeps the deadlines.
///
/// Answers go out at once and without waiting, all that one read asked for in one piece. Only when the client does not
/// take them does the session wait for it, and reads no more until then.
///
/// `Stream` is `plain_stream`, `tls_stream` or `memory_stream`. One operation is under way at a time.
template <class Stream>
class session final : public session_base {
 public:
  session(shard& owner, Stream stream)
      : shard_(owner), core_(owner.core()), stream_(std::move(stream)), flight_(take_off(owner, stream_)) {}

  void start() override {
    if constexpr (Stream::has_handshake) {
      shard_.set_deadline(*this, shard_.now() + shard_.timeouts().handshake);
      if (stream_.fault() != tls_options::fault::none) {
        return stream_.async_wait_readable(handler<&session::on_hello>());
      }
      stream_.async_handshake(handler<&session::on_handshake>());
    } else {
      state_ = state::reading;
      go_on(shard_.now());
    }
  }

  void stop() override {
    // An answer in flight is the last one, since the core says `Connection: close` from now on.
    if (state_ == state::handshaking) {
      close();
    } else if (state_ == state::stalled) {
      abort();
    } else if (state_ == state::reading && core_.phase() == session_core::phase::idle) {
      leave(shard_.now());
    }
  }

  void abort() noexcept override {
    if (state_ == state::closed) return;
    stream_.reset();
    close();
  }

  void on_due(clock::time_point now) override;

 private:
  using real_timer =
      boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                        session_executor>;
  static constexpr std::string_view plain_refusal =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  enum class state { handshaking, reading, too_late, sending, delayed, stalled, breaking, lingering, closed };

  // A member function of this session as the handler of an operation, which lives in the session's own memory.
  template <auto Member>
  class bound {
   public:
    using allocator_type = handler_allocator<void>;

    explicit bound(session& self) : self_(&self) {}
    allocator_type get_allocator() const noexcept { return allocator_type(self_->memory_); }
    void operator()(boost::system::error_code error, std::size_t size = 0) const { ((*self_).*Member)(error, size); }

   private:
    boost::intrusive_ptr<session> self_;
  };
  template <auto Member>
  bound<Member> handler() {
    return bound<Member>(*this);
  }

  void on_hello(boost::system::error_code error, std::size_t);
  void on_handshake(boost::system::error_code error, std::size_t);
  void on_read(boost::system::error_code error, std::size_t size);
  void on_writable(boost::system::error_code error, std::size_t);
  void on_waste(boost::system::error_code error, std::size_t);
  void on_acknowledgement_due(boost::system::error_code error, std::size_t);

  static in_flight::server_end take_off(shard& owner, Stream const& stream) {
    if (!owner.flights()) return {};
    return {owner.flights(), stream.client_name()};
  }

  void answer(clock::time_point now);
  bool send(std::string_view bytes, clock::time_point now);
  void go_on(clock::time_point now);
  void read(clock::time_point now);
  void set_read_deadline(clock::time_point now);
  void leave(clock::time_point now);
  void linger(clock::time_point now);
  void stall();
  void break_off(clock::time_point now);
  void time_out(clock::time_point now);
  void close() noexcept;

  shard& shard_;
  session_core core_;
  Stream stream_;
  in_flight::server_end flight_;
  std::string unsent_;
  std::uint64_t timed_request_ = 0;
  enum session_core::phase timed_phase_ = session_core::phase::closing;
  enum state state_ = state::handshaking;
  bool operation_under_way_ = false;
  std::unique_ptr<real_timer> acknowledgement_;  // on the way to a reset only
  handler_memory memory_;
};

/// A handshake that is to fail does so only now: a client that has said nothing yet might take it for a connection that
/// was never made.
template <class Stream>
void session<Stream>::on_hello(boost::system::error_code error, std::size_t) {
  if (state_ == state::closed) return;
  if (error) return close();
  if constexpr (Stream::has_handshake) {
    if (stream_.fault() == tls_options::fault::reset) return abort();
    if (stream_.fault() == tls_options::fault::stall) return stall();
    if (stream_.fault() == tls_options::fault::not_tls) stream_.write_plain(plain_refusal);
  }
  linger(shard_.now());
}

template <class Stream>
void session<Stream>::on_handshake(boost::system::error_code error, std::size_t) {
  if (state_ == state::closed) return;
  if (error) return close();
  auto& counts = shard_.core().counts;
  counts.tls_handshakes.add();
  if (stream_.resumed()) counts.tls_resumed.add();
  state_ = state::reading;
  go_on(shard_.now());
}

template <class Stream>
void session<Stream>::on_read(boost::system::error_code error, std::size_t size) {
  operation_under_way_ = false;
  if (core_.owes()) flight_.go_on();
  switch (state_) {
    case state::closed:
      return;
    case state::lingering:
      return on_waste(error, size);
    case state::too_late:
      return time_out(shard_.now());
    default:
      break;
  }
  if (error == boost::asio::error::eof) {
    core_.end_of_input();
  } else if (error) {
    return close();
  }
  core_.commit(size);
  answer(shard_.now());
}

template <class Stream>
void session<Stream>::answer(clock::time_point now) {
  auto& out = shard_.output();
  for (bool more = true; more;) {
    out.clear();
    more = core_.pump(now, out);
    if (!send(out, now)) return;
  }
  go_on(now);
}

/// False: it waits for the client, or the connection is gone.
template <class Stream>
bool session<Stream>::send(std::string_view bytes, clock::time_point now) {
  while (!bytes.empty()) {
    boost::system::error_code error;
    auto const sent = stream_.write(bytes, error);
    if (error == boost::asio::error::would_block) {
      unsent_.assign(bytes);
      state_ = state::sending;
      shard_.set_deadline(*this, now + shard_.timeouts().write);
      stream_.async_wait_writable(handler<&session::on_writable>());
      return false;
    }
    if (error) {
      close();
      return false;
    }
    flight_.wrote(sent);
    bytes.remove_prefix(sent);
  }
  return true;
}

template <class Stream>
void session<Stream>::on_writable(boost::system::error_code error, std::size_t) {
  if (state_ == state::closed) return;
  if (error) return close();
  boost::system::error_code write_error;
  auto const sent = stream_.write(unsent_, write_error);
  if (write_error && write_error != boost::asio::error::would_block) return close();
  flight_.wrote(sent);
  unsent_.erase(0, sent);
  if (!unsent_.empty()) return stream_.async_wait_writable(handler<&session::on_writable>());
  unsent_.shrink_to_fit();
  state_ = state::reading;
  timed_phase_ = session_core::phase::closing;  // the deadline was that of the sending
  answer(shard_.now());
}

template <class Stream>
void session<Stream>::go_on(clock::time_point now) {
  switch (core_.phase()) {
    case session_core::phase::closing:
      return linger(now);
    case session_core::phase::stalled:
      return stall();
    case session_core::phase::broken:
      return break_off(now);
    case session_core::phase::delayed:
      state_ = state::delayed;
      timed_phase_ = session_core::phase::closing;
      if (core_.streams()) return shard_.set_deadline(*this, now + core_.delay());
      // In this order: time may move at once when it is known to be parked.
      shard_.set_delay(*this, now, core_.delay());
      return flight_.park(shard_.core().service_time(now) + core_.delay());
    default:
      if (shard_.core().stopping && core_.phase() == session_core::phase::idle) return leave(now);
      if (core_.owes()) flight_.park(clock::time_point::max());
      return read(now);
  }
}

template <class Stream>
void session<Stream>::read(clock::time_point now) {
  set_read_deadline(now);
  auto const [room, size] = core_.prepare();
  operation_under_way_ = true;
  stream_.async_read(room, size, handler<&session::on_read>());
}

template <class Stream>
void session<Stream>::set_read_deadline(clock::time_point now) {
  auto const phase = core_.phase();
  auto const& limits = shard_.timeouts();
  // Progress within a phase does not help; nor do blank lines, which are no request.
  if (phase == timed_phase_ && core_.request_number() == timed_request_) return;
  timed_phase_ = phase;
  timed_request_ = core_.request_number();
  auto const limit = phase == session_core::phase::idle     ? limits.idle
                     : phase == session_core::phase::header ? limits.header
                                                            : limits.body;
  shard_.set_deadline(*this, now + limit);
}

template <class Stream>
void session<Stream>::on_due(clock::time_point now) {
  auto& counts = shard_.core().counts;
  switch (state_) {
    case state::reading:
      if (core_.phase() == session_core::phase::idle) {
        counts.idle_closed.add();
        return close();
      }
      state_ = state::too_late;
      return stream_.cancel();  // on_read follows
    case state::delayed: {
      state_ = state::reading;
      flight_.go_on();
      now = shard_.now();  // the delay was on the clock of the mocked service
      auto& out = shard_.output();
      out.clear();
      core_.resume(now, out);
      if (send(out, now)) answer(now);
      return;
    }
    case state::handshaking:
    case state::sending:
    case state::breaking:
      counts.timed_out.add();
      return abort();
    case state::too_late:
    case state::lingering:
      return abort();
    case state::stalled:
    case state::closed:
      return;
  }
}

template <class Stream>
void session<Stream>::time_out(clock::time_point now) {
  state_ = state::reading;
  auto& out = shard_.output();
  out.clear();
  core_.time_out(now, out);
  if (send(out, now)) linger(now);
}

/// Ends a connection between two requests: at once when that loses nothing, since its client may not look for hours.
template <class Stream>
void session<Stream>::leave(clock::time_point now) {
  if (!stream_.is_quiet()) return linger(now);
  stream_.shutdown_send();
  close();
}

/// Says that no more will come, and reads on for a while: closing with unread bytes would reset the connection, and
/// the client might lose the answer.
template <class Stream>
void session<Stream>::linger(clock::time_point now) {
  if (core_.input_ended()) return close();
  state_ = state::lingering;
  stream_.shutdown_send();
  shard_.set_deadline(*this, now + shard_.timeouts().linger);
  if (!operation_under_way_) on_waste({}, 0);
}

/// Says nothing more, and waits for the client to end.
template <class Stream>
void session<Stream>::stall() {
  if (shard_.core().stopping) return abort();
  state_ = state::stalled;
  flight_.park(clock::time_point::max());
  shard_.clear_deadline(*this);
  on_waste({}, 0);
}

/// Resets the connection when the client's system has all that was written, since a reset throws away what waits.
template <class Stream>
void session<Stream>::break_off(clock::time_point now) {
  state_ = state::breaking;
  shard_.set_deadline(*this, now + shard_.timeouts().write);
  on_acknowledgement_due({}, 0);
}

template <class Stream>
void session<Stream>::on_acknowledgement_due(boost::system::error_code, std::size_t) {
  if (state_ == state::closed) return;
  // A client on the same time says itself what it has; its system may take 40 ms to acknowledge it.
  if (flight_.all_read() || stream_.is_acknowledged()) return abort();
  // On the machine's clock: the network does not stand still with the server's.
  if (!acknowledgement_) acknowledgement_ = std::make_unique<real_timer>(shard_.executor());
  acknowledgement_->expires_after(std::chrono::milliseconds(1));
  acknowledgement_->async_wait(handler<&session::on_acknowledgement_due>());
}

template <class Stream>
void session<Stream>::on_waste(boost::system::error_code error, std::size_t) {
  operation_under_way_ = false;
  if (state_ == state::closed) return;
  if (error) return close();
  operation_under_way_ = true;
  stream_.async_read_raw(shard_.waste().data(), shard_.waste().size(), handler<&session::on_waste>());
}

template <class Stream>
void session<Stream>::close() noexcept {
  if (state_ == state::closed) return;
  state_ = state::closed;
  stream_.close();
  flight_.close();
  if (acknowledgement_) acknowledgement_->cancel();
  shard_.remove(*this);
}

}  // namespace dataarts::mock

#endif
