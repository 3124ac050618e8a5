#ifndef DATAARTS_API_JSON_READER_HPP
#define DATAARTS_API_JSON_READER_HPP

#include "../number_text.hpp"
#include "../utf8.hpp"
#include "json_scan.hpp"

#include <dataarts/error.hpp>
#include <dataarts/script_instance.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts {

/// What keeps a text from being JSON.
struct json_error {
  errc code{};             ///< 0: the handler objected
  std::size_t offset = 0;  ///< in the whole text; of the value or key that a handler objected to
  char const* reason = "";
};

/// Reads strict JSON (RFC 8259, UTF-8), piece by piece as it arrives, and tells a handler what it meets.
///
/// It reads what `boost::json::basic_parser` reads, about twice as fast for the answers of this service: numbers are
/// passed on as they are written instead of being computed, and texts in as few pieces as they arrived in. The fuzz
/// target of the result decoder holds it against that parser.
///
/// A handler has the functions below. Each returns false to stop the reading.
///   begin_object() end_object() begin_array() end_array()
///   key(text)                     unescaped, as all text
///   key_part(text)… key_end()     a key with escapes, or cut by the end of a piece
///   text(text)                    a string; text_part(text)… text_end() likewise
///   number(kind, lexeme)          kind: int64, uint64, float64 or decimal
///   boolean(value) null()
template <class Handler>
class json_reader {
 public:
  json_reader(Handler& handler, std::size_t max_depth) : handler_(handler), max_depth_(max_depth) { reset(); }

  /// Makes ready for the next text.
  void reset() noexcept {
    state_ = state::value;
    total_ = 0;
    pending_size_ = 0;
    open_.assign(1, outside);
    carry_.clear();
    error_ = {};
  }

  /// Reads the next piece. False: see `error()`; the reader has to be reset then.
  bool write(std::string_view piece) {
    begin_ = piece.data();
    end_ = begin_ + piece.size();
    auto const read_on = read(begin_) != step::stop;
    total_ += piece.size();
    return read_on;
  }

  /// Says that the text is complete. False: see `error()`.
  bool finish() {
    begin_ = end_ = nullptr;
    if (state_ == state::number && open_.back() == outside && take_carried_number() == step::stop) return false;
    if (state_ == state::after_value && open_.back() == outside) return true;
    if (error_.code == errc{})
      error_ = {errc::invalid_json, total_, total_ == 0 ? "the body is empty" : "the body ends too early"};
    return false;
  }

  json_error const& error() const noexcept { return error_; }

  /// How many characters were read.
  std::size_t position() const noexcept { return total_; }

 private:
  enum class state : unsigned char {
    value,        ///< a value has to come
    first_value,  ///< a value or the end of the array
    first_key,    ///< a key or the end of the object
    next_key,     ///< a key
    colon,
    after_value,  ///< a comma or the end of what is open; nothing if nothing is
    key,          ///< in the middle of a key
    text,         ///< in the middle of a string
    number,       ///< in the middle of a number, which is in `carry_`
    literal,      ///< in the middle of true, false or null
  };
  enum class step : unsigned char { go_on, need_more, stop };

  static constexpr char outside = '\0';  // at the bottom of what is open
  static constexpr char const* invalid_escape = "the escape is not valid";

  std::size_t offset_of(char const* at) const noexcept { return total_ + static_cast<std::size_t>(at - begin_); }

  step fail(char const* at, char const* reason, errc code = errc::invalid_json) noexcept {
    return fail_at(offset_of(at), reason, code);
  }
  step fail_at(std::size_t offset, char const* reason, errc code = errc::invalid_json) noexcept {
    error_ = {code, offset, reason};
    return step::stop;
  }

  /// What to do after the handler was told of something that began at `at`.
  step told(bool accepted, std::size_t began) noexcept { return accepted ? step::go_on : fail_at(began, "", errc{}); }

