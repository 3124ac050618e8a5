#include "runs/poll_facts_of.hpp"

#include "ascii.hpp"
#include "journal/request_facts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace dataarts::mock::runs {

std::optional<std::chrono::seconds> retry_after_of(answer const& reply) {
  std::string_view left = reply.head_for(answer::connection::keep).bytes;
  constexpr std::string_view name = "retry-after:";
  while (!left.empty()) {
    auto const line = left.substr(0, left.find("\r\n"));
    if (line.size() > name.size() && equal_ignoring_case(line.substr(0, name.size()), name)) {
      auto const value = trimmed(line.substr(name.size()));
      std::uint32_t seconds = 0;
      auto const [end, problem] = std::from_chars(value.data(), value.data() + value.size(), seconds);
      if (problem == std::errc() && end == value.data() + value.size()) return std::chrono::seconds(seconds);
      return std::nullopt;
    }
    left.remove_prefix(std::min(left.size(), line.size() + 2));
  }
  return std::nullopt;
}

poll_facts facts_of(decision const& made, request_view const& request, clock::time_point at) {
  poll_facts facts;
  facts.at = at;
  facts.delay = made.delay;
  if (made.reply->status() != 200) facts.retry_after = retry_after_of(*made.reply);
  facts.is_signed = !journals::request_facts(request).signed_headers.empty();
  facts.terminal = made.about.terminal;
  facts.after_terminal = made.about.after_terminal;
  return facts;
}

}  // namespace dataarts::mock::runs
