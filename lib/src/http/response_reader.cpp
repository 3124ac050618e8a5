#include "http/response_reader.hpp"

#include "http/http_date.hpp"
#include "http/interim_answers.hpp"
#include "http/plain_head.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

namespace dataarts::http {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr char const* speaks_tls = "the server speaks TLS; is it https://?";

std::string_view as_std(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

/// Beast's parser, without a container of fields: the few that matter are taken as they pass.
class response_reader::parser final : public bhttp::basic_parser<false> {
 public:
  explicit parser(response_reader& owner) : owner_(owner) {}

  /// A parser serves one message; `basic_parser` has no reset of its own.
  void restart() {
    auto& owner = owner_;
    this->~parser();
    ::new (static_cast<void*>(this)) parser(owner);
    header_limit(static_cast<std::uint32_t>(owner_.limits_.max_header));
    body_limit(owner_.limits_.max_body);
    eager(true);
  }

 private:
  void on_request_impl(bhttp::verb, beast::string_view, beast::string_view, int, error_code&) override {}

  void on_response_impl(int status, beast::string_view, int, error_code&) override { owner_.status_ = status; }

  void on_field_impl(bhttp::field name, beast::string_view name_text, beast::string_view value,
                     error_code& error) override {
    // A trailer comes too late to change what was read.
    if (header_done_) return;
    if (name == bhttp::field::content_encoding) {
      if (!owner_.take_encoding(as_std(value))) error = bhttp::error::bad_transfer_encoding;
    } else if (name == bhttp::field::unknown && beast::iequals(name_text, "X-Request-Id")) {
      owner_.request_id_.assign(value.data(), value.size());
    } else if (name == bhttp::field::retry_after) {
      owner_.retry_after_.assign(value.data(), value.size());
    } else if (name == bhttp::field::date) {
      owner_.date_.assign(value.data(), value.size());
    }
  }

  void on_header_impl(error_code&) override { header_done_ = true; }

  void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code&) override {
    if (owner_.goes_to_decoder() && length && !owner_.packed_) owner_.decoder().content_length_hint(*length);
  }

  std::size_t on_body_impl(beast::string_view piece, error_code& error) override {
    if (!owner_.take_body(as_std(piece))) error = bhttp::error::bad_value;  // any error stops the parser
    return piece.size();
  }

  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, error_code& error) override {
    return on_body_impl(piece, error);
  }

  void on_finish_impl(error_code& error) override {
    if (!owner_.finish_body()) error = bhttp::error::bad_value;
  }

  response_reader& owner_;
  bool header_done_ = false;
};

response_reader::response_reader(reader_limits const& limits, spare_workspaces* spare)
    : limits_(limits), spare_(spare), parser_(std::make_unique<parser>(*this)) {
  request_id_.reserve(64);
  parser_->restart();
}

response_reader::~response_reader() = default;

void response_reader::begin(std::string* text) {
  text_ = text;
  if (text_ != nullptr) text_->clear();
  give_space_back();
  if (received_) error_body_.reset();
  if (parser_used_) parser_->restart();
  parser_used_ = false;
  received_ = reusable_ = decoding_failed_ = failed_ = plain_ = packed_ = false;
  interim_ = 0;
  status_ = 0;
  request_id_.clear();
  retry_after_.clear();
  date_.clear();
  error_where_.clear();
}

result_decoder& response_reader::decoder() {
  decodes_ = true;
  return space_->decoder;
}

void response_reader::give_space_back() {
  begin_ = end_ = 0;
  if (std::exchange(decodes_, false)) space_->decoder.reset();
  if (spare_ != nullptr && space_) spare_->give_back(std::move(space_));
}

boost::asio::mutable_buffer response_reader::prepare() {
  decode_limits const limits{limits_.max_json_depth};
  if (!space_) space_ = spare_ != nullptr ? spare_->take(limits) : std::make_unique<workspace>(limits);
  bool const empty = begin_ == end_;
  if (empty) begin_ = end_ = 0;
  if (empty && large_body_ && space_->capacity < large_buffer) {
    resize(large_buffer);
  } else if (end_ == space_->capacity) {
    make_room();
  }
  return {space_->buffer.get() + end_, space_->capacity - end_};
}

