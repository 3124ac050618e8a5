#ifndef DATAARTS_MOCK_REQUEST_INBOX_HPP
#define DATAARTS_MOCK_REQUEST_INBOX_HPP

#include <dataarts/mock/journal_entry.hpp>
#include <dataarts/mock/request_match.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace dataarts::mock {

/// One that waits for a request.
class request_waiter {
 public:
  request_waiter() = default;
  request_waiter(request_waiter const&) = delete;
  request_waiter& operator=(request_waiter const&) = delete;
  virtual ~request_waiter() = default;

  /// At most once. Calls the handler later, on its executor.
  virtual void complete(boost::system::error_code error, journal_entry found) = 0;
};

/// Where they wait: what `server::async_next_request` is made of. All members may be called from any thread.
class request_inbox {
 public:
  using executor_type = boost::asio::io_context::executor_type;

  request_inbox() = default;
  request_inbox(request_inbox const&) = delete;
  request_inbox& operator=(request_inbox const&) = delete;
  virtual ~request_inbox() = default;

  /// Of handlers that have none.
  virtual executor_type executor() const noexcept = 0;

  /// A number for `wait` and `cancel`.
  virtual std::uint64_t next_ticket() noexcept = 0;
  virtual void wait(std::uint64_t ticket, request_match const& match, std::unique_ptr<request_waiter> who) = 0;
  virtual void cancel(std::uint64_t ticket) = 0;
};

template <class Handler>
class waiting_handler final : public request_waiter {
 public:
  waiting_handler(Handler handler, request_inbox::executor_type const& otherwise)
      : work_(boost::asio::get_associated_executor(handler, otherwise)), handler_(std::move(handler)) {}

  void complete(boost::system::error_code error, journal_entry found) override {
    // The slot belongs to the handler's executor: an operation is cancelled there.
    auto call = [handler = std::move(handler_), error, found = std::move(found)]() mutable {
      auto slot = boost::asio::get_associated_cancellation_slot(handler);
      if (slot.is_connected()) slot.clear();
      std::move(handler)(error, std::move(found));
    };
    boost::asio::post(work_.get_executor(), std::move(call));
    work_.reset();
  }

 private:
  using executor_type = boost::asio::associated_executor_t<Handler, request_inbox::executor_type>;

  boost::asio::executor_work_guard<executor_type> work_;
  Handler handler_;
};

/// Begins to wait.
struct start_next_request {
  std::shared_ptr<request_inbox> inbox;

  template <class Handler>
  void operator()(Handler handler, request_match const& match) const {
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    auto waiter = std::make_unique<waiting_handler<Handler>>(std::move(handler), inbox->executor());
    auto const ticket = inbox->next_ticket();
    if (slot.is_connected()) {
      slot.assign([where = std::weak_ptr(inbox), ticket](boost::asio::cancellation_type type) {
        if (type == boost::asio::cancellation_type::none) return;
        if (auto const there = where.lock()) there->cancel(ticket);
      });
    }
    inbox->wait(ticket, match, std::move(waiter));
  }
};

}  // namespace dataarts::mock

#endif
