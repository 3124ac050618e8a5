// The containers of an answer, and the values that are kept as JSON or not at all; the rest of the class is in
// result_handler.cpp.

#include "result_handler.hpp"

#include "../json_text.hpp"

#include <string>

namespace dataarts {

// Containers

bool result_handler::begin_container(bool array) {
  switch (place_) {
    case place::document:
      return begin_root(array);
    case place::answer:
      return begin_answer_container(array);
    case place::results:
      if (array) return fail_at_member(errc::unexpected_type);
      builder_.add_result(false);
      result_seen_ = 0;
      place_ = place::result;
      return true;
    case place::result:
      begin_result_container(array);
      return true;
    case place::rows:
      if (!rows_as_json()) return false;
      begin_captured_container(array);
      return true;
    case place::row:
      builder_.begin_cell();
      begin_capture(place::row, builder_.position(), 0);
      begin_captured_container(array);
      return true;
    case place::schema:
    case place::schema_entry:
      if (!schema_as_json()) return false;
      begin_captured_container(array);
      return true;
    case place::capture:
      begin_captured_container(array);
      return true;
    case place::skip:
      ++depth_;
      return true;
    case place::end:
      break;
  }
  return true;
}

bool result_handler::begin_root(bool array) {
  if (root_ == root::schema) {
    builder_.begin_columns();
    lone_entry_ = !array;
    place_ = place::schema;
    if (lone_entry_) begin_schema_entry();
    return true;
  }
  if (array != (root_ == root::rows)) return fail_at_member(errc::unexpected_type);
  if (array) builder_.begin_rows();
  place_ = array ? place::rows : place::answer;
  return true;
}

bool result_handler::begin_answer_container(bool array) {
  auto& head = builder_.head();
  switch (answer_member_) {
    case answer_member::status:
      return fail_at_member(errc::unexpected_type);
    case answer_member::message:
      begin_capture(place::answer, builder_.position(), 0);
      begin_captured_container(array);
      return true;
    case answer_member::results:
      if (!array) return fail_at_member(errc::unexpected_type);
      // `results` goes before a `result` that was read already.
      if (head.result_form == instance_block::list_form::list) {
        head.result_form = instance_block::list_form::absent;
        builder_.drop_results();
      }
      head.results_form = instance_block::list_form::list;
      break;
    case answer_member::result:
      if (!array) result_unreadable_ = true;
      if (!array || head.results_form == instance_block::list_form::list) {
        begin_skip(1);
        return true;
      }
      head.result_form = instance_block::list_form::list;
      break;
  }
  list_ = answer_member_;
  place_ = place::results;
  return true;
}

void result_handler::begin_result_container(bool array) {
  if (array && result_member_ == result_member::rows) {
    builder_.begin_rows();
    place_ = place::rows;
  } else if (array && result_member_ == result_member::schema) {
    builder_.begin_columns();
    lone_entry_ = false;
    place_ = place::schema;
  } else {
    begin_capture(place::result, builder_.position(), 0);
    begin_captured_container(array);
  }
}

bool result_handler::end_container(bool array) {
  switch (place_) {
    case place::answer:
      place_ = place::end;
      break;
    case place::results:
      place_ = place::answer;
      break;
    case place::result:
      place_ = place::results;
      break;
    case place::rows:
      place_ = place::end;
      if (root_ != root::answer) break;
      builder_.end_rows(record());
      record().forms[static_cast<std::size_t>(result_member::rows)] = member_form::list;
      place_ = place::result;
      break;
    case place::schema:
      place_ = place::end;
      if (root_ != root::answer) break;
      builder_.end_columns(record());
      record().forms[static_cast<std::size_t>(result_member::schema)] = member_form::list;
      place_ = place::result;
      break;
    case place::schema_entry:
      return end_schema_entry();
    case place::capture:
      end_captured_container(array);
      break;
    case place::skip:
      if (--depth_ == 0) place_ = back_;
      break;
    default:
      break;
  }
  return true;
}

bool result_handler::end_schema_entry() {
  if (entry_columns_ == 0) {
    if (!schema_as_json()) return false;
    end_captured_container(false);
    return true;
  }
  place_ = lone_entry_ ? place::end : place::schema;
  return true;
}

// Values kept as JSON, and values not kept

void result_handler::begin_skip(std::size_t depth) noexcept {
  back_ = place_;
  depth_ = depth;
  place_ = place::skip;
}

void result_handler::begin_capture(place back, std::uint32_t begin, std::size_t depth) noexcept {
  back_ = back;
  text_begin_ = begin;
  depth_ = depth;
  comma_ = false;
  place_ = place::capture;
}

void result_handler::begin_captured_value() {
  if (comma_) builder_.bytes().append(",");
  comma_ = false;
}

void result_handler::begin_captured_container(bool array) {
  begin_captured_value();
  builder_.bytes().append(array ? "[" : "{");
  ++depth_;
}

void result_handler::end_captured_container(bool array) {
  builder_.bytes().append(array ? "]" : "}");
  comma_ = true;
  if (--depth_ == 0) end_capture();
}

void result_handler::end_capture() {
  place_ = back_;
  auto const span = builder_.span_from(text_begin_);
  if (place_ == place::row) {
    builder_.end_cell(cell_kind::json);
  } else if (place_ == place::answer) {
    builder_.head().message = span;
    builder_.head().message_form = member_form::json;
  } else {
    record().forms[static_cast<std::size_t>(result_member_)] = member_form::json;
    record().spans[static_cast<std::size_t>(result_member_)] = span;
  }
}

bool result_handler::rows_as_json() {
  if (root_ != root::answer) return fail(errc::unexpected_type, {});
  auto const any = builder_.has_rows();
  begin_capture(place::result, builder_.rows_to_json(), 1);
  comma_ = any;
  return true;
}

bool result_handler::schema_as_json() {
  if (root_ != root::answer) return fail(errc::unexpected_type, {});
  auto& out = builder_.bytes();
  auto const in_entry = place_ == place::schema_entry;
  auto const any = builder_.column_count() != 0;
  std::string const name(column_name_.in(out.data()));
  auto const named = column_name_.offset != 0;
  begin_capture(place::result, builder_.columns_to_json(), in_entry ? 2 : 1);
  comma_ = any;
  if (!in_entry) return true;
  if (entry_columns_ != 0) {
    out.cut(out.size() - 1);  // the last entry is not over
    return true;
  }
  begin_captured_value();
  out.append("{");
  if (named) {
    append_json_string(out, name);
    out.append(":");
  }
  return true;
}

}  // namespace dataarts
