#include <dataarts/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>

boost::asio::awaitable<void> show(dataarts::client& client) {
  dataarts::instance_ref const run("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  auto const answer = co_await client.query(run);  // result<script_instance>
  if (!answer) {
    std::cerr << answer.error() << '\n';  // DLF.6201: The script does not exist. (HTTP 400, ...)
    co_return;
  }
  std::cout << to_string(answer->status()) << '\n';
  for (auto const result : answer->results()) {
    for (auto const row : result.rows()) std::cout << row[3] << " -> " << row[6] << '\n';
  }
}

int main(int argc, char** argv) {
  boost::asio::io_context context;
  dataarts::client client(context.get_executor(),
                          {.endpoint = argc > 1 ? argv[1] : "http://127.0.0.1:8080", .project_id = "my-project"});
  boost::asio::co_spawn(context, show(client), boost::asio::detached);
  context.run();
}
