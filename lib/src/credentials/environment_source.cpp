#include "credentials/source_failure.hpp"

#include <dataarts/credential_sources.hpp>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

namespace {

std::string variable(char const* name) {
  auto const* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool has_outer_blanks(std::string const& value) {
  constexpr std::string_view blanks = " \t\r\n";
  return !value.empty() && (blanks.find(value.front()) != blanks.npos || blanks.find(value.back()) != blanks.npos);
}

result<issued_credentials> read_variables() {
  auto access = variable("HUAWEICLOUD_SDK_AK");
  auto secret = variable("HUAWEICLOUD_SDK_SK");
  if (access.empty() && secret.empty()) return no_credentials("HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set");
  if (access.empty()) return no_credentials("HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not");
  if (secret.empty()) return no_credentials("HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
  auto token = variable("HUAWEICLOUD_SDK_SECURITY_TOKEN");
  // The service would only say that the signature is wrong, and count that.
  for (auto const& [name, value] : {std::pair<char const*, std::string const&>("HUAWEICLOUD_SDK_AK", access),
                                    {"HUAWEICLOUD_SDK_SK", secret},
                                    {"HUAWEICLOUD_SDK_SECURITY_TOKEN", token}}) {
    if (has_outer_blanks(value)) {
      return no_credentials(std::string(name) + " begins or ends with a blank or line break");
    }
  }
  issued_credentials made;
  made.value = credentials::keys(std::move(access), std::move(secret), std::move(token));
  return made;
}

class environment final : public credential_source {
 public:
  boost::asio::awaitable<result<issued_credentials>> get(credential_request) override { co_return read_variables(); }
  std::string name() const override { return "environment"; }
};

}  // namespace

std::shared_ptr<credential_source> environment_source() { return std::make_shared<environment>(); }

}  // namespace dataarts
