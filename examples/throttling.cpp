// A service that allows 20 requests per second: the client is told once and keeps to it. A call that would wait for too
// long is refused by the client itself. The service is a mock server in this process, and time is virtual.
#include <dataarts/client.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

/// Refuses what comes less than 50 ms after the last request that it took.
class strict_service final : public mock::answer_source {
 public:
  explicit strict_service(std::shared_ptr<dataarts::clock> time) : time_(std::move(time)) {}

  mock::decision decide(mock::request_view const&) override {
    auto const now = time_->now();
    if (now < next_) return {too_fast_};
    next_ = now + 50ms;
    return {good_};
  }

 private:
  using answer = std::shared_ptr<mock::answer const>;
  std::shared_ptr<dataarts::clock> time_;
  dataarts::clock::time_point next_{};
  answer too_fast_ = std::make_shared<mock::answer>(
      429, R"({"error_code":"APIGW.0308","error_msg":"policy user over ratelimit,limit:20,time:1 second"})");
  answer good_ = std::make_shared<mock::answer>(200, R"({"status":"RUNNING","results":[]})");
};

struct totals {
  int answered = 0;
  int refused_here = 0;
  int over = 0;
};

boost::asio::awaitable<void> ask(dataarts::client& client, int number, totals& into) {
  dataarts::instance_ref const run("dwsscript", std::to_string(number));
  auto const answer = co_await client.query(run);
  if (answer) {
    ++into.answered;
  } else if (answer.error() == dataarts::condition::overloaded) {
    ++into.refused_here;
  } else {
    std::cerr << answer.error() << '\n';
  }
  ++into.over;
}

}  // namespace

int main() {
  auto const time = std::make_shared<dataarts::virtual_clock>();
  boost::asio::io_context context(1);
  mock::options settings;
  settings.answers = std::make_shared<strict_service>(time);
  settings.clock = time;
  mock::server server(context, settings);

  dataarts::client_config config;
  config.endpoint = server.url();
  config.project_id = "my-project";
  config.max_wait = 5s;  // rather a refusal than an old answer
  config.time = time;
  dataarts::client client(context.get_executor(), config);

  constexpr int calls = 200;
  totals seen;
  for (int i = 0; i < calls; ++i) {
    boost::asio::co_spawn(context, ask(client, i, seen), [](std::exception_ptr error) {
      if (error) std::rethrow_exception(error);
    });
  }
  // Whenever nothing else can happen, the next turn has come.
  while (seen.over < calls) {
    while (context.poll() > 0) {
    }
    if (auto const next = time->next_alarm(); seen.over < calls && next) time->advance(*next - time->now());
  }
  std::cout << seen.answered << " answered at " << client.stats().requests_per_second << " per second, "
            << seen.refused_here << " refused after 5 s in the queue\n";
  bool const as_expected = seen.answered + seen.refused_here == calls && seen.answered >= 80 && seen.refused_here > 0;
  return as_expected ? EXIT_SUCCESS : EXIT_FAILURE;
}
