#ifndef DATAARTS_MOCK_MEMORY_STREAM_HPP
#define DATAARTS_MOCK_MEMORY_STREAM_HPP

#include "context_watch.hpp"
#include "session_base.hpp"

#include <dataarts/memory_connection.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock {

/// A connection in memory, with the same operations as `plain_stream`.
class memory_stream {
 public:
  static constexpr bool has_handshake = false;

  memory_stream(session_executor const& executor, memory_end end);
  memory_stream(memory_stream&&) noexcept = default;
  memory_stream& operator=(memory_stream&&) = delete;  // what it held would still be called
  ~memory_stream();

  std::string client_name() const;
  std::size_t write(std::string_view bytes, boost::system::error_code& error);

  template <class Handler>
  void async_read(char* to, std::size_t size, Handler handler) {
    io_->read(to, size, std::move(handler));
  }
  template <class Handler>
  void async_read_raw(char* to, std::size_t size, Handler handler) {
    io_->read(to, size, std::move(handler));
  }
  template <class Handler>
  void async_wait_writable(Handler handler) {
    io_->wait_writable(std::move(handler));
  }

  bool is_quiet() noexcept;
  bool is_acknowledged() noexcept { return true; }
  void cancel() noexcept;
  void shutdown_send() noexcept;
  void close() noexcept;
  void reset() noexcept;

 private:
  using completion = std::function<void(boost::system::error_code, std::size_t)>;

  /// What waits for the client. On the executor's thread, but for `ready`.
  class io final : public memory_watcher, public context_member, public std::enable_shared_from_this<io> {
   public:
    io(session_executor executor, memory_end end) : executor_(std::move(executor)), end_(std::move(end)) {}

    memory_end& end() noexcept { return end_; }
    memory_end const& end() const noexcept { return end_; }
    void begin();
    void read(char* to, std::size_t size, completion handler);
    void wait_writable(completion handler);
    void cancel() noexcept;

    void ready() noexcept override;
    void abandon() noexcept override;

   private:
    void look();
    void look_soon();
    void complete(completion& which, boost::system::error_code error, std::size_t size);

    session_executor executor_;
    memory_end end_;
    std::atomic<bool> looks_soon_{false};
    char* to_ = nullptr;
    std::size_t size_ = 0;
    completion on_read_;
    completion on_writable_;
  };

  std::shared_ptr<io> io_;
};

}  // namespace dataarts::mock

#endif
