#include "result_decoder.hpp"

#include "../json_text.hpp"
#include "json_reader.hpp"
#include "result_handler.hpp"

#include <algorithm>
#include <cstring>

namespace dataarts {

namespace {

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
        handler_(builder_, result_handler::root::answer),
        reader_(handler_, limits.max_json_depth) {}
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  void reset() noexcept {
    builder_.clear();
    restart();
  }

  void reserve(std::uint64_t body_size) {
    builder_.bytes().reserve(static_cast<std::size_t>(std::min(body_size, largest_hint)));
  }

  bool write(std::string_view chunk, decode_error& error) try {
    if (!builder_.started()) builder_.start();
    return reader_.write(chunk) || explain(error);
  } catch (tape_full const& full) {
    return too_large(error, full.what());
  }

  bool finish(decode_error& error) try {
    if (!reader_.finish()) return explain(error);
    if (auto const verdict = handler_.verdict(); verdict.code != errc{}) {
      error = {verdict.code, reader_.position(), verdict.path};
      return false;
    }
    for (std::size_t i = 0; i != builder_.result_count(); ++i) {
      read_text(builder_.result(i), result_member::rows, result_handler::root::rows);
      read_text(builder_.result(i), result_member::schema, result_handler::root::schema);
    }
    return true;
  } catch (tape_full const& full) {
    return too_large(error, full.what());
  }

  script_instance take(std::string_view request_id) {
    auto made = builder_.take(request_id);
    restart();
    return made;
  }

 private:
  void restart() noexcept {
    reader_.reset();
    handler_.reset();
  }

  bool explain(decode_error& error) const {
    auto const& own = reader_.error();
    if (own.code != errc{}) {
      error = {own.code, own.offset, own.reason};
    } else {
      error = {handler_.objected().code, own.offset, handler_.objected().path};
    }
    return false;
  }

  bool too_large(decode_error& error, char const* what) const {
    error = {errc::body_too_large, reader_.position(), what};
    return false;
  }

  /// Rows and schema that came as texts, and a schema that came in a shape of its own, are read once all is there.
  void read_text(result_record& record, result_member member, result_handler::root document) {
    auto& form = record.forms[static_cast<std::size_t>(member)];
    auto& span = record.spans[static_cast<std::size_t>(member)];
    if (form == member_form::text) {
      if (read_document(span, document, record)) {
        form = member_form::text_list;
      } else {
        span = builder_.store_as_json_string(span);
        form = member_form::json;
      }
    } else if (form == member_form::json && member == result_member::schema) {
      read_document(span, document, record);
    }
  }

  bool read_document(block_span span, result_handler::root document, result_record& record) {
    auto const begin = builder_.position();
    result_handler handler(builder_, document);
    json_reader<result_handler> reader(handler, limits_.max_json_depth);
    // The text lies on the tape that its reading makes longer, and may move: it is read from copies of its pieces.
    char piece[1024];
    auto readable = true;
    for (std::uint32_t at = 0; readable && at != span.size;) {
      auto const size = std::min<std::uint32_t>(sizeof piece, span.size - at);
      std::memcpy(piece, builder_.bytes().data() + span.offset + at, size);
      readable = reader.write({piece, size});
      at += size;
    }
    if (!readable || !reader.finish()) {
      builder_.bytes().cut(begin);
      return false;
    }
    if (document == result_handler::root::rows) {
      builder_.end_rows(record);
    } else {
      builder_.end_columns(record);
    }
    return true;
  }

  decode_limits limits_;
  result_builder builder_;
  result_handler handler_;
  json_reader<result_handler> reader_;
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
