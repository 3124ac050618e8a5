#ifndef DATAARTS_MOCK_SESSION_BASE_HPP
#define DATAARTS_MOCK_SESSION_BASE_HPP

#include "deadline_queue.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

namespace dataarts::mock {

/// No strand and no type erasure: a session belongs to one context, which one thread runs.
using session_executor = boost::asio::io_context::executor_type;
using session_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, session_executor>;

/// One connection, as its shard sees it. Owned by the shard while it is open, and by the operation under way.
class session_base : public boost::intrusive_ref_counter<session_base, boost::thread_unsafe_counter>,
                     public boost::intrusive::list_base_hook<>,
                     public deadline_queue::entry {
 public:
  session_base() = default;
  session_base(session_base const&) = delete;
  session_base& operator=(session_base const&) = delete;
  virtual ~session_base() = default;

  virtual void start() = 0;

  /// Closes after what is under way.
  virtual void stop() = 0;

  /// Closes at once, with a reset.
  virtual void abort() noexcept = 0;

  bool delayed = false;  ///< the shard's: its deadline is on the clock of the mocked service
};

}  // namespace dataarts::mock

#endif
