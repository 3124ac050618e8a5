#include "json_children.hpp"

#include "../json_text.hpp"
#include "json_reader.hpp"

#include <utility>

namespace dataarts {

namespace {

using kind = json_child::kind;

/// Writes each child down as it comes.
class child_handler {
 public:
  explicit child_handler(json_children& out) : out_(out) {}

  bool begin_object() { return begin(kind::object, '{'); }
  bool end_object() { return end('}'); }
  bool begin_array() { return begin(kind::array, '['); }
  bool end_array() { return end(']'); }

  bool key(std::string_view text) {
    key_part(text);
    return key_end();
  }
  bool key_part(std::string_view text) {
    text_.append(text);
    return true;
  }
  bool key_end() {
    auto& whole = out_.compact;
    separate(whole);
    append_json_string(whole, text_);
    whole += ':';
    if (depth_ == 1) {
      name_ = std::move(text_);
    } else {
      auto& value = out_.children.back().value;
      separate(value);
      append_json_string(value, text_);
      value += ':';
    }
    text_.clear();
    return true;
  }

  bool text(std::string_view piece) {
    text_part(piece);
    return text_end();
  }
  bool text_part(std::string_view piece) {
    text_.append(piece);
    return true;
  }
  bool text_end() {
    std::string quoted;
    append_json_string(quoted, text_);
    scalar(kind::text, quoted);
    if (depth_ == 1) out_.children.back().value = std::move(text_);
    text_.clear();
    return true;
  }

  bool number(cell_kind, std::string_view lexeme) { return scalar(kind::number, lexeme); }
  bool boolean(bool value) { return scalar(kind::boolean, value ? "true" : "false"); }
  bool null() { return scalar(kind::null, "null"); }

 private:
  static void separate(std::string& out) {
    if (out.empty()) return;
    auto const last = out.back();
    if (last != '{' && last != '[' && last != ':') out += ',';
  }

  void start_child(kind what) { out_.children.push_back({std::exchange(name_, {}), what, {}}); }

  bool scalar(kind what, std::string_view lexeme) {
    separate(out_.compact);
    out_.compact += lexeme;
    if (depth_ == 0) {
      out_.what = what;
      return true;
    }
    if (depth_ == 1) start_child(what);
    auto& value = out_.children.back().value;
    separate(value);
    value += lexeme;
    return true;
  }

  bool begin(kind what, char bracket) {
    separate(out_.compact);
    out_.compact += bracket;
    if (depth_ == 0) {
      out_.what = what;
    } else {
      if (depth_ == 1) start_child(what);
      auto& value = out_.children.back().value;
      separate(value);
      value += bracket;
    }
    ++depth_;
    return true;
  }

  bool end(char bracket) {
    out_.compact += bracket;
    --depth_;
    if (depth_ > 0) out_.children.back().value += bracket;
    return true;
  }

  json_children& out_;
  std::size_t depth_ = 0;
  std::string name_;
  std::string text_;
};

}  // namespace

bool read_json_children(json_children& out, std::string_view text, std::size_t max_depth, decode_error& error) {
  out = {};
  child_handler handler(out);
  json_reader<child_handler> reader(handler, max_depth);
  if (reader.write(text) && reader.finish()) return true;
  auto const& why = reader.error();
  error = {why.code == errc{} ? errc::invalid_json : why.code, why.offset, why.reason};
  return false;
}

}  // namespace dataarts
