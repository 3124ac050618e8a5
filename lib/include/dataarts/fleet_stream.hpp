#ifndef DATAARTS_FLEET_STREAM_HPP
#define DATAARTS_FLEET_STREAM_HPP

#include <dataarts/failure.hpp>
#include <dataarts/fleet_progress.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace dataarts {

/// What the wait for one run of a fleet came to.
struct finished_wait {
  finished_wait(std::size_t position, instance_ref asked, result<script_instance> answer, bool known)
      : index(position), ref(std::move(asked)), outcome(std::move(answer)), from_checkpoint(known) {}

  std::size_t index;  ///< the position of the reference in the range, from 0
  instance_ref ref;
  result<script_instance> outcome;  ///< a state that is terminal, or why there is none
  bool from_checkpoint;             ///< known from an earlier wait, nobody was asked
};

/// The ends of many runs, in the order in which they are found, with bounded memory: see `client::wait_all`.
///
/// The wait begins with the first `next()` and goes on between calls of it, as long as the context is run and fewer
/// results than `fleet_options::concurrency` are there to be taken. Destroying the stream ends it.
class fleet_stream {
 public:
  class state;

  explicit fleet_stream(std::shared_ptr<state> content) noexcept;
  fleet_stream(fleet_stream&&) noexcept;
  fleet_stream& operator=(fleet_stream&&) noexcept;
  ~fleet_stream();

  /// Takes the next end of a run; nothing when all are over. With a checkpoint, it is in the file by then.
  ///
  /// Errors: those of single runs are in `finished_wait::outcome`. An exception of the range leaves here, once, and
  /// ends the range; the wait for what was read before goes on. `call_error` with `errc::checkpoint_unusable`, if the
  /// file cannot be written, ends the wait. Cancellation: completes at once by throwing `boost::system::system_error`
  /// with `boost::asio::error::operation_aborted`; the wait goes on. Concurrency: one `next` at a time. Lifetime: the
  /// stream must outlive the operation. For other completion tokens: `async_next` (`dataarts/async.hpp`).
  boost::asio::awaitable<std::optional<finished_wait>> next();

  /// How far the wait has come. From any thread.
  fleet_progress progress() const;

 private:
  friend class client_access;
  std::shared_ptr<state> state_;
};

}  // namespace dataarts

#endif
