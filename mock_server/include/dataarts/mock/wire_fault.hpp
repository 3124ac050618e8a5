#ifndef DATAARTS_MOCK_WIRE_FAULT_HPP
#define DATAARTS_MOCK_WIRE_FAULT_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dataarts::mock {

/// What goes wrong with the bytes of one answer. The answer itself, and the state that it tells, are decided before.
///
/// Bytes are those of the whole response: status line, header and body, without an earlier `100 Continue`. Over TLS
/// they are counted before they are encrypted. Answers to earlier requests of the connection are sent whole before; of
/// pipelined requests behind an answer whose connection ends, not a byte is answered.
class wire_fault {
 public:
  enum class form {
    stall,             ///< sends some bytes, and nothing more
    drip,              ///< sends the answer in pieces, at intervals
    cut,               ///< sends some bytes, and ends the connection
    garbage,           ///< sends bytes that are no HTTP, and ends the connection
    bad_chunk_size,    ///< sends the body as a chunk whose size is no number, and ends the connection
    no_last_chunk,     ///< sends the body as a chunk without the one that ends it, and ends the connection
    wrong_length,      ///< tells another `Content-Length`
    unannounced_close  ///< sends the answer, and ends the connection without having said so
  };

  /// How a connection ends.
  enum class ending {
    fin,  ///< in order; over TLS after a `close_notify`, unless `tls_options::close_notify` is false
    rst   ///< with a reset, when the client's system has acknowledged all that was sent
  };

  /// Sends the first `bytes`, or all if there are fewer. The connection then stays open until its client ends it, or
  /// the server stops; what the client sends is read and thrown away.
  static wire_fault stall(std::uint64_t bytes = 0) noexcept { return {form::stall, bytes}; }

  /// Sends `bytes` at once and as many after each `interval` of the server's clock, until the answer is sent; the
  /// connection then goes on. Throws `std::invalid_argument` when one of them is not more than 0.
  static wire_fault drip(std::uint64_t bytes, std::chrono::nanoseconds interval);

  /// Sends the first `bytes`, not one more, and ends the connection. If the answer has fewer, it is sent whole.
  static wire_fault cut(std::uint64_t bytes, ending how = ending::fin) noexcept { return {form::cut, bytes, how}; }

  /// Resets the connection in place of an answer.
  static wire_fault reset() noexcept { return cut(0, ending::rst); }

  /// Sends `bytes` that look like nothing, the same for the same seed, in place of the answer, and ends the connection.
  /// Throws `std::invalid_argument` unless there are 1 to 1 MiB.
  static wire_fault garbage(std::uint64_t bytes = 64, std::uint64_t seed = 1, ending how = ending::fin);

  static wire_fault bad_chunk_size(ending how = ending::fin) noexcept { return {form::bad_chunk_size, 0, how}; }
  static wire_fault no_last_chunk(ending how = ending::fin) noexcept { return {form::no_last_chunk, 0, how}; }

  /// Tells a length that is `by` more (or less, if negative, but not less than 0) than that of the body; nothing else
  /// changes, so that a client waits for what never comes, or finds a rest before the next answer. An answer without a
  /// `Content-Length` stays as it is. Throws `std::invalid_argument` when `by` is 0 or out of ± 1 GiB.
  static wire_fault wrong_length(std::int64_t by);

  static wire_fault unannounced_close(ending how = ending::fin) noexcept { return {form::unannounced_close, 0, how}; }

  form what() const noexcept { return what_; }
  std::uint64_t bytes() const noexcept { return bytes_; }                ///< of stall, drip, cut and garbage
  ending how() const noexcept { return how_; }                           ///< where the connection ends
  std::chrono::nanoseconds interval() const noexcept { return every_; }  ///< of drip
  std::uint64_t seed() const noexcept { return seed_; }                  ///< of garbage
  std::int64_t by() const noexcept { return by_; }                       ///< of wrong_length

  /// Whether the client can get the answer in spite of it: with a drip or an unannounced close.
  bool leaves_whole() const noexcept { return what_ == form::drip || what_ == form::unannounced_close; }

  bool operator==(wire_fault const&) const = default;

 private:
  wire_fault(form what, std::uint64_t bytes, ending how = ending::fin) noexcept
      : what_(what), how_(how), bytes_(bytes) {}

  form what_;
  ending how_;
  std::uint64_t bytes_;
  std::uint64_t seed_ = 0;
  std::int64_t by_ = 0;
  std::chrono::nanoseconds every_{};
};

/// As in messages and files: `stall`, `no_last_chunk` …
std::string_view to_string(wire_fault::form what) noexcept;

}  // namespace dataarts::mock

#endif
