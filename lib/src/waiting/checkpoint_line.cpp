#include "waiting/checkpoint_line.hpp"

#include "api/json_children.hpp"
#include "api/result_decoder.hpp"
#include "json_text.hpp"
#include "one_line.hpp"
#include "utf8.hpp"

namespace dataarts::waiting {

namespace {

using kind = json_child::kind;

constexpr std::string_view version = "1";
constexpr std::size_t longest_shown = 200;

// What the service sent may be as deep as `max_json_depth`, which is the caller's choice; it was checked then.
constexpr std::size_t any_depth = 1'000'000;

void add_text(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += out.size() > 1 ? "," : "";
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
}

bool read_object(json_children& out, std::string_view line, std::string& problem) {
  decode_error why;
  if (!read_json_children(out, line, any_depth, why)) {
    auto const reason = why.what.empty() ? std::string(to_string(why.code)) : why.what;
    problem = "not JSON: " + reason + " (byte " + std::to_string(why.offset) + " of the line)";
    return false;
  }
  if (out.what == kind::object) return true;
  problem = "not a JSON object";
  return false;
}

json_child const* find(json_children const& in, std::string_view name, kind what) {
  for (auto const& each : in.children) {
    if (each.name == name && each.what == what) return &each;
  }
  return nullptr;
}

std::string_view text_of(json_children const& in, std::string_view name) {
  auto const* const found = find(in, name, kind::text);
  return found != nullptr ? std::string_view(found->value) : std::string_view();
}

/// What an HTTP header may hold beside ASCII is taken for ISO 8859-1, as it was meant once.
std::string as_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string made;
  for (auto const each : text) {
    auto const byte = static_cast<unsigned char>(each);
    if (byte < 0x80) {
      made += each;
    } else {
      made += static_cast<char>(0xC0U | (byte >> 6U));
      made += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return made;
}

std::string quoted(std::string_view text) {
  std::string made = "\"";
  append_one_line(made, text, longest_shown);
  return made + '"';
}

}  // namespace

std::string head_line(checkpoint_owner const& owner) {
  auto made = R"({"dataarts_checkpoint":)" + std::string(version);
  add_text(made, "endpoint", owner.endpoint);
  add_text(made, "project_id", owner.project_id);
  add_text(made, "workspace", owner.workspace);
  return made += "}\n";
}

std::optional<std::string> objection_to_head(std::string_view line, checkpoint_owner const& owner) {
  json_children members;
  std::string problem;
  if (!read_object(members, line, problem)) return "is no checkpoint: " + problem;
  auto const* const mark = find(members, "dataarts_checkpoint", kind::number);
  if (mark == nullptr) return "is no checkpoint: there is no dataarts_checkpoint";
  if (mark->value != version) {
    return "is a checkpoint of version " + mark->value + ", this program reads version " + std::string(version);
  }
  auto const differs = [&](std::string_view name, std::string_view expected) -> std::optional<std::string> {
    auto const found = text_of(members, name);
    if (found == expected) return std::nullopt;
    return "is of the " + std::string(name) + ' ' + quoted(found) + ", this wait is for " + quoted(expected);
  };
  if (auto objection = differs("endpoint", owner.endpoint)) return objection;
  if (auto objection = differs("project_id", owner.project_id)) return objection;
  return differs("workspace", owner.workspace);
}

std::string end_line(instance_ref const& ref, script_instance const& answer) {
  std::string made = "{";
  add_text(made, "script", ref.script());
  add_text(made, "instance", ref.instance());
  add_text(made, "workspace", ref.workspace());
  add_text(made, "request_id", as_utf8(answer.request_id()));
  made += R"(,"answer":)";
  append_json(made, answer);
  return made += "}\n";
}

std::optional<recorded_end> read_end(std::string_view line, std::string& problem) {
  json_children members;
  if (!read_object(members, line, problem)) return std::nullopt;
  for (auto const* const name : {"script", "instance"}) {
    if (!text_of(members, name).empty()) continue;
    problem = "there is no " + std::string(name);
    return std::nullopt;
  }
  auto const* const answer = find(members, "answer", kind::object);
  if (answer == nullptr) {
    problem = "there is no answer";
    return std::nullopt;
  }
  return recorded_end{{text_of(members, "script"), text_of(members, "instance"), text_of(members, "workspace")},
                      std::string(text_of(members, "request_id")),
                      answer->value};
}

std::optional<script_instance> answer_of(recorded_end const& end, std::string& problem) {
  result_decoder decoder(decode_limits{any_depth});
  decode_error why;
  if (decoder.write(end.answer, why) && decoder.finish(why)) return decoder.take(end.request_id);
  problem = "the answer cannot be read: " + why.where();
  return std::nullopt;
}

}  // namespace dataarts::waiting