  /// Reads from `at` to the end of the piece. What is usual is read here, in one loop whose state stays in registers;
  /// what is cut by the end of the piece, and what is rare, goes through the functions below.
  step read(char const* at) {
    auto const* const end = end_;
    auto now = state_;
    for (;;) {
      switch (now) {
        case state::value:
        case state::first_value:
          at = skip_json_blanks(at, end);
          if (at == end) return suspend(now);
          if (*at == '"') {
            auto const* const stop = find_closing_quote(at + 1, end);
            if (stop == nullptr) break;
            if (!handler_.text(between(at + 1, stop))) return objected(at);
            at = stop + 1;
            now = state::after_value;
            continue;
          }
          if (*at == '[' || *at == '{') {
            if (open_.size() > max_depth_) return fail(at, "", errc::json_too_deep);
            open_.push_back(*at);
            if (!(*at == '{' ? handler_.begin_object() : handler_.begin_array())) return objected(at);
            now = *at == '{' ? state::first_key : state::first_value;
            ++at;
            continue;
          }
          if (*at == ']' && now == state::first_value) {
            now = state::after_value;
            continue;
          }
          if (auto const number = find_plain_number(at, end); number.end != nullptr) {
            auto const kind = number.has_point ? cell_kind::float64 : cell_kind::int64;
            if (!handler_.number(kind, between(at, number.end))) return objected(at);
            at = number.end;
            now = state::after_value;
            continue;
          }
          if (auto const size = literal_size(at, end); size != 0) {
            if (!(*at == 'n' ? handler_.null() : handler_.boolean(*at == 't'))) return objected(at);
            at += size;
            now = state::after_value;
            continue;
          }
          break;
        case state::first_key:
        case state::next_key:
          at = skip_json_blanks(at, end);
          if (at == end) return suspend(now);
          if (*at == '"') {
            auto const* const stop = find_closing_quote(at + 1, end);
            if (stop == nullptr) break;
            if (!handler_.key(between(at + 1, stop))) return objected(at);
            at = stop + 1;
            now = state::colon;
            continue;
          }
          if (*at == '}' && now == state::first_key) {
            now = state::after_value;
            continue;
          }
          return fail(at, now == state::first_key ? "a key or '}' is expected" : "a key is expected");
        case state::colon:
          at = skip_json_blanks(at, end);
          if (at == end) return suspend(now);
          if (*at != ':') return fail(at, "':' is expected");
          ++at;
          now = state::value;
          continue;
        case state::after_value: {
          at = skip_json_blanks(at, end);
          if (at == end) return suspend(now);
          auto const inside = open_.back();
          if (*at == ',' && inside != outside) {
            ++at;
            now = inside == '{' ? state::next_key : state::value;
            continue;
          }
          if (inside == '[' && *at == ']') {
            open_.pop_back();
            if (!handler_.end_array()) return objected(at);
          } else if (inside == '{' && *at == '}') {
            open_.pop_back();
            if (!handler_.end_object()) return objected(at);
          } else {
            return fail(at, inside == '['   ? "',' or ']' is expected"
                            : inside == '{' ? "',' or '}' is expected"
                                            : "nothing more is expected");
          }
          ++at;
          continue;
        }
        default:
          break;
      }
      state_ = now;
      // By a copy: what has an address of its own stays in memory.
      auto const* from = at;
      if (auto const next = read_unusual(from); next != step::go_on) return next;
      at = from;
      now = state_;
    }
  }

  step suspend(state now) noexcept {
    state_ = now;
    return step::need_more;
  }

  step objected(char const* at) noexcept { return fail(at, "", errc{}); }

  static std::string_view between(char const* from, char const* to) noexcept {
    return {from, static_cast<std::size_t>(to - from)};
  }

  step read_unusual(char const*& at) {
    switch (state_) {
      case state::key:
        return read_string<true>(at);
      case state::text:
        return read_string<false>(at);
      case state::number:
        return go_on_with_number(at);
      case state::literal:
        return read_literal(at);
      case state::first_key:
      case state::next_key:
        token_ = offset_of(at++);
        return read_string<true>(at);
      default:
        break;
    }
    token_ = offset_of(at);
    switch (*at) {
      case '"':
        ++at;
        return read_string<false>(at);
      case 't':
        return begin_literal(at, "true");
      case 'f':
        return begin_literal(at, "false");
      case 'n':
        return begin_literal(at, "null");
      default:
        if (*at == '-' || is_digit(*at)) return read_number(at);
        return fail(at, state_ == state::first_value ? "a value or ']' is expected" : "a value is expected");
    }
  }