void response_reader::make_room() {
  if (begin_ > 0) {
    std::memmove(space_->buffer.get(), space_->buffer.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  } else if (space_->capacity < small_buffer) {
    resize(small_buffer);
  } else {
    // A header, chunk extension or trailer that is still incomplete; refused before this passes the limit by much.
    resize(space_->capacity * 2);
  }
}

void response_reader::resize(std::size_t capacity) {
  auto grown = std::make_unique_for_overwrite<char[]>(capacity);
  if (end_ > 0) std::memcpy(grown.get(), space_->buffer.get(), end_);
  space_->buffer = std::move(grown);
  space_->capacity = capacity;
}

response_reader::progress response_reader::commit(std::size_t size) {
  if (size > 0) received_ = true;
  end_ += size;
  // One read that fills the buffer announces more than one: the next reads are larger.
  if (end_ == space_->capacity) large_body_ = true;
  auto const came_to = parse();
  // After that nothing is needed of it, but the decoder if that holds a result.
  if (came_to == progress::failed || (came_to == progress::complete && !decodes_)) give_space_back();
  return came_to;
}

/// The answer that nearly always comes, without the general parser: a third of its cost.
bool response_reader::begin_plain() {
  auto const head = read_plain_head({space_->buffer.get() + begin_, end_ - begin_});
  // Limits are the full parser's business, too.
  if (!head || head->size > limits_.max_header || head->content_length > limits_.max_body) return false;
  status_ = head->status;
  // They are empty, and stay so in most answers.
  if (!head->request_id.empty()) request_id_.assign(head->request_id);
  if (!head->retry_after.empty()) retry_after_.assign(head->retry_after);
  if (status_ == 401) date_.assign(head->date);
  plain_ = true;
  plain_remaining_ = head->content_length;
  begin_ += head->size;
  if (goes_to_decoder()) decoder().content_length_hint(head->content_length);
  return true;
}

response_reader::progress response_reader::read_plain() {
  auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(plain_remaining_, end_ - begin_));
  std::string_view const piece(space_->buffer.get() + begin_, size);
  begin_ += size;
  plain_remaining_ -= size;
  bool good = true;
  if (goes_to_text()) {
    text_->append(piece);
  } else if (!goes_to_decoder()) {
    error_body_.write(piece);
  } else if (size > 0) {
    good = decoder().write(piece, decode_error_);
  }
  if (good && plain_remaining_ > 0) return progress::more;
  if (good && goes_to_decoder()) good = decoder().finish(decode_error_);
  if (!good) return fail(decode_error_.code, decode_error_.where());
  reusable_ = begin_ == end_;
  return progress::complete;
}

response_reader::progress response_reader::parse() {
  if (plain_ || (!parser_used_ && limits_.plain_heads && begin_plain())) return read_plain();
  parser_used_ = true;
  while (begin_ < end_ && !may_be_part_of_last_chunk()) {
    error_code error;
    auto const used = parser_->put(boost::asio::const_buffer(space_->buffer.get() + begin_, end_ - begin_), error);
    begin_ += used;
    if (error && error != bhttp::error::need_more) return fail_from(error);
    if (parser_->is_done()) {
      if (is_interim(status_)) {
        if (++interim_ > max_interim_answers) return fail(errc::http_protocol_error, too_many_interim_answers);
        parser_->restart();
        status_ = 0;
        packed_ = false;
        request_id_.clear();
        retry_after_.clear();
        date_.clear();
        continue;
      }
      reusable_ = status_ != 101 && parser_->keep_alive() && begin_ == end_;
      return progress::complete;
    }
    if (error) break;
  }
  if (begins_as_tls()) return fail(errc::http_protocol_error, speaks_tls);
  // The parser limits the first header only, not what chunks carry along: extensions and trailers.
  if (end_ - begin_ > limits_.max_header) return fail_from(bhttp::error::header_limit);
  return progress::more;
}

bool response_reader::may_be_part_of_last_chunk() const noexcept {
  constexpr std::size_t shortest = 5;  // "0", CRLF, CRLF
  return end_ - begin_ < shortest && space_->buffer[begin_] == '0' && parser_->is_header_done() && parser_->chunked();
}

response_reader::progress response_reader::end_of_stream(bool clean) {
  if (!received_) return fail(errc::connection_closed, {});
  if (plain_) return fail(errc::truncated_response, "in the body");
  if (!parser_->got_some() || !parser_->is_header_done()) return fail(errc::truncated_response, "in the header");
  if (!parser_->need_eof()) return fail(errc::truncated_response, "in the body");
  if (!clean) return fail(errc::truncated_response, "TLS ended without close_notify");
  error_code error;
  parser_->put_eof(error);
  // The connection ended where the body did not: it is the connection that failed.
  if (error && failed_ && gzip_.what() == gzip_reader::problem::cut_off) error_ = errc::truncated_response;
  if (error) return fail_from(error);
  return progress::complete;
}

