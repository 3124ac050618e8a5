#ifndef DATAARTS_FLEET_STATE_HPP
#define DATAARTS_FLEET_STATE_HPP

#include "context_watch.hpp"
#include "next_item.hpp"
#include "waiting/checkpoint.hpp"
#include "waiting/fleet_book.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/fleet_options.hpp>
#include <dataarts/fleet_stream.hpp>
#include <dataarts/query_stream.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dataarts {

class engine;

/// What a `fleet_stream` consists of: reads references, sees to it that looks begin when the book says so, and keeps
/// what is there to be taken. Looks under way refer to it weakly.
///
/// One lock guards everything; it is never held while the range or a callback of the caller is called. The engine's
/// lock may be taken inside it, not the other way round.
class fleet_stream::state final : public context_member, public std::enable_shared_from_this<fleet_stream::state> {
 public:
  using item = finished_wait;
  using waiter = item_target<item>;

  /// The options have been checked. Throws `call_error` for a checkpoint that cannot be used.
  static std::shared_ptr<state> make(std::shared_ptr<engine> which, std::unique_ptr<reference_source> source,
                                     fleet_options options);
  ~state() override;

  /// The stream is gone: ends everything.
  void end() noexcept;

  void abandon() noexcept override;

  /// Begins the wait with the first call.
  void refill();

  /// A result that is there already, or the end of the stream. Nothing: there is one to wait for. Throws what ends the
  /// range or the wait.
  std::optional<std::optional<finished_wait>> poll();

  /// Waits for a result; completes at once (posted) if there is one by now. `slot` cancels the wait.
  void wait(waiter who, boost::asio::cancellation_slot slot);

  fleet_progress progress() const;

  boost::asio::any_io_executor const& executor() const noexcept;

 private:
  using index_type = waiting::fleet_book::index_type;

  state(std::shared_ptr<engine> which, std::unique_ptr<reference_source> source, fleet_options options);

  /// What a step leaves to be done without the lock.
  struct told {
    waiter who;
    std::exception_ptr error;
    std::optional<finished_wait> value;
    std::optional<fleet_progress> report;
  };

  void post_step();
  void step();
  bool may_read() const noexcept;
  void read_some();
  void take_references(std::vector<instance_ref>& read, bool at_end, std::exception_ptr error);
  std::optional<script_instance> known_end(instance_ref const& ref);
  void work(clock::time_point now, told& out);
  void begin_looks(clock::time_point now);
  void begin_look(index_type index);
  void look_ended(index_type index, result<script_instance>&& outcome);
  void add_result(index_type index, result<script_instance> outcome, bool known);
  void end_all(failure const& why);
  void sweep(clock::time_point now);
  bool has_room() const noexcept { return ready_.size() + book_.under_way() < options_.concurrency(); }
  bool is_over() const noexcept { return read_ && book_.left() == 0 && ready_.empty(); }
  void report_if_due(clock::time_point now, told& out);
  void expect_report(clock::time_point now);
  void hand_out(told& out);
  void arm(clock::time_point now);
  void tell(delivery how, told& what);
  void cancel_wait(std::uint64_t number);
  void let_go() noexcept;

  std::shared_ptr<engine> engine_;
  std::unique_ptr<reference_source> source_;
  fleet_options options_;
  std::optional<waiting::checkpoint> checkpoint_;

  mutable std::mutex mutex_;
  waiting::fleet_book book_;
  clock::time_point deadline_ = clock::time_point::max();
  std::unique_ptr<clock::alarm> alarm_;
  boost::asio::cancellation_signal close_watch_;  ///< of the sleep that only the end of the client ends
  bool begun_ = false;
  bool gone_ = false;       ///< the stream or the context
  bool reading_ = false;    ///< a thread is in the range
  std::thread::id reader_;  ///< that one
  std::condition_variable read_ended_;
  bool read_ = false;  ///< to its end
  bool step_posted_ = false;
  bool held_up_ = false;  ///< until results are taken
  bool let_go_ = false;
  bool reported_end_ = false;
  clock::time_point report_at_ = clock::time_point::max();
  std::optional<failure> ending_;  ///< why all that is left is given up
  index_type swept_ = 0;           ///< up to there
  std::deque<finished_wait> ready_;
  std::exception_ptr error_;  ///< to be told once
  waiter waiter_;
  std::uint64_t wait_number_ = 0;
};

}  // namespace dataarts

#endif
