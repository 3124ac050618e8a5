// A service that refuses at first: the client pauses, tries again, and keeps the limit that it was told. The service is
// a mock server in this process, and time is virtual: nobody waits.
#include <dataarts/client.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>
#include <dataarts/virtual_time.hpp>

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>

namespace {

namespace mock = dataarts::mock;

/// Busy, then too fast, then fine.
class moody final : public mock::answer_source {
 public:
  mock::decision decide(mock::request_view const&) override {
    switch (asked_++) {
      case 0:
        return {busy_};
      case 1:
        return {throttled_};
      default:
        return {good_};
    }
  }

 private:
  using answer = std::shared_ptr<mock::answer const>;
  answer busy_ = std::make_shared<mock::answer>(503, R"({"error_code":"APIGW.0202","error_msg":"busy"})");
  answer throttled_ = std::make_shared<mock::answer>(
      429, R"({"error_code":"APIGW.0308","error_msg":"policy user over ratelimit,limit:30,time:1 second"})");
  answer good_ = std::make_shared<mock::answer>(200, R"({"status":"RUNNING","results":[]})");
  std::atomic<int> asked_ = 0;
};

boost::asio::awaitable<bool> ask(dataarts::client& client) {
  dataarts::instance_ref const run("dwsscript", "1");
  auto const answer = co_await client.query(run);
  if (!answer) {
    std::cerr << answer.error() << '\n';
    co_return false;
  }
  auto const stats = client.stats();
  std::cout << to_string(answer->status()) << " after " << stats.requests_sent << " requests; from now on "
            << stats.requests_per_second << " requests per second at most\n";
  co_return stats.requests_sent == 3 && stats.requests_per_second == 30;
}

}  // namespace

int main() {
  auto const time = std::make_shared<dataarts::virtual_clock>();
  boost::asio::io_context context(1);
  mock::options settings;
  settings.answers = std::make_shared<moody>();
  settings.clock = time;
  mock::server server(context, settings);

  dataarts::client_config config;
  config.endpoint = server.url();
  config.project_id = "my-project";
  config.time = time;
  dataarts::client client(context.get_executor(), config);

  return dataarts::run(context, *time, ask(client)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
