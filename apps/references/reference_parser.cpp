#include "reference_parser.hpp"

#include <utility>

namespace dataarts::apps {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

reference_parser::reference_parser(std::string name) : name_(std::move(name)) {}

void reference_parser::feed(std::string_view piece) {
  text_.bytes.erase(0, text_.at);
  text_.at = 0;
  text_.bytes.append(piece);
}

std::optional<instance_ref> reference_parser::next() {
  if (!format_ && !choose_format()) return std::nullopt;
  return format_->next(text_);
}

// The first character that is not a blank tells: a brace begins JSON Lines, anything else CSV.
bool reference_parser::choose_format() {
  auto const rest = text_.rest();
  if (rest.size() < byte_order_mark.size() && byte_order_mark.starts_with(rest) && !text_.complete) return false;
  auto const mark = rest.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  auto const first = rest.find_first_not_of(" \t\r\n", mark);
  if (first == std::string_view::npos) {
    if (rest.size() > longest_record) throw input_error(name_, {}, "the input begins with more than 1 MiB of blanks");
    return false;
  }
  if (rest[first] == '[') {
    throw input_error(
        name_, {}, "the input is a JSON array; expected JSON Lines, one object per line, as `jq -c '.[]'` makes them");
  }
  format_ = rest[first] == '{' ? make_jsonl_parser(name_) : make_csv_parser(name_);
  text_.at += mark;
  return true;
}

}  // namespace dataarts::apps
