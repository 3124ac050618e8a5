#ifndef DATAARTS_API_JSON_READER_SEQUENCES_HPP
#define DATAARTS_API_JSON_READER_SEQUENCES_HPP

#include "json_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

// The part of `json_reader` for what takes several characters of a string: escapes and UTF-8 sequences, whole or cut by
// the end of a piece.

namespace dataarts {

/// Reads an escape, or what there is of a UTF-8 sequence.
template <class Handler>
template <bool Key>
auto json_reader<Handler>::read_sequence(char const*& at) -> step {
  auto const rest = between(at, end_);
  if (rest.front() == '\\') {
    auto const escape = read_json_escape(rest);
    if (escape.what == json_escape::kind::invalid) return fail(at + escape.size, invalid_escape);
    if (escape.what == json_escape::kind::valid) {
      at += escape.size;
      return told(tell_part<Key>(escape.text()), token_);
    }
  } else if (static_cast<unsigned char>(rest.front()) < 0x20) {
    return fail(at, "a control character has to be escaped");
  } else if (first_utf8_sequence(rest).what == utf8_sequence::kind::invalid) {
    return fail(at, "", errc::invalid_utf8);
  }
  pending_size_ = rest.size();
  std::copy(rest.begin(), rest.end(), pending_.begin());
  at = end_;
  return step::need_more;
}

/// Goes on with an escape or a UTF-8 sequence that began in an earlier piece.
template <class Handler>
template <bool Key>
auto json_reader<Handler>::complete_sequence(char const*& at) -> step {
  auto const before = pending_size_;
  auto const fetched = std::min(pending_.size() - before, static_cast<std::size_t>(end_ - at));
  std::copy_n(at, fetched, pending_.begin() + static_cast<std::ptrdiff_t>(before));
  std::string_view const joined(pending_.data(), before + fetched);
  std::size_t used = 0;
  auto accepted = true;
  if (joined.front() == '\\') {
    auto const escape = read_json_escape(joined);
    if (escape.what == json_escape::kind::invalid) {
      return fail_at(offset_of(at) - before + escape.size, invalid_escape);
    }
    if (escape.what == json_escape::kind::valid) {
      used = escape.size;
      accepted = tell_part<Key>(escape.text());
    }
  } else {
    auto const sequence = first_utf8_sequence(joined);
    if (sequence.what == utf8_sequence::kind::invalid) {
      return fail_at(offset_of(at) - before, "", errc::invalid_utf8);
    }
    if (sequence.what == utf8_sequence::kind::valid) {
      used = sequence.size;
      accepted = tell_part<Key>(joined.substr(0, used));
    }
  }
  if (used == 0) {
    pending_size_ += fetched;
    at = end_;
    return step::need_more;
  }
  pending_size_ = 0;
  at += used - before;
  return told(accepted, token_);
}

}  // namespace dataarts

#endif
