#ifndef DATAARTS_HTTP_RESPONSE_READER_HPP
#define DATAARTS_HTTP_RESPONSE_READER_HPP

#include "api/error_decoder.hpp"
#include "http/gzip_reader.hpp"
#include "http/workspace.hpp"

#include <dataarts/failure.hpp>

#include <boost/asio/buffer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dataarts::http {

struct reader_limits {
  std::size_t max_header = 64 * 1024;
  std::size_t max_body = 64 * 1024 * 1024;
  std::size_t max_json_depth = 64;

  /// Unpack bodies of `Content-Encoding: gzip`; refused otherwise.
  bool accept_gzip = false;

  /// Read the usual header without the full parser. Off only to compare the two ways.
  bool plain_heads = true;
};

/// Reads the answers of one connection, one after another: bytes in, result or failure out. No sockets.
///
/// The body of a 200 answer goes to the result decoder as it arrives, that of any other answer to the error decoder.
/// Interim answers (1xx) are passed over. What is large of its memory is taken from the spare of a client when an
/// answer comes, and given back after it.
class response_reader {
 public:
  enum class progress { more, complete, failed };

  /// @param spare  is used by all members but the destructor, and has to outlive their last use. Null: the memory is
  /// kept from answer to answer.
  explicit response_reader(reader_limits const& limits, spare_workspaces* spare = nullptr);
  ~response_reader();
  response_reader(response_reader const&) = delete;
  response_reader& operator=(response_reader const&) = delete;

  /// Before each exchange. What is left of an earlier answer is dropped.
  /// @param text  takes the body of any answer of HTTP 2xx, which is a result then; emptied when one begins. Null: the
  /// answer to a query, where 200 alone is a result.
  void begin(std::string* text = nullptr);

  /// Where the next bytes go. Never empty.
  boost::asio::mutable_buffer prepare();

  /// `size` bytes were put there.
  progress commit(std::size_t size);

  /// The peer has closed its side. `clean` is false if that may be an attacker's doing (TLS without close_notify).
  progress end_of_stream(bool clean);

  /// True once a byte of this exchange's answer has come.
  bool received_anything() const noexcept { return received_; }

  /// The status of the answer, as soon as that was read; 0 before.
  int status() const noexcept { return status_; }

  /// The `Date` of an answer of HTTP 401; perhaps that of others.
  std::string_view date() const noexcept { return date_; }

  std::string_view request_id() const noexcept { return request_id_; }

  /// After `complete` or `failed`: true if the connection may serve another exchange.
  bool reusable() const noexcept { return reusable_; }

  /// After `complete`: true if the answer is a result, false if it is a refusal.
  bool is_result() const noexcept { return !failed_ && (goes_to_decoder() || goes_to_text()); }

  /// Only if `begin` got no text.
  script_instance take_result();

  /// The refusal, or what kept the answer from being read. `base` gives what the reader does not know.
  /// @param now  the time of day, which a `Retry-After` may refer to.
  /// @param hide  takes out of a text of the server what must not be seen.
  failure take_failure(failure::details base, std::chrono::system_clock::time_point now,
                       std::function<void(std::string&)> const& hide = {});

 private:
  class parser;
  friend class parser;

  bool goes_to_text() const noexcept { return text_ != nullptr && status_ / 100 == 2; }
  bool goes_to_decoder() const noexcept { return text_ == nullptr && status_ == 200; }
  progress parse();
  /// Beast 1.81 asserts that it never sees the four bytes "0\r\n\r" of a body that has no other chunk by themselves.
  /// More than these always follows, whatever they are a part of.
  bool may_be_part_of_last_chunk() const noexcept;
  bool begin_plain();
  progress read_plain();
  progress fail(errc code, std::string where, boost::system::error_code cause = {});
  progress fail_gzip(gzip_reader::problem why);
  bool take_encoding(std::string_view value);
  bool take_body(std::string_view piece);
  bool take_plain_body(std::string_view piece);
  bool finish_body();
  bool begins_as_tls() const noexcept;
  progress fail_from(boost::system::error_code error);
  result_decoder& decoder();
  void give_space_back();
  void make_room();
  void resize(std::size_t capacity);

  static constexpr std::size_t small_buffer = 16 * 1024;
  static constexpr std::size_t large_buffer = 64 * 1024;

  reader_limits limits_;
  spare_workspaces* spare_;
  std::unique_ptr<workspace> space_;  ///< from the first `prepare` of an answer on
  bool decodes_ = false;              ///< its decoder holds a part of an answer
  std::size_t begin_ = 0;             // of the unread bytes
  std::size_t end_ = 0;

  std::unique_ptr<parser> parser_;
  error_body error_body_;
  std::string* text_ = nullptr;
  gzip_reader gzip_;
  decode_error decode_error_;

  bool large_body_ = false;
  bool received_ = false;
  bool reusable_ = false;
  bool decoding_failed_ = false;
  bool plain_ = false;                 ///< past a header that `read_plain_head` could read
  std::uint64_t plain_remaining_ = 0;  ///< bytes of such an answer's body
  bool parser_used_ = false;
  bool packed_ = false;  ///< the body is gzip
  unsigned interim_ = 0;

  int status_ = 0;
  std::string request_id_;
  std::string retry_after_;
  std::string date_;

  errc error_ = errc::http_protocol_error;
  std::string error_where_;
  boost::system::error_code error_cause_;
  bool failed_ = false;
};

}  // namespace dataarts::http

#endif
