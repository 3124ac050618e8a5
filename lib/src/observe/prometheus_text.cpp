#include "observe/prometheus_text.hpp"

#include <charconv>
#include <cmath>

namespace dataarts::observe {

namespace {

void append_escaped(std::string& out, std::string_view text, bool in_quotes) {
  for (auto const c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || (in_quotes && c == '"')) out += '\\';
    out += c;
  }
}

void append_label(std::string& out, std::string_view name, std::string_view value) {
  out += out.back() == '{' ? "" : ",";
  out.append(name).append("=\"");
  append_escaped(out, value, true);
  out += '"';
}

template <class Number>
std::string text_of(Number value) {
  char room[40];
  auto const end = std::to_chars(std::begin(room), std::end(room), value).ptr;
  return {room, end};
}

std::string text_of_real(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return text_of(value);
}

}  // namespace

void prometheus_text::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_.append("# HELP ").append(name).append(" ");
  append_escaped(text_, help, false);
  text_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void prometheus_text::line(std::string_view suffix, label_list const& labels, std::string_view bound,
                           std::string_view value) {
  text_.append(name_).append(suffix).append("{");
  for (auto const& [name, content] : labels) {
    if (!content.empty()) append_label(text_, name, content);
  }
  if (!bound.empty()) append_label(text_, "le", bound);
  if (text_.back() == '{') {
    text_.pop_back();
  } else {
    text_ += '}';
  }
  text_.append(" ").append(value).append("\n");
}

void prometheus_text::sample(label_list const& labels, double value) { line({}, labels, {}, text_of_real(value)); }

void prometheus_text::sample(label_list const& labels, std::uint64_t value) { line({}, labels, {}, text_of(value)); }

void prometheus_text::sample(label_list const& labels, histogram const& value) {
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < value.counts().size(); ++i) {
    so_far += value.counts()[i];
    line("_bucket", labels, i < value.bounds().size() ? text_of_real(value.bounds()[i]) : "+Inf", text_of(so_far));
  }
  line("_sum", labels, {}, text_of_real(value.sum()));
  line("_count", labels, {}, text_of(value.count()));
}

}  // namespace dataarts::observe
