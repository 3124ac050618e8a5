#include "credentials/small_file.hpp"
#include "credentials/source_failure.hpp"

#include <dataarts/credential_sources.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts {

namespace {

result<issued_credentials> read_file(std::string const& path, std::chrono::nanoseconds ask_again_after) {
  auto const file = read_small_file(path);
  if (!file.problem.empty()) return no_credentials(path + " " + file.problem);
  constexpr auto blanks = " \t\r\n";
  auto const begin = file.content.find_first_not_of(blanks);
  if (begin == file.content.npos) {
    // It may be that somebody is about to write it.
    failure::details details;
    details.where = path + " holds no token";
    return failure(errc::credentials_unavailable, std::move(details));
  }
  auto token = file.content.substr(begin, file.content.find_last_not_of(blanks) - begin + 1);
  if (token.find_first_of("\r\n") != token.npos) {
    return no_credentials(path + " has several lines; it has to hold one token and nothing else");
  }
  issued_credentials made;
  made.value = credentials::token(std::move(token));
  made.ask_again_after = ask_again_after;
  return made;
}

class token_file final : public credential_source {
 public:
  token_file(std::string path, std::chrono::nanoseconds ask_again_after)
      : path_(std::move(path)), ask_again_after_(ask_again_after) {}
  boost::asio::awaitable<result<issued_credentials>> get(credential_request) override {
    co_return read_file(path_, ask_again_after_);
  }
  std::string name() const override { return "token file"; }

 private:
  std::string path_;
  std::chrono::nanoseconds ask_again_after_;
};

}  // namespace

std::shared_ptr<credential_source> token_file_source(std::string path, std::chrono::nanoseconds ask_again_after) {
  if (path.empty()) throw std::invalid_argument("token_file_source: path is empty");
  return std::make_shared<token_file>(std::move(path), ask_again_after);
}

}  // namespace dataarts
