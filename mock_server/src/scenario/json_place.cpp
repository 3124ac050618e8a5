#include "scenario/json_place.hpp"

#include <algorithm>
#include <iterator>

namespace dataarts::mock::scenarios {
namespace {

// Walks over a text that is known to be JSON.
class walker {
 public:
  explicit walker(std::string_view text) : text_(text), at_(skip_blanks(text, 0)) {}

  std::size_t position() const { return at_; }

  // Calls `what` with the position of each element of the list that begins here.
  template <class What>
  void each_element(What what) {
    if (text_[at_] != '[') return;
    for (next(); text_[at_] != ']';) {
      what(at_);
      skip_value();
      if (text_[at_] == ',') next();
    }
  }

  // Goes into the object or list that begins here, to a part of it. False: there is none such; the position is kept.
  bool enter(std::variant<std::string, std::size_t> const& step, std::size_t& begin) {
    auto const kept = at_;
    auto const in_object = text_[at_] == '{';
    if (in_object != std::holds_alternative<std::string>(step) || (!in_object && text_[at_] != '[')) return false;
    next();
    for (std::size_t index = 0; text_[at_] != '}' && text_[at_] != ']'; ++index) {
      begin = at_;
      auto found = !in_object && std::get<std::size_t>(step) == index;
      if (in_object) {
        // A name with escapes is none that is looked for.
        auto const name = text_.substr(at_ + 1, end_of_string() - at_ - 2);
        found = name == std::get<std::string>(step);
        skip_value();
        next();  // the colon
      }
      if (found) return true;
      skip_value();
      if (text_[at_] == ',') next();
    }
    at_ = kept;
    return false;
  }

 private:
  void next() { at_ = skip_blanks(text_, at_ + 1); }

  std::size_t end_of_string() const {
    auto at = at_ + 1;
    while (text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  void skip_value() {
    std::size_t depth = 0;
    do {
      auto const c = text_[at_];
      if (c == '"') {
        at_ = end_of_string();
      } else {
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        at_ = c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':'
                  ? at_ + 1
                  : std::min(text_.find_first_of(" \t\r\n,:]}/", at_), text_.size());
      }
      at_ = skip_blanks(text_, at_);
    } while (depth > 0);
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::string to_text(json_path const& path) {
  std::string made;
  for (auto const& step : path) {
    if (auto const* name = std::get_if<std::string>(&step)) {
      made += (made.empty() ? "" : ".") + *name;
    } else {
      made += '[' + std::to_string(std::get<std::size_t>(step)) + ']';
    }
  }
  return made;
}

json_path to_path(std::string_view text) {
  json_path made;
  while (!text.empty()) {
    auto const end = std::min(text.find_first_of(".[]"), text.size());
    auto const part = std::string(text.substr(0, end));
    auto const index = end < text.size() && text[end] == ']';
    if (index) {
      made.emplace_back(static_cast<std::size_t>(std::stoul(part)));
    } else if (!part.empty()) {
      made.emplace_back(part);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return made;
}

line_index::line_index(std::string_view text) : begins_{0} {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) begins_.push_back(at + 1);
}

line_index::position line_index::of(std::size_t at) const {
  auto const next = std::upper_bound(begins_.begin(), begins_.end(), at);
  return {static_cast<std::size_t>(next - begins_.begin()), at - *std::prev(next) + 1};
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  for (;;) {
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    auto const rest = text.substr(at);
    if (rest.starts_with("//")) {
      at = text.find('\n', at);
    } else if (rest.starts_with("/*")) {
      auto const end = text.find("*/", at + 2);
      at = end == std::string_view::npos ? end : end + 2;
    } else {
      return at;
    }
    if (at == std::string_view::npos) return text.size();
  }
}

std::size_t find_place(std::string_view text, json_path const& path) {
  walker at(text);
  auto place = at.position();
  for (auto const& step : path) {
    auto begin = place;
    if (!at.enter(step, begin)) break;
    place = begin;
  }
  return place;
}

std::vector<std::size_t> find_elements(std::string_view text, std::string const& name) {
  std::vector<std::size_t> made;
  walker at(text);
  auto begin = at.position();
  if (at.enter(name, begin)) at.each_element([&](std::size_t each) { made.push_back(each); });
  return made;
}

}  // namespace dataarts::mock::scenarios
