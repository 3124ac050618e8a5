#ifndef DATAARTS_NET_READINESS_HPP
#define DATAARTS_NET_READINESS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace dataarts::net {

/// The readiness of all connections of one client, as its context sees it: one wait for all of them.
///
/// Edge-triggered. Not thread-safe: the owner's lock is held for every member but `take`, which is for the one thread
/// that `begin_batch` let in, until it arms again. The callback runs on the executor, without the lock.
class readiness {
 public:
  struct event {
    std::uint64_t tag;
    bool readable;
    bool writable;
    bool ended;  ///< the peer has closed, or there is an error to be read
  };

  /// Events of one `take`, at most.
  static constexpr std::size_t batch_size = 256;

  /// Called once per `arm` when something is ready, with a number for `begin_batch`.
  using callback = std::function<void(std::uint64_t wait)>;

  readiness() = default;
  readiness(readiness const&) = delete;
  readiness& operator=(readiness const&) = delete;
  virtual ~readiness() = default;

  /// Waits for readiness, which keeps the context running. Nothing if it waits already.
  virtual void arm() = 0;

  /// As if something was ready: calls the callback soon.
  virtual void arm_at_once() = 0;

  /// Ends the wait without a call. Idempotent.
  virtual void disarm() noexcept = 0;

  /// In the callback, first: the wait is over. False if it was disarmed meanwhile; nothing is to be done then.
  virtual bool begin_batch(std::uint64_t wait) noexcept = 0;

  /// What is ready now; does not wait.
  virtual std::span<event const> take() = 0;
};

}  // namespace dataarts::net

#endif
