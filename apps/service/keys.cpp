#include "service/keys.hpp"

#include "usage_error.hpp"

#include <string>
#include <string_view>

namespace dataarts::apps {

std::optional<credentials> read_keys(environment const& variables) {
  auto const read = [&](char const* name) {
    auto const* const value = variables(name);
    std::string const text(value == nullptr ? "" : value);
    // The service would only say that the signature is wrong, and count that.
    constexpr std::string_view blanks = " \t\r\n";
    if (!text.empty() && (blanks.find(text.front()) != blanks.npos || blanks.find(text.back()) != blanks.npos)) {
      throw usage_error(std::string(name) + " begins or ends with a blank or line break");
    }
    return text;
  };
  auto access = read("HUAWEICLOUD_SDK_AK");
  auto secret = read("HUAWEICLOUD_SDK_SK");
  if (access.empty() && secret.empty()) return std::nullopt;
  if (access.empty()) throw usage_error("HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not");
  if (secret.empty()) throw usage_error("HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
  return credentials::keys(std::move(access), std::move(secret), read("HUAWEICLOUD_SDK_SECURITY_TOKEN"));
}

}  // namespace dataarts::apps
