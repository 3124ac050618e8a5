#include <dataarts/mock/request_view.hpp>

#include "ascii.hpp"

namespace dataarts::mock {

std::optional<std::string_view> request_view::header(std::string_view wanted) const noexcept {
  for (auto const& at : headers) {
    if (equal_ignoring_case(name(at), wanted)) return value(at);
  }
  return std::nullopt;
}

}  // namespace dataarts::mock
