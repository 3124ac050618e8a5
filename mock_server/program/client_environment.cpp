#include "client_environment.hpp"

#include <string_view>

namespace dataarts::mock::program {
namespace {

std::string shell_quoted(std::string_view text) {
  std::string made = "'";
  for (auto const c : text) {
    if (c == '\'') {
      made += R"('\'')";
    } else {
      made += c;
    }
  }
  return made + '\'';
}

}  // namespace

client_variables client_environment(std::string const& url, ::pid_t pid, auth_mode auth,
                                    std::optional<std::filesystem::path> const& authority) {
  client_variables made{{"DATAARTS_MOCK_URL", url},
                        {"DATAARTS_MOCK_PID", std::to_string(pid)},
                        {"DATAARTS_ENDPOINT", url},
                        {"DATAARTS_PROXY", "none"},
                        {"HUAWEICLOUD_SDK_REGION_DGC_CN_NORTH_4", url},
                        {"HUAWEICLOUD_SDK_REGION_DLF_CN_NORTH_4", url},
                        {"HUAWEICLOUD_SDK_IAM_ENDPOINT", url},
                        {"HUAWEICLOUD_SDK_PROJECT_ID", "00000000000000000000000000000000"}};
  if (auth == auth_mode::off) {
    made.emplace_back("HUAWEICLOUD_SDK_AK", "mock-access-key");
    made.emplace_back("HUAWEICLOUD_SDK_SK", "mock-secret-key");
  }
  if (authority) {
    auto const file = std::filesystem::absolute(*authority).string();
    for (auto const* const name :
         {"DATAARTS_CA_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"}) {
      made.emplace_back(name, file);
    }
  }
  return made;
}

std::string to_shell(client_variables const& variables) {
  std::string made;
  for (auto const& [name, value] : variables) {
    made.append(name).append("=").append(shell_quoted(value)).append("; export ").append(name).append(";\n");
  }
  return made;
}

}  // namespace dataarts::mock::program
