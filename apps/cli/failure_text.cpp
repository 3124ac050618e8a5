#include "failure_text.hpp"

#include <dataarts/error.hpp>

#include <string_view>

namespace dataarts::cli {

std::string code_of(failure const& why) {
  if (!why.service_code().empty()) return std::string(why.service_code());
  return std::string(to_string(why.reason()));
}

std::string message_of(failure const& why) {
  return why.service_message().empty() ? why.message() : std::string(why.service_message());
}

}  // namespace dataarts::cli
