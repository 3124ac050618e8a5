#include "result_handler.hpp"

#include "../json_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dataarts {

namespace {

constexpr std::string_view answer_member_names[] = {"status", "message", "results", "result"};

constexpr unsigned status_bit = 1;

/// Looks a key up among a few names; the first character tells nearly all of them apart.
template <std::size_t Count>
std::optional<std::size_t> index_of(std::string_view const (&names)[Count], std::string_view key) noexcept {
  for (std::size_t i = 0; i != Count; ++i) {
    if (names[i].size() == key.size() && names[i].front() == key.front() && names[i] == key) return i;
  }
  return std::nullopt;
}

member_form form_of_scalar(cell_kind kind) noexcept {
  if (kind == cell_kind::null) return member_form::null;
  return kind == cell_kind::text ? member_form::text : member_form::json;
}

}  // namespace

void result_handler::reset() noexcept {
  place_ = back_ = place::document;
  open_ = comma_ = false;
  answer_seen_ = result_seen_ = 0;
  lone_entry_ = result_unreadable_ = false;
  list_ = answer_member::results;
  key_size_ = 0;
  objection_.code = {};
  objection_.path.clear();
}

result_handler::objection result_handler::verdict() const {
  if ((answer_seen_ & status_bit) == 0) return {errc::missing_status, "status"};
  if (result_unreadable_ && builder_.head().results_form != instance_block::list_form::list) {
    return {errc::unexpected_type, "result"};
  }
  return {};
}

// Errors

bool result_handler::fail(errc code, std::string path) {
  objection_ = {code, std::move(path)};
  return false;
}

bool result_handler::fail_at_member(errc code) {
  if (place_ == place::document) return fail(code, {});
  if (place_ == place::answer) {
    return fail(code, std::string(answer_member_names[static_cast<std::size_t>(answer_member_)]));
  }
  std::string path(answer_member_names[static_cast<std::size_t>(list_)]);
  auto const index = place_ == place::results ? builder_.result_count() : builder_.result_count() - 1;
  path.append(1, '[').append(std::to_string(index)).append(1, ']');
  if (place_ == place::result) {
    path.append(1, '.').append(result_member_names[static_cast<std::size_t>(result_member_)]);
  }
  return fail(code, std::move(path));
}

// Scalars

bool result_handler::scalar(cell_kind kind, std::string_view s) {
  if (place_ != place::result && place_ != place::answer) return part(kind, s) && end(kind);
  text_begin_ = builder_.position();
  builder_.bytes().append(s);
  if (place_ == place::answer) return end_answer_scalar(kind);
  end_result_scalar(kind);
  return true;
}

bool result_handler::part(cell_kind kind, std::string_view s) {
  if (!open_ && !begin(kind)) return false;
  if (place_ == place::skip) return true;
  if (place_ == place::capture && kind == cell_kind::text) {
    append_json_escaped(builder_.bytes(), s);
  } else {
    builder_.bytes().append(s);
  }
  return true;
}

bool result_handler::begin(cell_kind kind) {
  switch (place_) {
    case place::document:
      return fail_at_member(errc::unexpected_type);
    case place::results:
      if (kind != cell_kind::null) return fail_at_member(errc::unexpected_type);
      break;
    case place::rows:
      if (!rows_as_json()) return false;
      break;
    case place::schema:
      if (!schema_as_json()) return false;
      break;
    case place::schema_entry:
      if (kind != cell_kind::text && !schema_as_json()) return false;
      break;
    case place::row:
      builder_.begin_cell();
      break;
    default:
      break;
  }
  if (place_ == place::capture) {
    begin_captured_value();
    if (kind == cell_kind::text) builder_.bytes().append("\"");
  } else {
    text_begin_ = builder_.position();
  }
  open_ = true;
  return true;
}

bool result_handler::end(cell_kind kind) {
  open_ = false;
  switch (place_) {
    case place::answer:
      return end_answer_scalar(kind);
    case place::results:
      builder_.bytes().cut(text_begin_);
      builder_.add_result(true);
      break;
    case place::result:
      end_result_scalar(kind);
      break;
    case place::row:
      builder_.end_cell(kind);
      break;
    case place::schema_entry:
      builder_.add_column(column_name_, builder_.span_from(text_begin_));
      ++entry_columns_;
      break;
    case place::capture:
      if (kind == cell_kind::text) builder_.bytes().append("\"");
      comma_ = true;
      break;
    case place::skip:
      if (depth_ == 0) place_ = back_;
      break;
    default:
      break;
  }
  return true;
}

