#include "auth/payload_forms.hpp"

#include "auth/digest.hpp"

#include <string>
#include <string_view>

namespace dataarts::mock::auth {
namespace {

std::string_view told_hash(request_view const& request) {
  return request.header("X-Sdk-Content-Sha256").value_or(std::string_view());
}

// JSON without the blanks between its parts. Any other text loses blanks, too, and then explains nothing.
std::string compact_json(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = text[i];
    if (in_string && c == '\\' && i + 1 < text.size()) {
      made.append({c, text[++i]});
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (in_string || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) made += c;
  }
  return made;
}

}  // namespace

std::string documented_payload(request_view const& request) {
  auto const told = told_hash(request);
  return told.empty() ? hex(sha256(request.body)) : std::string(told);
}

std::vector<signed_form> payload_forms(request_view const& request) {
  std::vector<signed_form> made;
  made.push_back({documented_payload(request)});
  if (!told_hash(request).empty()) {
    made.push_back({hex(sha256(request.body)),
                    "X-Sdk-Content-Sha256 was sent, but the hash of the body was signed in its place",
                    request.body.empty()});
  }
  made.push_back({hex(sha256(compact_json(request.body))), "the body was hashed after re-serialisation", true});
  made.push_back({hex(sha256("")), "the body was not hashed"});
  made.push_back({"UNSIGNED-PAYLOAD", "UNSIGNED-PAYLOAD was signed without sending X-Sdk-Content-Sha256"});
  return made;
}

}  // namespace dataarts::mock::auth
