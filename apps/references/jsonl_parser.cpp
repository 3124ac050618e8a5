#include "reference_members.hpp"
#include "reference_parser.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <utility>

namespace dataarts::apps {
namespace {

namespace json = boost::json;

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view expected = R"(; expected {"script":"NAME","instance":"ID"}, optionally with "workspace")";

// Every byte but the continuation bytes of UTF-8 begins a character.
std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

json::parse_options options() noexcept {
  json::parse_options made;
  // An answer may be nested as deeply as the client allows, 64; other programs may have put it into something.
  made.max_depth = 128;
  return made;
}

// Parses a line as its bytes come and keeps none of them: a line may hold the results of a whole table.
class jsonl_parser final : public record_parser {
 public:
  explicit jsonl_parser(std::string name) : name_(std::move(name)), parser_(options()) {}

  std::optional<instance_ref> next(input_text& text) override {
    while (text.at < text.bytes.size()) {
      auto const rest = text.rest();
      auto const end = rest.find('\n');
      auto const piece = rest.substr(0, end);
      take(piece);
      text.at += piece.size();
      if (end == std::string_view::npos) break;
      ++text.at;
      if (auto ref = end_line()) return ref;
    }
    if (!text.complete) return std::nullopt;
    return end_line();
  }

  std::size_t line() const noexcept override { return line_ - 1; }

 private:
  void take(std::string_view piece) {
    bytes_ += piece.size();
    if (bytes_ > longest_line) throw input_error(name_, {line_, 1}, "the line is longer than 128 MiB");
    if (!begun_) {
      auto const blank = std::min(piece.find_first_not_of(blanks), piece.size());
      piece.remove_prefix(blank);
      characters_ += blank;
      if (piece.empty()) return;
      begun_ = true;
      begin_ = characters_;
    }
    std::size_t read = 0;
    if (!parser_.done()) {
      json::error_code error;
      read = parser_.write_some(true, piece.data(), piece.size(), error);
      if (error) refuse_json(characters_ + count_characters(piece.substr(0, read)), error);
      check_lengths();
    }
    auto const extra = piece.find_first_not_of(blanks, read);
    if (extra != std::string_view::npos) {
      refuse_at(characters_ + count_characters(piece.substr(0, extra)),
                "text after the end of the object; expected one object per line");
    }
    characters_ += count_characters(piece);
  }

  // Nothing for a blank line.
  std::optional<instance_ref> end_line() {
    std::optional<instance_ref> made;
    if (begun_) made = reference();
    ++line_;
    bytes_ = characters_ = begin_ = 0;
    begun_ = false;
    parser_.reset();
    parser_.handler().reset();
    return made;
  }

  instance_ref reference() {
    if (!parser_.done()) {
      json::error_code error;
      parser_.write_some(false, nullptr, 0, error);
      if (error) refuse_json(characters_, error);
    }
    auto const root = parser_.handler().root();
    if (root != json_kind::object) refuse_at(begin_, std::string(kind_name(root)) + std::string(expected));
    auto const script = text_of(reference_members::script);
    auto const instance = text_of(reference_members::instance);
    return instance_ref(script, instance, text_of(reference_members::workspace));
  }

  std::string_view text_of(reference_members::which name) {
    auto const required = name != reference_members::workspace;
    auto const& found = parser_.handler()[name];
    auto const quoted = '"' + std::string(reference_members::names[name]) + '"';
    if (found.kind == json_kind::absent || (found.kind == json_kind::null && !required)) {
      if (required) refuse_at(begin_, "no member " + quoted + std::string(expected));
      return {};
    }
    if (found.kind != json_kind::text) {
      refuse_at(begin_, quoted + " is " + std::string(kind_name(found.kind)) + "; expected a text");
    }
    if (found.text.empty() && required) refuse_at(begin_, quoted + " is empty; expected a name");
    return found.text;
  }

  void check_lengths() {
    for (auto const name : {reference_members::script, reference_members::instance, reference_members::workspace}) {
      if (parser_.handler()[name].text.size() <= longest_record) continue;
      refuse_at(begin_, '"' + std::string(reference_members::names[name]) + "\" is longer than 1 MiB");
    }
  }

  [[noreturn]] void refuse_json(std::size_t characters, json::error_code const& why) {
    refuse_at(characters, "not valid JSON (" + why.message() + ")" + std::string(expected));
  }

  [[noreturn]] void refuse_at(std::size_t characters, std::string const& why) {
    throw input_error(name_, {line_, characters + 1}, why);
  }

  std::string name_;
  json::basic_parser<reference_members> parser_;
  std::size_t line_ = 1;

  // Of the current line, as far as it has come.
  std::size_t bytes_ = 0;
  std::size_t characters_ = 0;
  std::size_t begin_ = 0;  // characters before the object
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<record_parser> make_jsonl_parser(std::string name) {
  return std::make_unique<jsonl_parser>(std::move(name));
}

}  // namespace dataarts::apps
