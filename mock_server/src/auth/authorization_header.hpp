#ifndef DATAARTS_MOCK_AUTH_AUTHORIZATION_HEADER_HPP
#define DATAARTS_MOCK_AUTH_AUTHORIZATION_HEADER_HPP

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dataarts::mock::auth {

/// An `Authorization` header, taken apart. Points into the header's value.
struct authorization_header {
  std::string_view algorithm;  ///< SDK-HMAC-SHA256 or V11-HMAC-SHA256
  std::string_view access_key;
  std::string_view scope;  ///< of V11-HMAC-SHA256: YYYYMMDD/region/service
  std::string_view signed_headers;
  std::string_view signature;

  bool derived() const noexcept { return algorithm == "V11-HMAC-SHA256"; }

  /// The parts of `signed_headers`, in their order.
  std::vector<std::string_view> signed_names() const;
};

/// Gives what is wrong with the value as a sentence if it cannot be taken apart. Never repeats a part of it but the
/// algorithm.
std::variant<authorization_header, std::string> parse_authorization(std::string_view value);

}  // namespace dataarts::mock::auth

#endif
