#include "answer_notes.hpp"

#include "display_text.hpp"
#include "failure_text.hpp"

namespace dataarts::cli {

std::string script_label(instance_ref const& ref) {
  std::string label(ref.workspace());
  if (!label.empty()) label += '/';
  return label.append(ref.script());
}

std::string label_of(instance_ref const& ref) {
  auto label = apps::escape_controls(script_label(ref));
  if (!ref.instance().empty()) label += ' ' + apps::escape_controls(ref.instance());
  return label;
}

std::string remark_on(result<script_instance> const& outcome) {
  if (!outcome) return message_of(outcome.error());
  if (auto const reason = outcome->failure_reason()) return std::string(*reason);
  if (auto const message = outcome->message()) return std::string(*message);
  return {};
}

std::string short_remark_on(result<script_instance> const& outcome) {
  auto text = remark_on(outcome);
  if (outcome) return text;
  if (auto const rest = shown_canonical_request(text); !rest.empty()) text.resize(text.size() - rest.size());
  return text.ends_with(':') ? text + "…" : text;
}

std::string_view shown_canonical_request(std::string_view message) noexcept {
  constexpr std::string_view mark = "canonicalRequest:";
  auto const at = message.find(mark);
  return at == message.npos ? std::string_view() : message.substr(at + mark.size());
}

}  // namespace dataarts::cli
