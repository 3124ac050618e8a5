#ifndef DATAARTS_STREAM_STATE_HPP
#define DATAARTS_STREAM_STATE_HPP

#include "next_item.hpp"

#include <dataarts/call_options.hpp>
#include <dataarts/query_stream.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>

namespace dataarts {

class engine;

/// What a `query_stream` consists of. Queries under way refer to it weakly: with the stream gone, their answers are
/// dropped.
class query_stream::state : public std::enable_shared_from_this<query_stream::state> {
 public:
  state(std::shared_ptr<engine> which, std::unique_ptr<reference_source> source, query_all_options options);

  /// The stream is gone: cancels what is under way.
  void abandon() noexcept;

  /// Begins queries until as many are under way as allowed, or the source is at its end.
  void refill();

  /// An answer that is there already, or the end of the stream. Nothing: there is one to wait for.
  std::optional<std::optional<answered_query>> poll();

  using item = answered_query;
  using waiter = item_target<item>;

  /// Waits for an answer; completes at once (posted) if there is one by now. `slot` cancels the wait.
  void wait(waiter who, boost::asio::cancellation_slot slot);

  boost::asio::any_io_executor const& executor() const noexcept;

 private:
  std::optional<instance_ref> take_reference();
  void cancel_wait(std::uint64_t number);
  void answered(delivery how, boost::asio::any_io_executor const& executor, std::size_t index, instance_ref&& ref,
                result<script_instance>&& outcome);

  std::shared_ptr<engine> engine_;
  std::unique_ptr<reference_source> source_;
  query_all_options options_;
  std::size_t concurrency_;

  std::mutex mutex_;
  bool exhausted_ = false;
  std::size_t next_index_ = 0;
  std::size_t under_way_ = 0;
  std::deque<answered_query> ready_;
  waiter waiter_;
  std::uint64_t wait_number_ = 0;
};

}  // namespace dataarts

#endif
