#include "credentials/profile_text.hpp"
#include "credentials/small_file.hpp"
#include "credentials/source_failure.hpp"

#include <dataarts/credential_sources.hpp>

#include <cstdlib>
#include <string>
#include <utility>

namespace dataarts {

namespace {

std::string default_path() {
  for (auto const* const name : {"HUAWEICLOUD_SDK_CREDENTIALS_FILE", "HOME"}) {
    auto const* const value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return name == std::string_view("HOME") ? value + std::string("/.huaweicloud/credentials") : value;
  }
  return {};
}

result<issued_credentials> read_file(std::string const& path) {
  if (path.empty()) return no_credentials("neither HUAWEICLOUD_SDK_CREDENTIALS_FILE nor HOME is set");
  auto const file = read_small_file(path);
  if (!file.problem.empty()) return no_credentials(path + " " + file.problem);
  auto got = read_profile(file.content);
  if (got.has_error()) return no_credentials(path + ": " + std::string(got.error().where()));
  return got;
}

class profile final : public credential_source {
 public:
  explicit profile(std::string path) : path_(std::move(path)) {}
  boost::asio::awaitable<result<issued_credentials>> get(credential_request) override {
    co_return read_file(path_.empty() ? default_path() : path_);
  }
  std::string name() const override { return "profile file"; }

 private:
  std::string path_;
};

}  // namespace

std::shared_ptr<credential_source> profile_source(std::string path) {
  return std::make_shared<profile>(std::move(path));
}

}  // namespace dataarts
