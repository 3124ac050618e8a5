#include "answer_format.hpp"
#include "display_text.hpp"
#include "failure_text.hpp"
#include "utf8.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <iterator>
#include <string_view>

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

void append_text(std::string& out, std::string_view text) {
  if (apps::find_invalid_utf8(text) != std::string_view::npos) {
    out += boost::json::serialize(boost::json::string_view(repair_utf8(text)));
  } else {
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
  }
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  append_text(out, text);
}

void append_failure(std::string& out, failure const& why) {
  out += ",\"error\":{\"code\":";
  append_text(out, code_of(why));
  append_member(out, "message", message_of(why));
  if (why.http_status() != 0) {
    fmt::format_to(std::back_inserter(out), ",\"http_status\":{}", why.http_status());
  } else {
    out += ",\"http_status\":null";
  }
  append_member(out, "condition", to_string(why.kind()));
  if (why.request_id().empty()) {
    out += ",\"request_id\":null";
  } else {
    append_member(out, "request_id", why.request_id());
  }
  out += "}}";
}

void append_element(std::string& out, answered_query const& answer) {
  out += "{\"script\":";
  append_text(out, answer.ref.script());
  append_member(out, "instance", answer.ref.instance());
  if (!answer.ref.workspace().empty()) append_member(out, "workspace", answer.ref.workspace());
  if (!answer.outcome) {
    append_failure(out, answer.outcome.error());
    return;
  }
  // The service's object goes on where ours stops: its opening brace becomes our comma. It is never empty.
  auto const joint = out.size();
  append_json(out, *answer.outcome);
  out[joint] = ',';
}

// On a terminal what could steer it is written as \uXXXX; files and pipes get the service's bytes.
class element_writer {
 public:
  explicit element_writer(page const& on) : terminal_(on.terminal) {}

  void write(std::string& out, answered_query const& answer) const {
    auto const begin = out.size();
    append_element(out, answer);
    if (terminal_)
      out.replace(begin, std::string::npos, apps::escape_controls_in_json({out.data() + begin, out.size() - begin}));
  }

 private:
  bool terminal_;
};

class json_array_format final : public answer_format {
 public:
  explicit json_array_format(page const& on) : element_(on) {}

  void add(answered_query const& answer, output_texts& out) override {
    out.results += empty_ ? "[\n" : ",\n";
    empty_ = false;
    element_.write(out.results, answer);
  }

  void end(output_texts& out) override { out.results += empty_ ? "[]\n" : "\n]\n"; }

 private:
  element_writer element_;
  bool empty_ = true;
};

class json_lines_format final : public answer_format {
 public:
  explicit json_lines_format(page const& on) : element_(on) {}

  void add(answered_query const& answer, output_texts& out) override {
    element_.write(out.results, answer);
    out.results += '\n';
  }

  void end(output_texts&) override {}

 private:
  element_writer element_;
};

}  // namespace

std::unique_ptr<answer_format> make_json_array_format(page const& on) {
  return std::make_unique<json_array_format>(on);
}

std::unique_ptr<answer_format> make_json_lines_format(page const& on) {
  return std::make_unique<json_lines_format>(on);
}

}  // namespace dataarts::cli
