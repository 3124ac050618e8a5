#include "scenario/json_syntax.hpp"

#include "scenario/json_place.hpp"

#include <algorithm>
#include <vector>

namespace dataarts::mock::scenarios {
namespace {

constexpr std::size_t longest_shown = 40;
constexpr std::string_view blanks = " \t\r\n";

// Goes from part to part and knows what may stand next.
class syntax_scanner {
 public:
  syntax_scanner(std::string_view text, bool relaxed, bool secret) : text_(text), relaxed_(relaxed), secret_(secret) {
    skip();
  }

  std::optional<syntax_mistake> run() {
    while (!mistake_ && next_ != expected::end) step();
    return mistake_;
  }

 private:
  enum class expected { value, value_or_end, name, name_or_end, colon, comma_or_end, end };

  void step() {
    if (at_ == text_.size()) return tell_end();
    auto const c = text_[at_];
    switch (next_) {
      case expected::value_or_end:
        if (c == ']') return close();
        return value(c);
      case expected::value:
        return value(c);
      case expected::name_or_end:
        if (c == '}') return close();
        return name(c);
      case expected::name:
        return name(c);
      case expected::colon:
        if (c != ':') return tell("where a : and a value have to follow the name" + name_);
        next_ = expected::value;
        return forward(1);
      case expected::comma_or_end:
        return behind_value(c);
      case expected::end:
        return;
    }
  }

  void value(char c) {
    if (c == '{' || c == '[') {
      open_.push_back(at_);
      next_ = c == '{' ? expected::name_or_end : expected::value_or_end;
      return forward(1);
    }
    if (c == '"') return text_value();
    auto const word = word_here();
    if (word == "true" || word == "false" || word == "null" || c == '-' || (c >= '0' && c <= '9')) {
      return value_ended(word.size());
    }
    if (c == '\'') return tell("where a value has to be; texts stand in double quotes: " + quoted());
    for (std::string_view const right : {"true", "false", "null"}) {
      if (is_spelt(word, right)) return tell("where a value has to be; write " + std::string(right));
    }
    if (word == "None") return tell("where a value has to be; write null");
    if (!word.empty()) return tell("where a value has to be; a text stands in double quotes: " + quoted());
    if (c == ',') return tell("where a value has to be; there is a comma too many, or a value is missing");
    tell("where a value has to be");
  }

  void name(char c) {
    if (c == '"') {
      auto const end = end_of_text();
      if (end == std::string_view::npos) return tell_open_text();
      name_ = secret_ ? std::string() : ' ' + cut(text_.substr(at_, end - at_));
      next_ = expected::colon;
      return forward(end - at_);
    }
    if (c == '\'' || !word_here().empty()) {
      return tell("where the name of a member has to be; names stand in double quotes: " + quoted());
    }
    if (c == '}') return tell("behind a comma; remove the comma, or add a member");
    if (c == ',') return tell("where the name of a member has to be; there is a comma too many");
    tell("where the name of a member has to be, in double quotes");
  }

  void behind_value(char c) {
    auto const* const ends = text_[open_.back()] == '{' ? "}" : "]";
    if (c == *ends) return close();
    if (c != ',') {
      auto const wrong_end = c == '}' || c == ']';
      auto const opened = std::string("the ") + text_[open_.back()] + " of line " + line_of(open_.back());
      if (wrong_end) return tell("where " + opened + " has to be closed by " + ends);
      return tell(std::string("where a comma or ") + ends + " has to be; is a comma missing before it?");
    }
    forward(1);
    if (text_[open_.back()] == '{') {
      next_ = relaxed_ ? expected::name_or_end : expected::name;
    } else {
      next_ = relaxed_ ? expected::value_or_end : expected::value;
    }
  }

  void text_value() {
    auto const end = end_of_text();
    if (end == std::string_view::npos) return tell_open_text();
    value_ended(end - at_);
  }

  void close() {
    open_.pop_back();
    value_ended(1);
  }

  void value_ended(std::size_t size) {
    next_ = open_.empty() ? expected::end : expected::comma_or_end;
    forward(size);
  }

  void forward(std::size_t size) {
    at_ += size;
    skip();
  }

  void skip() {
    at_ = relaxed_ ? skip_blanks(text_, at_) : std::min(text_.find_first_not_of(blanks, at_), text_.size());
  }

  // Behind the closing quote of the text that begins here; npos: it does not end in its line.
  std::size_t end_of_text() const {
    for (auto at = at_ + 1; at < text_.size() && text_[at] != '\n'; ++at) {
      if (text_[at] == '"') return at + 1;
      if (text_[at] == '\\') ++at;
    }
    return std::string_view::npos;
  }

  std::string_view word_here() const {
    auto const end = text_.find_first_of(" \t\r\n,:{}[]\"'/", at_);
    return text_.substr(at_, std::min(end, text_.size()) - at_);
  }

  static bool is_spelt(std::string_view word, std::string_view right) {
    return word.size() == right.size() && std::equal(word.begin(), word.end(), right.begin(), [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
  }

  // What stands here, in double quotes.
  std::string quoted() const {
    if (secret_) return "\"…\"";
    auto inside = word_here();
    if (text_[at_] == '\'') {
      auto const end = text_.find_first_of("'\n", at_ + 1);
      inside = text_.substr(at_ + 1, std::min(end, text_.size()) - at_ - 1);
    }
    return '"' + cut(inside) + '"';
  }

  std::string shown() const {
    auto const c = text_[at_];
    auto part = word_here();
    if (c == '"') {
      auto const end = end_of_text();
      part = text_.substr(at_, end == std::string_view::npos ? 1 : end - at_);
    } else if (c == '\'') {
      auto const end = text_.find_first_of("'\n", at_ + 1);
      part = text_.substr(at_, end == std::string_view::npos || text_[end] == '\n' ? 1 : end - at_ + 1);
    }
    if (part.empty()) part = text_.substr(at_, 1);
    auto const printable = [](char each) { return static_cast<unsigned char>(each) >= ' ' && each != 0x7f; };
    if (!std::all_of(part.begin(), part.end(), printable)) return "a control character";
    if (secret_ && part.size() > 1) return c == '"' || c == '\'' ? "a text" : "a word";
    return cut(part);
  }

  static std::string cut(std::string_view text) {
    if (text.size() <= longest_shown) return std::string(text);
    auto end = longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not inside of a character
    return std::string(text.substr(0, end)) + "…";
  }

  std::string line_of(std::size_t at) const {
    return std::to_string(1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  void tell(std::string const& where) { mistake_ = {at_, "found " + shown() + ' ' + where}; }

  void tell_open_text() {
    // A break of the line, or the end of the file, comes before the closing quote.
    mistake_ = {at_, "a text begins here and does not end in its line; is the closing \" missing?"};
  }

  void tell_end() {
    if (open_.empty()) {
      mistake_ = {at_, "the file is empty"};
      return;
    }
    mistake_ = {at_, std::string("the file ends, and the ") + text_[open_.back()] + " of line " +
                         line_of(open_.back()) + " is not closed"};
  }

  std::string_view text_;
  bool relaxed_;
  bool secret_;
  std::size_t at_ = 0;
  expected next_ = expected::value;
  std::vector<std::size_t> open_;  // where the objects and lists begin that are open here
  std::string name_;
  std::optional<syntax_mistake> mistake_;
};

}  // namespace

std::optional<syntax_mistake> find_syntax_mistake(std::string_view text, bool relaxed, bool secret) {
  return syntax_scanner(text, relaxed, secret).run();
}

}  // namespace dataarts::mock::scenarios
