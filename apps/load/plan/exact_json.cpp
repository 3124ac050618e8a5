#include "plan/exact_json.hpp"

#include "plan/plan_error.hpp"

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

// What `boost::json::basic_parser` calls a handler. Reads the digits of numbers itself.
class exact_handler {
 public:
  using error_code = boost::json::error_code;
  using part = boost::json::string_view;

  static constexpr std::size_t max_object_size = 100'000'000;
  static constexpr std::size_t max_array_size = 100'000'000;
  static constexpr std::size_t max_key_size = 1'000'000;
  static constexpr std::size_t max_string_size = 100'000'000;

  boost::json::value release() { return stack_.release(); }
  std::string const& doubled() const noexcept { return doubled_; }

  bool on_document_begin(error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(error_code&) const noexcept { return true; }
  bool on_object_begin(error_code&) {
    names_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t size, error_code&) {
    names_.pop_back();
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(error_code&) const noexcept { return true; }
  bool on_array_end(std::size_t size, error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(part text, std::size_t, error_code&) {
    key_.append(text.data(), text.size());
    stack_.push_chars(text);
    return true;
  }
  bool on_key(part text, std::size_t, error_code& error) {
    key_.append(text.data(), text.size());
    stack_.push_key(text);
    if (!names_.back().insert(key_).second) {
      doubled_ = key_;
      error = boost::json::make_error_code(boost::json::error::extra_data);
      return false;
    }
    key_.clear();
    return true;
  }
  bool on_string_part(part text, std::size_t, error_code&) {
    stack_.push_chars(text);
    return true;
  }
  bool on_string(part text, std::size_t, error_code&) {
    stack_.push_string(text);
    return true;
  }
  bool on_number_part(part text, error_code&) {
    number_.append(text.data(), text.size());
    return true;
  }
  bool on_int64(std::int64_t value, part, error_code&) {
    number_.clear();
    stack_.push_int64(value);
    return true;
  }
  bool on_uint64(std::uint64_t value, part, error_code&) {
    number_.clear();
    stack_.push_uint64(value);
    return true;
  }
  bool on_double(double value, part text, error_code&) {
    number_.append(text.data(), text.size());
    auto exact = value;
    std::from_chars(number_.data(), number_.data() + number_.size(), exact);
    number_.clear();
    stack_.push_double(exact);
    return true;
  }
  bool on_bool(bool value, error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(part, error_code&) const noexcept { return true; }
  bool on_comment(part, error_code&) const noexcept { return true; }

 private:
  boost::json::value_stack stack_;
  std::vector<std::set<std::string>> names_;  // of the objects that are open
  std::string key_;
  std::string number_;
  std::string doubled_;
};

}  // namespace

boost::json::value parse_exact_json(std::string_view text) {
  boost::json::basic_parser<exact_handler> parser{boost::json::parse_options{}};
  boost::json::error_code error;
  auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!error) {
    read += std::min(text.substr(read).find_first_not_of(" \t\r\n"), text.size() - read);
    if (read == text.size()) return parser.handler().release();
  }
  auto const before = text.substr(0, read);
  auto const line = 1 + std::count(before.begin(), before.end(), '\n');
  auto const line_begin = before.rfind('\n') + 1;  // 0 if there is no line end
  auto const column = read - line_begin + 1;
  auto const why = !error ? std::string("text after the end of the object")
                   : !parser.handler().doubled().empty()
                       ? fmt::format("the name \"{}\" is there twice in one object", parser.handler().doubled())
                       : fmt::format("not valid JSON ({})", error.message());
  throw plan_error(fmt::format("line {}, column {}: {}", line, column, why));
}

}  // namespace dataarts::load
