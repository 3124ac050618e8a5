#ifndef DATAARTS_OBSERVE_JSON_OBJECT_HPP
#define DATAARTS_OBSERVE_JSON_OBJECT_HPP

#include "json_text.hpp"
#include "one_line.hpp"

#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace dataarts::observe {

/// Appends a JSON object to a text, member by member; names are given as they stand in JSON.
class json_object {
 public:
  explicit json_object(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view name, std::string_view value) {
    begin(name);
    append_json_string(out_, value);
  }

  /// Of text from outside: made valid UTF-8 in one line, at most `longest` characters. Left out if it is empty.
  void foreign_text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    std::string clean;
    append_one_line(clean, value, longest);
    text(name, clean);
  }

  template <std::integral Number>
  void number(std::string_view name, Number value) {
    begin(name);
    append_number(value);
  }

  /// In seconds, e.g. 0.0123.
  void seconds(std::string_view name, std::chrono::nanoseconds value) {
    begin(name);
    append_number(std::chrono::duration<double>(value).count());
  }

  void truth(std::string_view name, bool value) {
    begin(name);
    out_ += value ? "true" : "false";
  }

  void end() { out_ += '}'; }

 private:
  static constexpr std::size_t longest = 256;

  void begin(std::string_view name) {
    if (out_.back() != '{') out_ += ',';
    append_json_string(out_, name);
    out_ += ':';
  }

  template <class Number>
  void append_number(Number value) {
    char room[40];
    out_.append(std::begin(room), std::to_chars(std::begin(room), std::end(room), value).ptr);
  }

  std::string& out_;
};

}  // namespace dataarts::observe

#endif
