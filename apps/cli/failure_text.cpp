#include "failure_text.hpp"

#include <dataarts/error.hpp>
#include <dataarts/script_instance.hpp>

#include <ranges>
#include <string_view>

namespace dataarts::cli {

std::string code_of(failure const& why) {
  if (!why.service_code().empty()) return std::string(why.service_code());
  return std::string(to_string(why.reason()));
}

std::string message_of(failure const& why) {
  return why.service_message().empty() ? why.message() : std::string(why.service_message());
}

std::string last_status_of(failure const& why) {
  if (why.last_answer()) return std::string(why.last_answer()->status_text());
  for (auto const& each : std::views::reverse(why.observed())) {
    // `client::wait_all` has words of its own for a status that is not documented.
    if (each.status == "LAUNCHING" || each.status == "RUNNING") return each.status;
  }
  return {};
}

}  // namespace dataarts::cli
