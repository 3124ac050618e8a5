// A token for a user's name and password: asked for by the first call, renewed when the service wants it. Service and
// IAM are a mock server in this process that checks what it gets.
#include <dataarts/client.hpp>
#include <dataarts/credential_sources.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

boost::asio::awaitable<bool> ask(dataarts::client& client, dataarts::mock::server& server) {
  dataarts::instance_ref const run("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  for (int round = 0; round < 2; ++round) {
    auto const answer = co_await client.query(run);
    if (!answer) {
      std::cerr << answer.error() << '\n';
      co_return false;
    }
    std::cout << to_string(answer->status()) << " with token " << client.stats().credential_renewals << '\n';
    server.expire_issued();  // as when the user's rights change
  }
  co_return server.auth_counters().tokens_issued == 2;
}

}  // namespace

int main() {
  boost::asio::io_context context(1);
  dataarts::mock::options settings;
  settings.auth.mode = dataarts::mock::auth_mode::strict;
  settings.auth.users = {{"company", "bob", "made-up-password"}};
  dataarts::mock::server server(context, settings);

  dataarts::iam_password_options user;
  user.endpoint = server.url();
  user.user = "bob";
  user.password = "made-up-password";
  user.domain = "company";
  user.project_id = "my-project";

  dataarts::client_config config;
  config.endpoint = server.url();
  config.project_id = "my-project";
  config.auth_source = dataarts::iam_password_source(user);
  dataarts::client client(context.get_executor(), config);

  auto exit_code = EXIT_FAILURE;
  boost::asio::co_spawn(context, ask(client, server), [&](std::exception_ptr error, bool as_expected) {
    if (!error && as_expected) exit_code = EXIT_SUCCESS;
    context.stop();
  });
  context.run();
  return exit_code;
}
