#ifndef DATAARTS_MOCK_SHARD_HPP
#define DATAARTS_MOCK_SHARD_HPP

#include <dataarts/mock/options.hpp>

#include "connection_places.hpp"
#include "deadline_queue.hpp"
#include "session_base.hpp"
#include "session_core.hpp"
#include "tls_context.hpp"

#include <dataarts/memory_connection.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace dataarts::mock {

/// The sessions of one context, and what they share. Everything but the constructor and the counters belongs to the
/// context's thread.
class shard : public std::enable_shared_from_this<shard> {
 public:
  /// @param seed  of the request ids of this shard
  /// @param tls   null: plain HTTP
  /// @param places  null: any number of connections
  shard(session_executor const& executor, options const& settings, std::shared_ptr<tls_context> tls, std::uint64_t seed,
        std::shared_ptr<connection_places> places = nullptr);
  shard(shard const&) = delete;
  shard& operator=(shard const&) = delete;
  ~shard();

  session_executor executor() const noexcept { return executor_; }

  void open(session_socket socket);
  void open(memory_end end);

  /// Ends each session after what it has under way, and resets those that are left after `timeouts::stop`.
  void stop();

  /// Ends all sessions at once.
  void abort() noexcept;

  tally const& counts() const noexcept { return core_.counts; }

  // What a session uses of its shard.
  core_environment& core() noexcept { return core_; }
  /// Null: nobody notes what is on its way.
  std::shared_ptr<in_flight> const& flights() const noexcept { return flights_; }
  mock::timeouts const& timeouts() const noexcept { return timeouts_; }
  clock::time_point now() const noexcept { return wire_clock_->now(); }
  void set_deadline(session_base& which, clock::time_point due) {
    if (which.delayed) end_delay(which);
    deadlines_.set(which, due);
  }
  void clear_deadline(session_base& which) noexcept {
    if (which.delayed) end_delay(which);
    deadlines_.remove(which);
  }

  /// Calls `on_due` when that time has passed on the clock of the mocked service, unless a deadline is set before.
  void set_delay(session_base& which, clock::time_point now, std::chrono::nanoseconds delay);
  void remove(session_base& which) noexcept;

  /// Where answers are collected before they are sent. Nothing in it outlasts one turn of a session.
  std::string& output() noexcept { return output_; }

  /// Where bytes go that nobody looks at.
  std::array<char, 16 * 1024>& waste() noexcept { return waste_; }

 private:
  /// What `timeouts::stop` hangs on.
  class stop_deadline final : public deadline_queue::entry {
   public:
    explicit stop_deadline(shard& owner) : owner_(owner) {}
    void on_due(clock::time_point) override { owner_.abort(); }

   private:
    shard& owner_;
  };

  /// False: the connection is to be reset, so that what the client has sent meanwhile makes no difference.
  bool take_place() noexcept;
  void keep(boost::intrusive_ptr<session_base> opened);
  void leave_place() noexcept;
  void set_alarm(clock::time_point at);
  void set_delay_alarm(clock::time_point at);
  void end_delay(session_base& which) noexcept;
  void rest_when_stopped() noexcept;

  session_executor executor_;
  // A context without the listener, or without a session yet, has nothing else to keep it running.
  boost::asio::executor_work_guard<session_executor> work_;
  std::shared_ptr<clock> clock_;
  std::shared_ptr<clock> wire_clock_;
  std::shared_ptr<in_flight> flights_;
  mock::timeouts timeouts_;
  std::shared_ptr<tls_context> tls_;
  std::shared_ptr<connection_places> places_;
  core_environment core_;
  std::string output_;
  std::array<char, 16 * 1024> waste_;
  deadline_queue deadlines_;
  deadline_queue delays_;  // used if the wire has a clock of its own
  stop_deadline stop_deadline_;
  boost::intrusive::list<session_base> sessions_;
  std::unique_ptr<clock::alarm> alarm_;
  std::unique_ptr<clock::alarm> delay_alarm_;
};

}  // namespace dataarts::mock

#endif
