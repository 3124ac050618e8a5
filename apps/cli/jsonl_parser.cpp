#include "reference_parser.hpp"
#include "utf8.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <utility>

namespace dataarts::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view expected = R"(; expected {"script":"NAME","instance":"ID"}, optionally with "workspace")";

// Characters of a text, however broken it is.
std::size_t count_characters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(apps::decode_utf8(text).size);
  return count;
}

std::string_view kind_name(json::value const& value) noexcept {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "true or false";
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_:
      return "a number";
    case json::kind::string:
      return "a text";
    case json::kind::array:
      return "an array";
    case json::kind::object:
      return "an object";
  }
  return "a value";
}

class jsonl_parser final : public record_parser {
 public:
  explicit jsonl_parser(std::string name) : name_(std::move(name)) {}

  std::optional<instance_ref> next(input_text& text) override {
    while (auto const line = take_line(text)) {
      ++line_;
      if (line->find_first_not_of(" \t\r") != std::string_view::npos) return parse(*line);
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string_view> take_line(input_text& text) {
    auto const rest = text.rest();
    auto const end = rest.find('\n', searched_);
    if (end == std::string_view::npos) {
      if (rest.size() > longest_record) refuse_length();
      searched_ = rest.size();
      if (!text.complete || rest.empty()) return std::nullopt;
      text.at += rest.size();
      searched_ = 0;
      return rest;
    }
    if (end > longest_record) refuse_length();
    text.at += end + 1;
    searched_ = 0;
    return rest.substr(0, end);
  }

  instance_ref parse(std::string_view line) {
    std::array<unsigned char, 2048> buffer;
    json::monotonic_resource memory(buffer.data(), buffer.size());
    json::stream_parser parser(&memory);
    json::error_code error;
    auto const read = parser.write_some(line.data(), line.size(), error);
    if (!error && !parser.done()) parser.finish(error);
    if (error) refuse_at(line, read, "not valid JSON (" + error.message() + ")" + std::string(expected));
    auto const extra = line.find_first_not_of(" \t\r", read);
    if (extra != std::string_view::npos) {
      refuse_at(line, extra, "text after the end of the object; expected one object per line");
    }
    auto const value = parser.release();
    auto const* const object = value.if_object();
    if (object == nullptr) {
      refuse_at(line, line.find_first_not_of(" \t"), std::string(kind_name(value)) + std::string(expected));
    }
    auto const script = text_of(line, *object, "script", true);
    auto const instance = text_of(line, *object, "instance", true);
    return instance_ref(script, instance, text_of(line, *object, "workspace", false));
  }

  std::string_view text_of(std::string_view line, json::object const& object, std::string_view key, bool required) {
    auto const* const value = object.if_contains({key.data(), key.size()});
    auto const begin = line.find_first_not_of(" \t");
    if (value == nullptr || (value->is_null() && !required)) {
      if (required) refuse_at(line, begin, "no member \"" + std::string(key) + "\"" + std::string(expected));
      return {};
    }
    auto const* const text = value->if_string();
    if (text == nullptr) {
      refuse_at(line, begin, "\"" + std::string(key) + "\" is " + std::string(kind_name(*value)) + "; expected a text");
    }
    if (text->empty() && required) refuse_at(line, begin, "\"" + std::string(key) + "\" is empty; expected a name");
    return {text->data(), text->size()};
  }

  [[noreturn]] void refuse_at(std::string_view line, std::size_t byte, std::string const& why) {
    throw input_error(name_, {line_, count_characters(line.substr(0, byte)) + 1}, why);
  }

  [[noreturn]] void refuse_length() { throw input_error(name_, {line_ + 1, 1}, "the line is longer than 1 MiB"); }

  std::string name_;
  std::size_t line_ = 0;
  std::size_t searched_ = 0;
};

}  // namespace

std::unique_ptr<record_parser> make_jsonl_parser(std::string name) {
  return std::make_unique<jsonl_parser>(std::move(name));
}

}  // namespace dataarts::cli