bool result_handler::end_answer_scalar(cell_kind kind) {
  auto& head = builder_.head();
  auto const span = builder_.span_from(text_begin_);
  auto const is_null = kind == cell_kind::null;
  switch (answer_member_) {
    case answer_member::status:
      if (is_null) return fail_at_member(errc::missing_status);
      if (kind != cell_kind::text) return fail_at_member(errc::unexpected_type);
      head.status_text = span;
      head.status = status_from(builder_.text_from(text_begin_));
      return true;
    case answer_member::message:
      head.message = span;
      head.message_form = form_of_scalar(kind);
      return true;
    case answer_member::results:
      if (!is_null) return fail_at_member(errc::unexpected_type);
      head.results_form = instance_block::list_form::null;
      break;
    case answer_member::result:
      if (is_null) {
        head.result_form = instance_block::list_form::null;
      } else {
        result_unreadable_ = true;
      }
      break;
  }
  builder_.bytes().cut(text_begin_);
  return true;
}

void result_handler::end_result_scalar(cell_kind kind) {
  auto const member = static_cast<std::size_t>(result_member_);
  auto const form = form_of_scalar(kind);
  if (form == member_form::text && result_member_ == result_member::raw_result) {
    record().forms[member] = member_form::json;
    record().spans[member] = builder_.store_as_json_string(builder_.span_from(text_begin_));
    return;
  }
  record().forms[member] = form;
  if (form == member_form::null) {
    builder_.bytes().cut(text_begin_);
  } else {
    record().spans[member] = builder_.span_from(text_begin_);
  }
}

// Keys

bool result_handler::key_part(std::string_view s) {
  switch (place_) {
    case place::answer:
    case place::result: {
      if (!open_) key_size_ = 0;
      // Longer than any known name: what does not fit only has to be counted.
      auto const kept = std::min(s.size(), key_.size() - std::min(key_size_, key_.size()));
      std::copy_n(s.data(), kept, key_.data() + std::min(key_size_, key_.size()));
      key_size_ += s.size();
      break;
    }
    case place::schema_entry:
      if (!open_ && entry_columns_ != 0 && root_ == root::answer) {
        if (!schema_as_json()) return false;
        return key_part(s);
      }
      if (!open_) text_begin_ = builder_.position();
      builder_.bytes().append(s);
      break;
    case place::capture:
      if (!open_) {
        begin_captured_value();
        builder_.bytes().append("\"");
      }
      append_json_escaped(builder_.bytes(), s);
      break;
    default:
      break;
  }
  open_ = true;
  return true;
}

bool result_handler::key_end() {
  // A key without any part is the empty key.
  if (!open_ && !key_part({})) return false;
  open_ = false;
  auto const known_size = key_size_ <= key_.size() ? key_size_ : 0;
  switch (place_) {
    case place::answer:
      return find_answer_member({key_.data(), known_size});
    case place::result:
      return find_result_member({key_.data(), known_size});
    case place::schema_entry:
      column_name_ = builder_.span_from(text_begin_);
      return true;
    case place::capture:
      builder_.bytes().append("\":");
      comma_ = false;
      return true;
    default:
      return true;
  }
}

bool result_handler::find_answer_member(std::string_view key) {
  auto const index = index_of(answer_member_names, key);
  if (!index) {
    begin_skip(0);
    return true;
  }
  answer_member_ = static_cast<answer_member>(*index);
  return see(answer_seen_, *index);
}

bool result_handler::find_result_member(std::string_view key) {
  auto const index = index_of(result_member_names, key);
  if (!index) {
    begin_skip(0);
    return true;
  }
  result_member_ = static_cast<result_member>(*index);
  return see(result_seen_, *index);
}

bool result_handler::see(std::uint8_t& seen, std::size_t index) {
  auto const bit = static_cast<std::uint8_t>(1u << index);
  if ((seen & bit) != 0) return fail_at_member(errc::duplicate_member);
  seen |= bit;
  return true;
}

}  // namespace dataarts
