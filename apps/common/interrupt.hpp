#ifndef DATAARTS_APPS_INTERRUPT_HPP
#define DATAARTS_APPS_INTERRUPT_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>

namespace dataarts::apps {

/// Reports the first SIGINT or SIGTERM to the program's loop; the second ends the process at once, even while it is
/// blocked in a write. One object per process.
class interrupt {
 public:
  /// @param on_first  called once, on the executor.
  interrupt(boost::asio::any_io_executor const& executor, std::function<void()> on_first);
  interrupt(interrupt const&) = delete;
  interrupt& operator=(interrupt const&) = delete;
  ~interrupt();

  /// Readable from the first signal on.
  int descriptor() { return pipe_end_.native_handle(); }

  /// The first signal has come, even if it is not yet reported.
  bool seen() const noexcept;

  /// Stops listening, so that the loop can end. The second signal still ends the process.
  void close() noexcept;

 private:
  boost::asio::posix::stream_descriptor pipe_end_;
  std::function<void()> on_first_;
};

}  // namespace dataarts::apps

#endif
