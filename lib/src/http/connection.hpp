#ifndef DATAARTS_HTTP_CONNECTION_HPP
#define DATAARTS_HTTP_CONNECTION_HPP

#include <dataarts/clock.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/script_instance.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace dataarts {

struct call;
class finished_calls;
class engine;

/// One connection of the pool: opened once, then one exchange after another.
///
/// All members are called with the engine's lock held; what happens on the connection is told to the engine. The
/// engine keeps the object while it is in the pool, the operations under way keep it beyond that.
class connection {
 public:
  connection() = default;
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;
  virtual ~connection() = default;

  /// Resolves, connects and, for HTTPS, shakes hands; ends in `engine::opened` or `engine::open_failed`.
  virtual void open() = 0;

  /// Sends the call's request and reads the answer; ends in `engine::exchange_done`, at once if sending fails at once.
  virtual void exchange(call& which, finished_calls& finished) = 0;

  /// False if the peer has closed the idle connection or sent what nobody asked for. Costs a system call.
  virtual bool looks_alive() = 0;

  /// Closes at once; nothing is told to the engine any more. Idempotent.
  virtual void abort() noexcept = 0;

  /// "host:port (address)", for messages.
  virtual std::string peer() const = 0;

  // What the engine notes down.
  std::uint32_t slot = 0;
  call* current = nullptr;            ///< the call of the exchange under way
  std::uint64_t exchanges = 0;        ///< complete ones; 0: a failure is not a matter of reuse
  clock::time_point open_deadline{};  ///< while it is being opened
};

/// What an exchange came to.
struct exchange_report {
  result<script_instance> outcome;
  bool reusable = false;  ///< the connection may serve another exchange
  bool answered = false;  ///< at least one byte of an answer came
};

/// Why a connection could not be opened.
struct open_error {
  errc code;
  boost::system::error_code cause;
  std::string where;
};

std::shared_ptr<connection> make_tcp_connection(std::shared_ptr<engine> const& owner);
std::shared_ptr<connection> make_tls_connection(std::shared_ptr<engine> const& owner);

}  // namespace dataarts

#endif
