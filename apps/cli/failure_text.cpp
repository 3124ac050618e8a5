#include "failure_text.hpp"

#include <dataarts/error.hpp>

#include <string_view>

namespace dataarts::cli {

std::string code_of(failure const& why) {
  if (!why.service_code().empty()) return std::string(why.service_code());
  auto const ours = why.code().category() == error_category();
  return std::string(to_string(ours ? static_cast<errc>(why.code().value()) : errc{}));
}

std::string message_of(failure const& why) {
  return why.service_message().empty() ? why.message() : std::string(why.service_message());
}

}  // namespace dataarts::cli