  // Strings

  template <bool Key>
  bool tell_part(std::string_view part) {
    return Key ? handler_.key_part(part) : handler_.text_part(part);
  }

  template <bool Key>
  step end_string(std::string_view last) {
    if (!last.empty() && !tell_part<Key>(last)) return told(false, token_);
    state_ = Key ? state::colon : state::after_value;
    return told(Key ? handler_.key_end() : handler_.text_end(), token_);
  }

  /// `at` is behind the opening quote, or anywhere in a string.
  template <bool Key>
  step read_string(char const*& at) {
    if (pending_size_ != 0) {
      if (auto const next = complete_sequence<Key>(at); next != step::go_on) return next;
    }
    auto const* from = at;
    for (;;) {
      at = find_plain_text_end(at, end_);
      auto const run = between(from, at);
      if (at != end_ && *at == '"') {
        ++at;
        return end_string<Key>(run);
      }
      if (at != end_ && static_cast<unsigned char>(*at) >= 0x80) {
        if (auto const sequence = first_utf8_sequence(between(at, end_)); sequence.what == utf8_sequence::kind::valid) {
          at += sequence.size;
          continue;
        }
      }
      // What is before an escape, an error or the end of the piece goes first, so that an objection of the handler
      // comes at the same place however the text is cut.
      state_ = Key ? state::key : state::text;
      if (!run.empty() && !tell_part<Key>(run)) return told(false, token_);
      if (at == end_) return step::need_more;
      if (auto const next = read_sequence<Key>(at); next != step::go_on) return next;
      from = at;
    }
  }

  /// Reads an escape, or what there is of a UTF-8 sequence.
  template <bool Key>
  step read_sequence(char const*& at);

  /// Goes on with an escape or a UTF-8 sequence that began in an earlier piece.
  template <bool Key>
  step complete_sequence(char const*& at);

  // Numbers

  step read_number(char const*& at) {
    auto const* const from = at;
    at = std::find_if_not(at, end_, is_number_character);
    if (at == end_) {
      carry_.assign(from, at);
      state_ = state::number;
      return step::need_more;
    }
    return check_number(between(from, at));
  }

  step go_on_with_number(char const*& at) {
    auto const* const from = at;
    at = std::find_if_not(at, end_, is_number_character);
    carry_.append(from, at);
    return at == end_ ? step::need_more : take_carried_number();
  }

  step take_carried_number() {
    auto const next = check_number(carry_);
    carry_.clear();
    return next;
  }

  step check_number(std::string_view lexeme) {
    auto const checked = check_json_number(lexeme);
    if (!checked.valid) return fail_at(token_ + checked.wrong_at, "the number is not valid");
    state_ = state::after_value;
    return told(handler_.number(number_kind(lexeme), lexeme), token_);
  }

  // true, false, null

  step begin_literal(char const*& at, std::string_view expected) {
    literal_ = expected;
    literal_read_ = 0;
    state_ = state::literal;
    return read_literal(at);
  }

  step read_literal(char const*& at) {
    for (; literal_read_ != literal_.size(); ++literal_read_, ++at) {
      if (at == end_) return step::need_more;
      if (*at != literal_[literal_read_]) return fail(at, "a value is expected");
    }
    state_ = state::after_value;
    return told(literal_.front() == 'n' ? handler_.null() : handler_.boolean(literal_.front() == 't'), token_);
  }

  Handler& handler_;
  std::size_t max_depth_;
  state state_ = state::value;
  char const* begin_ = nullptr;  // of the piece at hand
  char const* end_ = nullptr;
  std::size_t total_ = 0;   // characters before the piece at hand
  std::size_t token_ = 0;   // where the value or key at hand begins
  std::vector<char> open_;  // the brackets that are open
  std::size_t pending_size_ = 0;
  std::array<char, 12> pending_{};  // a cut escape or UTF-8 sequence; the longest is a surrogate pair
  std::string carry_;
  std::string_view literal_;
  std::size_t literal_read_ = 0;
  json_error error_;
};

}  // namespace dataarts

#include "json_reader_sequences.hpp"

#endif
