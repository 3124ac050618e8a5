#ifndef DATAARTS_HTTP_CONNECTION_HPP
#define DATAARTS_HTTP_CONNECTION_HPP

#include "http/response_reader.hpp"
#include "http/tunnel.hpp"
#include "net/connecting.hpp"
#include "net/readiness.hpp"
#include "net/stream.hpp"
#include "observe/notes.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/in_flight.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dataarts {

struct call;
class finished_calls;
class engine;

namespace http {

/// One connection of the pool: opened once, then one exchange after another.
///
/// A state machine that moves when its socket is ready. All members are called with the engine's lock held; what
/// happens is told to the engine, which owns the connection and may drop it in answer (it stays alive until the lock
/// is released).
class connection {
 public:
  using tcp = boost::asio::ip::tcp;

  connection(engine& owner, std::uint32_t slot, std::uint64_t tag);
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  /// The look-up that `open` asked the engine for came to this.
  void resolved(boost::system::error_code error, tcp::resolver::results_type const& found, finished_calls& finished);

  /// The next address is due.
  void go_on_connecting(finished_calls& finished);

  /// There is no connection by `open_deadline`; ends in `engine::open_failed`.
  void open_timed_out(finished_calls& finished);

  /// Resolves, connects and, for HTTPS, shakes hands; ends in `engine::opened` or `engine::open_failed`, never inside
  /// this function.
  void open();

  /// Sends the call's request and reads the answer; ends in `engine::exchange_done`, at once if sending fails at once.
  void exchange(call& which, finished_calls& finished);

  /// The socket is ready. False if nothing came of it.
  bool on_ready(net::readiness::event const& event, finished_calls& finished);

  /// For an idle connection: false if the peer has closed it or sent what nobody asked for. Costs a system call.
  bool is_quiet();

  /// Closes at once.
  void close() noexcept;

  /// "host:port (address)", for messages; names the proxy, if there is one.
  std::string peer() const;

  std::uint32_t slot() const noexcept { return slot_; }
  std::uint64_t tag() const noexcept { return tag_; }
  bool is_idle() const noexcept { return state_ == state::idle && current == nullptr; }
  bool opening() const noexcept { return state_ <= state::handshaking; }

  /// Of the last request.
  std::size_t bytes_sent() const noexcept { return sent_; }

  /// Of the answer that is being read; 0 before it is known.
  int answer_status() const noexcept { return reader_.status(); }

  // What the engine notes down.
  call* current = nullptr;                                    ///< the call of the exchange under way
  std::uint64_t exchanges = 0;                                ///< complete ones; 0: a failure is not a matter of reuse
  clock::time_point open_deadline{};                          ///< while it is being opened
  clock::time_point next_address = clock::time_point::max();  ///< when another address is tried as well
  observe::connection_notes notes;

 private:
  enum class state : std::uint8_t { resolving, connecting, tunnelling, handshaking, idle, writing, reading, closed };

  void dial(finished_calls& finished);
  void connect(std::vector<net::address> const& found, finished_calls& finished);
  void connected(finished_calls& finished);
  void dig(finished_calls& finished);
  void begin_handshake(finished_calls& finished);
  void shake(finished_calls& finished);
  void send(finished_calls& finished);
  bool receive(bool ended, finished_calls& finished);
  void conclude(response_reader::progress progress, bool maybe_more, clock::time_point now, finished_calls& finished);
  void fail(errc code, boost::system::error_code cause, finished_calls& finished);
  void want_writing(bool wanted);

  engine& engine_;
  std::uint32_t slot_;
  std::uint64_t tag_;
  state state_ = state::resolving;
  bool watches_writing_ = false;
  std::size_t sent_ = 0;
  std::string request_;
  net::descriptor socket_;
  std::unique_ptr<net::stream> stream_;
  response_reader reader_;
  in_flight::client_end flight_;

  std::unique_ptr<net::connecting> connecting_;  // in that state only
  std::optional<net::address> address_;          // since then
  std::unique_ptr<tunnel> tunnel_;               // in that state only
};

}  // namespace http

}  // namespace dataarts

#endif
