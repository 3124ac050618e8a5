#include "auth/refusal.hpp"

#include "error_body.hpp"
#include "gateway_error.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::auth {

auth_refusal describe(request_view const& request, auth_refusal::reason why, std::string explanation) {
  auth_refusal made;
  made.why = why;
  made.method = printable(request.method);
  made.path = printable(request.path);
  made.explanation = std::move(explanation);
  return made;
}

std::shared_ptr<answer const> gateway_refusal(std::string_view code, std::string_view message) {
  std::string text(message);
  // A header may hold bytes that are no UTF-8, and then no JSON.
  std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return std::make_shared<answer const>(gateway_error(401, code, text));
}

}  // namespace dataarts::mock::auth
