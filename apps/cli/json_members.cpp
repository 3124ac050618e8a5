#include "json_members.hpp"

#include "failure_text.hpp"
#include "utf8.hpp"

#include <dataarts/script_instance.hpp>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <iterator>

namespace dataarts::cli {
namespace {

// JSON has to be UTF-8; a name on the command line need not be. A broken byte becomes U+FFFD.
std::string repair_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const step = apps::decode_utf8(text);
    out += step.valid ? text.substr(0, step.size) : std::string_view("\xef\xbf\xbd");
    text.remove_prefix(step.size);
  }
  return out;
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  if (apps::find_invalid_utf8(text) != std::string_view::npos) {
    out += boost::json::serialize(boost::json::string_view(repair_utf8(text)));
  } else {
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
  }
}

void append_json_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  append_json_text(out, text);
}

void append_json_failure(std::string& out, failure const& why) {
  out += ",\"error\":{\"code\":";
  append_json_text(out, code_of(why));
  append_json_member(out, "message", message_of(why));
  if (why.http_status() != 0) {
    fmt::format_to(std::back_inserter(out), ",\"http_status\":{}", why.http_status());
  } else {
    out += ",\"http_status\":null";
  }
  append_json_member(out, "condition", to_string(why.kind()));
  if (why.request_id().empty()) {
    out += ",\"request_id\":null";
  } else {
    append_json_member(out, "request_id", why.request_id());
  }
  if (why.effect_unknown()) out += ",\"effect_unknown\":true";
  if (auto const last = last_status_of(why); !last.empty()) append_json_member(out, "last_status", last);
  out += '}';
}

void begin_json_element(std::string& out, instance_ref const& ref) {
  out += "{\"script\":";
  append_json_text(out, ref.script());
  if (!ref.instance().empty()) append_json_member(out, "instance", ref.instance());
  if (!ref.workspace().empty()) append_json_member(out, "workspace", ref.workspace());
}

}  // namespace dataarts::cli
