#include "json_layout.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dataarts::mock::program {
namespace {

constexpr std::size_t widest = 120;
constexpr std::size_t always_broken_to = 2;  // levels whose parts are objects or lists

struct token {
  std::string_view text;       // empty at the end
  std::size_t line_feeds = 0;  // before it

  bool is_comment() const { return text.starts_with("//") || text.starts_with("/*"); }
  bool is(char c) const { return text.size() == 1 && text.front() == c; }
};

class scanner {
 public:
  explicit scanner(std::string_view text) : rest_(text) { next(); }

  token const& current() const { return current_; }

  token take() {
    auto const made = current_;
    next();
    return made;
  }

 private:
  void next() {
    auto const begin = std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size());
    auto const blanks = rest_.substr(0, begin);
    rest_.remove_prefix(begin);
    auto const size = size_of_token();
    current_ = {rest_.substr(0, size), static_cast<std::size_t>(std::count(blanks.begin(), blanks.end(), '\n'))};
    if (current_.text.starts_with("//") && current_.text.ends_with('\r')) current_.text.remove_suffix(1);
    rest_.remove_prefix(size);
  }

  std::size_t size_of_token() const {
    if (rest_.empty()) return 0;
    if (rest_.starts_with("//")) return std::min(rest_.find('\n'), rest_.size());
    if (rest_.starts_with("/*")) return std::min(rest_.find("*/", 2), rest_.size() - 2) + 2;
    if (rest_.front() == '"') {
      std::size_t at = 1;
      while (at < rest_.size() && rest_[at] != '"') at += rest_[at] == '\\' ? 2 : 1;
      return std::min(at + 1, rest_.size());
    }
    if (std::string_view("{}[],:").find(rest_.front()) != std::string_view::npos) return 1;
    return std::min(rest_.find_first_of(" \t\r\n,:{}[]\"/"), rest_.size());
  }

  std::string_view rest_;
  token current_;
};

struct comment {
  std::string_view text;
  bool blank_line = false;  // before it
};

struct part;

struct node {
  std::string_view scalar;  // empty: an object or a list
  char open = 0;
  std::vector<part> parts;
  std::vector<comment> rest;  // behind the last part

  bool is_empty() const { return parts.empty() && rest.empty(); }
};

struct part {
  std::vector<comment> before;
  std::string_view name;  // of a member
  node value;
  std::vector<std::string_view> behind;  // comments in the same line
  bool blank_line = false;
};

node read_node(scanner& from, std::vector<comment>& comments);

void read_comments(scanner& from, std::vector<comment>& to) {
  while (from.current().is_comment()) {
    auto const taken = from.take();
    to.push_back({taken.text, taken.line_feeds > 1});
  }
}

node read_parts(scanner& from, char open) {
  node made;
  made.open = open;
  std::vector<comment> pending;
  for (;;) {
    auto const& next = from.current();
    if (next.text.empty()) break;
    if (next.is_comment()) {
      auto const taken = from.take();
      if (taken.line_feeds == 0 && !made.parts.empty() && pending.empty()) {
        made.parts.back().behind.push_back(taken.text);
      } else {
        pending.push_back({taken.text, taken.line_feeds > 1 && !(made.parts.empty() && pending.empty())});
      }
    } else if (next.is('}') || next.is(']')) {
      from.take();
      break;
    } else if (next.is(',')) {
      from.take();
    } else {
      part each;
      each.blank_line = next.line_feeds > 1 && !(made.parts.empty() && pending.empty());
      if (open == '{') {
        each.name = from.take().text;
        read_comments(from, pending);
        from.take();  // the colon
      }
      each.value = read_node(from, pending);
      each.before = std::move(pending);
      pending.clear();
      made.parts.push_back(std::move(each));
    }
  }
  made.rest = std::move(pending);
  return made;
}

node read_node(scanner& from, std::vector<comment>& comments) {
  read_comments(from, comments);
  auto const first = from.take();
  if (first.is('{') || first.is('[')) return read_parts(from, first.text.front());
  node made;
  made.scalar = first.text;
  return made;
}

bool has_comments(node const& of) {
  return !of.rest.empty() || std::any_of(of.parts.begin(), of.parts.end(), [](part const& each) {
    return !each.before.empty() || !each.behind.empty() || has_comments(each.value);
  });
}

void write_in_line(std::string& to, node const& from) {
  if (!from.scalar.empty()) {
    to += from.scalar;
    return;
  }
  to += from.open;
  auto const padded = from.open == '{' && !from.parts.empty();
  if (padded) to += ' ';
  for (std::size_t i = 0; i < from.parts.size(); ++i) {
    if (i > 0) to += ", ";
    if (!from.parts[i].name.empty()) to.append(from.parts[i].name).append(": ");
    write_in_line(to, from.parts[i].value);
  }
  if (padded) to += ' ';
  to += from.open == '{' ? '}' : ']';
}

// The column that a text ends in; all but the first bytes of a character in UTF-8 take none.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_broken(node const& of, std::size_t level, std::size_t used) {
  if (!of.scalar.empty() || of.is_empty()) return false;
  if (has_comments(of)) return true;
  auto const holds_more = std::any_of(of.parts.begin(), of.parts.end(), [](part const& each) {
    return each.value.scalar.empty() && !each.value.is_empty();
  });
  if (level < always_broken_to && holds_more) return true;
  std::string in_line;
  write_in_line(in_line, of);
  return used + width(in_line) + 1 > widest;  // and a comma
}

class writer {
 public:
  void write_comments(std::vector<comment> const& comments, std::size_t level) {
    for (auto const& each : comments) {
      if (each.blank_line) made_ += '\n';
      begin_line(level);
      made_ += each.text;
      made_ += '\n';
    }
  }

  void write(node const& from, std::size_t level, std::size_t used) {
    if (!is_broken(from, level, used)) return write_in_line(made_, from);
    made_ += from.open;
    made_ += '\n';
    for (auto const& each : from.parts) write_part(each, level + 1, &each != &from.parts.back());
    write_comments(from.rest, level + 1);
    begin_line(level);
    made_ += from.open == '{' ? '}' : ']';
  }

  std::string& text() { return made_; }

 private:
  void begin_line(std::size_t level) { made_.append(2 * level, ' '); }

  void write_part(part const& from, std::size_t level, bool more) {
    write_comments(from.before, level);
    if (from.blank_line) made_ += '\n';
    begin_line(level);
    if (!from.name.empty()) made_.append(from.name).append(": ");
    write(from.value, level, 2 * level + (from.name.empty() ? 0 : width(from.name) + 2));
    if (more) made_ += ',';
    for (auto const& each : from.behind) made_.append("  ").append(each);
    made_ += '\n';
  }

  std::string made_;
};

}  // namespace

std::string lay_out_json(std::string_view text) {
  scanner from(text);
  std::vector<comment> before;
  auto const whole = read_node(from, before);
  std::vector<comment> behind;
  read_comments(from, behind);
  writer to;
  to.write_comments(before, 0);
  to.write(whole, 0, 0);
  to.text() += '\n';
  to.write_comments(behind, 0);
  return std::move(to.text());
}

}  // namespace dataarts::mock::program
