// Queries signed with an access key, and a request signed for another HTTP client. The keys are made up.
#include "endpoint.hpp"

#include <dataarts/client.hpp>
#include <dataarts/signing.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

std::string from_environment(char const* name, char const* otherwise) {
  auto const* const value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

boost::asio::awaitable<void> ask(dataarts::client& client, int& exit_code) {
  dataarts::instance_ref const run("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto const answer = co_await client.query(run);
  if (!answer) {
    std::cerr << answer.error() << '\n';
    co_return;
  }
  std::cout << to_string(answer->status()) << '\n';
  exit_code = EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  auto const keys = dataarts::credentials::keys(from_environment("HUAWEICLOUD_SDK_AK", "EXAMPLEAK0000000TEST"),
                                                from_environment("HUAWEICLOUD_SDK_SK", "ExampleSecretKey-TestOnly"));
  boost::asio::io_context context(1);
  dataarts::client client(context.get_executor(),
                          {.endpoint = endpoint_of(argc, argv), .project_id = "my-project", .auth = keys});
  auto exit_code = EXIT_FAILURE;
  boost::asio::co_spawn(context, ask(client, exit_code), boost::asio::detached);
  context.run();

  // Any other request: these headers are to be added to it.
  dataarts::request_to_sign const execute{"POST",
                                          "/v1/my-project/scripts/dwsscript/execute",
                                          {{"Host", "dayu-dlf.cn-north-4.myhuaweicloud.com"},
                                           {"Content-Type", "application/json"},
                                           {"X-Project-Id", "my-project"}},
                                          R"({"params":{}})"};
  auto const made = dataarts::sign(execute, keys, std::chrono::system_clock::now());
  for (auto const& [name, value] : made.headers) std::cout << name << ": " << value.size() << " characters\n";
  return exit_code;
}
