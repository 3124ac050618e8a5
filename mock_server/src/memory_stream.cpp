#include "memory_stream.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_category.hpp>

#include <cerrno>

namespace dataarts::mock {

namespace error = boost::asio::error;

memory_stream::memory_stream(session_executor const& executor, memory_end end)
    : io_(std::make_shared<io>(executor, std::move(end))) {
  io_->begin();
}

memory_stream::~memory_stream() {
  if (io_) io_->end().close();
}

std::string memory_stream::client_name() const { return io_->end().name(); }

std::size_t memory_stream::write(std::string_view bytes, boost::system::error_code& failure) {
  auto const step = io_->end().write(bytes.data(), bytes.size());
  if (step.error == EAGAIN) {
    failure = error::would_block;
  } else {
    failure = {step.error, boost::system::system_category()};
  }
  return step.size;
}

bool memory_stream::is_quiet() noexcept { return io_->end().unread() == 0; }
void memory_stream::cancel() noexcept { io_->cancel(); }
void memory_stream::shutdown_send() noexcept { io_->end().shutdown_send(); }

void memory_stream::close() noexcept {
  io_->end().close();
  io_->cancel();
}

void memory_stream::reset() noexcept { io_->end().reset(); }

void memory_stream::io::begin() {
  context_watch::of(executor_).add(weak_from_this());
  end_.watch(this);
}

void memory_stream::io::read(char* to, std::size_t size, completion handler) {
  to_ = to;
  size_ = size;
  on_read_ = std::move(handler);
  // Never inside the call that starts it, as with a socket.
  if (end_.state().readable) look_soon();
}

void memory_stream::io::wait_writable(completion handler) {
  on_writable_ = std::move(handler);
  if (end_.state().writable) look_soon();
}

void memory_stream::io::cancel() noexcept {
  complete(on_read_, error::operation_aborted, 0);
  complete(on_writable_, error::operation_aborted, 0);
}

void memory_stream::io::complete(completion& which, boost::system::error_code error, std::size_t size) {
  if (!which) return;
  boost::asio::post(executor_, [handler = std::exchange(which, nullptr), error, size] { handler(error, size); });
}

/// From the client's thread, under the connection's lock.
void memory_stream::io::ready() noexcept { look_soon(); }

void memory_stream::io::look_soon() {
  if (looks_soon_.exchange(true)) return;
  boost::asio::post(executor_, [self = shared_from_this()] { self->look(); });
}

void memory_stream::io::look() {
  looks_soon_ = false;
  if (on_writable_ && end_.state().writable) std::exchange(on_writable_, nullptr)({}, 0);
  if (!on_read_) return;
  auto const step = end_.read(to_, size_);
  if (step.error == EAGAIN) return;
  boost::system::error_code failure(step.error, boost::system::system_category());
  if (step.ended) failure = error::eof;
  std::exchange(on_read_, nullptr)(failure, step.size);
}

void memory_stream::io::abandon() noexcept {
  end_.watch(nullptr);
  // They may hold the session, and that this.
  auto const read = std::exchange(on_read_, nullptr);
  auto const write = std::exchange(on_writable_, nullptr);
}

}  // namespace dataarts::mock
