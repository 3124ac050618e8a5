#include "credentials/source_failure.hpp"

#include <dataarts/credential_sources.hpp>

#include <cstdlib>
#include <string>

namespace dataarts {

namespace {

std::string variable(char const* name) {
  auto const* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

result<issued_credentials> read_variables() {
  auto access = variable("HUAWEICLOUD_SDK_AK");
  auto secret = variable("HUAWEICLOUD_SDK_SK");
  if (access.empty() && secret.empty()) return no_credentials("HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set");
  if (access.empty()) return no_credentials("HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not");
  if (secret.empty()) return no_credentials("HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
  issued_credentials made;
  made.value = credentials::keys(std::move(access), std::move(secret), variable("HUAWEICLOUD_SDK_SECURITY_TOKEN"));
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
