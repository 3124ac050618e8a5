#include <dataarts/mock/journal_entry.hpp>

#include "auth/timestamp.hpp"
#include "journal/seconds_text.hpp"
#include "utf8_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string_view>

namespace dataarts::mock {
namespace {

bool needs_escapes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f;
  });
}

void append_quoted(std::string& to, std::string_view text) {
  if (!needs_escapes(text)) {
    to.append(1, '"').append(text).append(1, '"');
    return;
  }
  auto const whole = utf8_text(text);
  to.append(boost::json::serialize(boost::json::value(boost::json::string_view(whole))));
}

class line_writer {
 public:
  explicit line_writer(std::string& to) : to_(to) { to_ += '{'; }

  std::string& key(std::string_view name) {
    if (to_.back() != '{') to_ += ',';
    return to_.append(1, '"').append(name).append("\":");
  }
  void number(std::string_view name, std::uint64_t value) { key(name).append(std::to_string(value)); }
  void text(std::string_view name, std::string_view value) {
    key(name);
    append_quoted(to_, value);
  }
  void text_or_null(std::string_view name, std::string_view value) {
    if (value.empty()) {
      key(name).append("null");
    } else {
      text(name, value);
    }
  }
  void flag(std::string_view name, bool value) { key(name).append(value ? "true" : "false"); }

 private:
  std::string& to_;
};

void append_auth(std::string& to, journal_entry const& entry) {
  line_writer line(to);
  auto const& scheme = entry.auth_scheme;
  line.text("mode", scheme.empty() ? "none" : scheme == "token" || scheme == "other" ? scheme : "sig");
  if (entry.auth == auth_result::unchecked) {
    line.key("ok").append("null");
  } else {
    line.flag("ok", entry.auth == auth_result::accepted);
  }
  if (!entry.access_key.empty()) {
    line.text("scheme", scheme);
    line.text("key", entry.access_key);
    line.text("signed", entry.signed_headers);
  }
  to += '}';
}

}  // namespace

void append_json_line(std::string& to, journal_entry const& entry) {
  line_writer line(to);
  line.number("seq", entry.seq);
  line.text("t_real", auth::iso_date(std::chrono::time_point_cast<clock::wall_time::duration>(entry.real_time)));
  line.text("t_mock", '+' + journals::seconds_text(entry.mock_time));
  line.number("conn", entry.connection);
  line.number("req_on_conn", entry.request_on_connection);
  line.text_or_null("session", entry.session);
  line.text("method", entry.method);
  line.text("target", entry.target);
  line.text_or_null("workspace", entry.workspace);
  line.text_or_null("script", entry.script);
  line.text_or_null("instance", entry.instance);
  line.text_or_null("rule", entry.rule);
  if (entry.step) line.number("step", *entry.step);
  if (entry.poll > 0) line.number("poll", entry.poll);
  line.text_or_null("answer", entry.told);
  line.number("status", entry.status);
  line.number("bytes", entry.bytes);
  line.text_or_null("fault", entry.fault);
  append_auth(line.key("auth"), entry);
  if (entry.gap) line.text("gap", journals::seconds_text(*entry.gap));
  if (!entry.matched) line.flag("unmatched", true);
  if (entry.terminal) line.flag("terminal", true);
  if (entry.after_terminal) line.flag("after_terminal", true);
  to += '}';
}

std::string to_json_line(journal_entry const& entry) {
  std::string made;
  append_json_line(made, entry);
  return made;
}

}  // namespace dataarts::mock
