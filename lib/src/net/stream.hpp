#ifndef DATAARTS_NET_STREAM_HPP
#define DATAARTS_NET_STREAM_HPP

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace dataarts::net {

class tls_context;

/// A socket's descriptor; closes it.
class descriptor {
 public:
  descriptor() noexcept = default;
  explicit descriptor(int number) noexcept : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor();

  int get() const noexcept { return number_; }
  bool is_open() const noexcept { return number_ >= 0; }
  void close() noexcept;
  int release() noexcept { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

/// What a step on a non-blocking stream came to.
struct io_result {
  enum class kind {
    done,        ///< `size` bytes were moved
    want_read,   ///< again when the descriptor is readable
    want_write,  ///< again when it is writable
    closed,      ///< the peer has ended its side
    failed,      ///< `error` says why
  };

  kind what = kind::done;
  std::size_t size = 0;
  bool clean = true;  ///< `closed` only: false if an attacker may have cut the stream (TLS without close_notify)
  boost::system::error_code error;
};

/// The bytes of a connected socket, plain or over TLS. Non-blocking: every step returns at once.
class stream {
 public:
  stream() = default;
  stream(stream const&) = delete;
  stream& operator=(stream const&) = delete;
  virtual ~stream() = default;

  /// Done for plain streams; for TLS the handshake, step by step.
  virtual io_result handshake() = 0;
  virtual io_result read(char* to, std::size_t size) = 0;
  virtual io_result write(char const* from, std::size_t size) = 0;

  /// True if a read that was shorter than asked for has emptied the socket.
  virtual bool short_read_empties() const noexcept = 0;

  /// True if bytes were read from the socket that `read` has not given out.
  virtual bool has_pending() const noexcept = 0;

  /// For a stream that nothing is expected from: true if the peer has neither closed nor sent anything.
  virtual bool is_quiet() = 0;

  /// Also, or no longer, tells when it is writable. False: that is the poller's matter, which knows the descriptor.
  virtual bool watch_writing(bool) noexcept { return false; }

  /// After a failed handshake: why the peer's certificate was refused; empty if that was not the reason.
  virtual std::string certificate_error() const { return {}; }

  /// After a step that failed: what is known beyond its error, in words; empty if nothing is. With TLS 1.3 a peer may
  /// refuse this side's certificate after the handshake.
  virtual std::string explanation(boost::system::error_code) const { return {}; }
};

/// Streams over a descriptor that they do not own.
std::unique_ptr<stream> make_plain_stream(int descriptor);
std::unique_ptr<stream> make_tls_stream(int descriptor, tls_context& context);

}  // namespace dataarts::net

#endif
