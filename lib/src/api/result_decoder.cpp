#include "result_decoder.hpp"

#include "../json_text.hpp"
#include "body_tail.hpp"
#include "result_handler.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>

#include <algorithm>
#include <cstring>

namespace dataarts {

namespace {

using json_parser = boost::json::basic_parser<result_handler>;

boost::json::parse_options options_for(decode_limits const& limits) noexcept {
  boost::json::parse_options options;
  options.max_depth = limits.max_json_depth;
  return options;
}

// A hint is believed up to here; a longer body grows the memory as it comes.
constexpr std::uint64_t largest_hint = 4 * 1024 * 1024;

}  // namespace

std::string decode_error::where() const {
  auto text = what;
  if (!text.empty()) text += ", ";
  return text + "body byte " + std::to_string(offset);
}

class result_decoder::state {
 public:
  explicit state(decode_limits limits)
      : limits_(limits),
        builder_(limits.max_result_size),
        parser_(options_for(limits), builder_, result_handler::root::answer) {}
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  void reset() noexcept {
    builder_.clear();
    restart();
  }

  void reserve(std::uint64_t body_size) {
    builder_.bytes().reserve(static_cast<std::size_t>(std::min(body_size, largest_hint)));
  }

  bool write(std::string_view chunk, decode_error& error) {
    if (chunk.empty()) return true;
    boost::system::error_code ec;
    std::size_t taken = 0;
    try {
      if (total_ == 0) builder_.start();
      taken = parser_.write_some(true, chunk.data(), chunk.size(), ec);
    } catch (tape_full const&) {
      return too_large(error);
    }
    if (ec) return explain(ec, chunk, taken, error);
    if (taken != chunk.size()) {
      return explain(boost::json::error::extra_data, chunk, taken, error);
    }
    total_ += chunk.size();
    tail_.keep(chunk);
    return true;
  }

  bool finish(decode_error& error) {
    if (!parser_.handler().complete()) {
      boost::system::error_code ec;
      parser_.write_some(false, nullptr, 0, ec);
      error = {errc::invalid_json, ec, total_, total_ == 0 ? "the body is empty" : "the body ends too early"};
      return false;
    }
    if (auto const verdict = parser_.handler().verdict(); verdict.code != errc{}) {
      error = {verdict.code, {}, total_, verdict.path};
      return false;
    }
    try {
      for (std::size_t i = 0; i != builder_.result_count(); ++i) read_texts(i);
    } catch (tape_full const&) {
      return too_large(error);
    }
    return true;
  }

  script_instance take(std::string_view request_id) {
    auto made = builder_.take(request_id);
    restart();
    return made;
  }

 private:
  void restart() noexcept {
    parser_.reset();
    parser_.handler().reset();
    total_ = 0;
    tail_ = {};
  }

  bool too_large(decode_error& error) const {
    error = {errc::body_too_large, {}, total_, "the decoded result passes the limit of its size"};
    return false;
  }

  bool explain(boost::system::error_code ec, std::string_view chunk, std::size_t at, decode_error& error) {
    if (auto const& own = parser_.handler().objected(); own.code != errc{}) {
      error = {own.code, {}, total_ + at, own.path};
      return false;
    }
    error = {errc::invalid_json, ec, total_ + at, {}};
    if (ec == boost::json::error::too_deep) {
      error.code = errc::json_too_deep;
    } else if (ec == boost::json::error::syntax) {
      if (auto const bad = tail_.invalid_utf8_at(chunk, at)) {
        error.code = errc::invalid_utf8;
        error.offset = total_ + static_cast<std::size_t>(*bad);  // wraps around as wanted when it is below 0
      }
    }
    return false;
  }

  /// Rows and schema that came as texts, and a schema that came in a shape of its own, are read once all is there.
  void read_texts(std::size_t index) {
    read_text(index, result_member::rows, result_handler::root::rows);
    read_text(index, result_member::schema, result_handler::root::schema);
  }

  void read_text(std::size_t index, result_member member, result_handler::root document) {
    auto& record = builder_.result(index);
    auto& form = record.forms[static_cast<std::size_t>(member)];
    auto& span = record.spans[static_cast<std::size_t>(member)];
    auto const schema = document == result_handler::root::schema;
    if (form == member_form::text) {
      if (read_document(span, document, record)) {
        form = member_form::text_list;
      } else {
        std::string const plain(span.in(builder_.bytes().data()));
        auto const begin = builder_.position();
        append_json_string(builder_.bytes(), plain);
        span = builder_.span_from(begin);
        form = member_form::json;
      }
    } else if (form == member_form::json && schema) {
      read_document(span, document, record);
    }
  }

  bool read_document(block_span span, result_handler::root document, result_record& record) {
    auto const begin = builder_.position();
    json_parser parser(options_for(limits_), builder_, document);
    boost::system::error_code ec;
    // The text lies on the tape that its reading makes longer, and may move: it is read from copies of its pieces.
    char piece[1024];
    for (std::uint32_t at = 0; at < span.size && !ec;) {
      auto const size = std::min<std::uint32_t>(sizeof piece, span.size - at);
      std::memcpy(piece, builder_.bytes().data() + span.offset + at, size);
      if (parser.write_some(true, piece, size, ec) != size) break;
      at += size;
      if (at == span.size && !ec && parser.handler().complete()) {
        if (document == result_handler::root::rows) {
          builder_.end_rows(record);
        } else {
          builder_.end_columns(record);
        }
        return true;
      }
    }
    builder_.bytes().cut(begin);
    return false;
  }

  decode_limits limits_;
  result_builder builder_;
  json_parser parser_;
  std::size_t total_ = 0;  // bytes of the body before this chunk
  body_tail tail_;
};

result_decoder::result_decoder(decode_limits limits) : state_(std::make_unique<state>(limits)) {}
result_decoder::result_decoder(result_decoder&&) noexcept = default;
result_decoder& result_decoder::operator=(result_decoder&&) noexcept = default;
result_decoder::~result_decoder() = default;

void result_decoder::reset() noexcept { state_->reset(); }

void result_decoder::content_length_hint(std::optional<std::uint64_t> bytes) {
  if (bytes) state_->reserve(*bytes);
}

bool result_decoder::write(std::string_view chunk, decode_error& error) { return state_->write(chunk, error); }

bool result_decoder::finish(decode_error& error) { return state_->finish(error); }

script_instance result_decoder::take(std::string_view request_id) { return state_->take(request_id); }

}  // namespace dataarts