bool response_reader::take_encoding(std::string_view value) {
  beast::string_view const name(value.data(), value.size());
  if (beast::iequals(name, "identity")) return true;
  bool const is_gzip = beast::iequals(name, "gzip") || beast::iequals(name, "x-gzip");
  if (limits_.accept_gzip && is_gzip && !packed_) {
    packed_ = true;
    gzip_.begin(limits_.max_body);
    return true;
  }
  error_where_ = "Content-Encoding \"" + std::string(value) + "\" was not asked for";
  return false;
}

bool response_reader::take_body(std::string_view piece) {
  if (!packed_) return take_plain_body(piece);
  gzip_.take(piece);
  for (auto unpacked = gzip_.unpack(); !unpacked.empty(); unpacked = gzip_.unpack()) {
    if (!take_plain_body(unpacked)) return false;
  }
  return gzip_.what() == gzip_reader::problem::none || fail_gzip(gzip_.what()) != progress::failed;
}

bool response_reader::take_plain_body(std::string_view piece) {
  if (goes_to_text()) {
    text_->append(piece);
    return true;
  }
  if (!goes_to_decoder()) {
    error_body_.write(piece);
    return true;
  }
  decoding_failed_ = !decoder().write(piece, decode_error_);
  return !decoding_failed_;
}

bool response_reader::finish_body() {
  if (packed_) {
    auto const problem = gzip_.finish();
    if (problem != gzip_reader::problem::none) return fail_gzip(problem) != progress::failed;
  }
  if (!goes_to_decoder()) return true;
  decoding_failed_ = !decoder().finish(decode_error_);
  return !decoding_failed_;
}

response_reader::progress response_reader::fail_gzip(gzip_reader::problem why) {
  std::string where = gzip_reader::to_text(why);
  bool const too_large = why == gzip_reader::problem::too_large;
  if (too_large) where += " of " + std::to_string(limits_.max_body) + " bytes";
  return fail(too_large ? errc::body_too_large : errc::http_protocol_error, std::move(where));
}

response_reader::progress response_reader::fail(errc code, std::string where, error_code cause) {
  error_ = code;
  error_where_ = std::move(where);
  error_cause_ = cause;
  failed_ = true;
  reusable_ = false;
  return progress::failed;
}

response_reader::progress response_reader::fail_from(error_code error) {
  if (failed_) return progress::failed;  // the body's own reason
  if (decoding_failed_) return fail(decode_error_.code, decode_error_.where());
  if (error == bhttp::error::header_limit) {
    return fail(errc::header_too_large, "limit " + std::to_string(limits_.max_header) + " bytes");
  }
  if (error == bhttp::error::body_limit) {
    return fail(errc::body_too_large, "limit " + std::to_string(limits_.max_body) + " bytes");
  }
  if (begins_as_tls()) error_where_ = speaks_tls;
  return fail(errc::http_protocol_error, std::move(error_where_), error);
}

bool response_reader::begins_as_tls() const noexcept {
  // Nothing was read so far, so the first byte is still there: an alert or a handshake message.
  return status_ == 0 && begin_ == 0 && end_ > 0 && (space_->buffer[0] == 21 || space_->buffer[0] == 22);
}

script_instance response_reader::take_result() {
  auto made = decoder().take(request_id_);
  decodes_ = false;
  give_space_back();
  return made;
}

failure response_reader::take_failure(failure::details base, std::chrono::system_clock::time_point now,
                                      std::function<void(std::string&)> const& hide) {
  base.http_status = status_;
  base.request_id = request_id_;
  if (hide) hide(base.request_id);
  if (failed_) {
    // It may name what the server sent.
    if (hide) hide(error_where_);
    if (!error_where_.empty()) base.where = base.where.empty() ? error_where_ : error_where_ + ", " + base.where;
    base.cause = error_cause_;
    return failure(error_, std::move(base));
  }
  base.retry_after = read_retry_after(retry_after_, now);
  auto told = error_body_.finish();
  auto const code = classify(status_, told.code);
  base.service_code = std::move(told.code);
  base.service_message = std::move(told.message);
  if (base.request_id.empty()) base.request_id = std::move(told.request_id);
  base.body = std::move(told.body);
  if (hide) {
    hide(base.service_code);
    hide(base.service_message);
    hide(base.request_id);
    hide(base.body);
  }
  base.body_truncated = told.body_truncated;
  return failure(code, std::move(base));
}

}  // namespace dataarts::http
