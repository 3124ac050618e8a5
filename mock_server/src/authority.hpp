#ifndef DATAARTS_MOCK_AUTHORITY_HPP
#define DATAARTS_MOCK_AUTHORITY_HPP

#include <optional>
#include <string_view>

namespace dataarts::mock {

/// A host and a port, as in a Host header: `example.com`, `[::1]:8080`. Each may be empty.
struct authority {
  std::string_view host;  ///< IPv6 in brackets
  std::string_view port;
};

/// Takes apart what RFC 3986, 3.2 allows, but a user name, which HTTP forbids, and addresses of the future
/// (`[v1.x]`), which nobody can reach. Nothing for any other text. Allocates nothing.
std::optional<authority> parse_authority(std::string_view text) noexcept;

}  // namespace dataarts::mock

#endif
