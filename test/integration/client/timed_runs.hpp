#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_TIMED_RUNS_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_TIMED_RUNS_HPP

#include "support.hpp"
#include "virtual_time.hpp"

#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/server.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// Runs of any script that go on for a time that depends on their instance id, from the beginning of the clock.
class timed_runs final : public dataarts::mock::answer_source {
 public:
  using duration = dataarts::clock::duration;
  using answer = dataarts::mock::answer;

  /// @param run_time  of an instance.
  timed_runs(std::shared_ptr<dataarts::clock> time, std::function<duration(std::string_view)> run_time)
      : time_(std::move(time)), run_time_(std::move(run_time)) {}

  dataarts::mock::decision decide(dataarts::mock::request_view const& request) override {
    auto const id = std::string(request.segments[5]);
    auto const now = time_->now();
    auto& looked = looks[id];
    times.push_back(now);
    times_of[id].push_back(now);
    if (instead) {
      if (auto other = instead(id, looked)) {
        ++looked;
        return {std::move(other)};
      }
    }
    ++looked;
    bool const over = now - dataarts::clock::time_point{} >= run_time_(id);
    if (over && ended[id]++ > 0) ++looks_after_end;
    bool const bad = id.starts_with("bad");
    return {over ? bad ? failed_ : finished_ : running_, delay};
  }

  /// Another answer for the n-th look, from 0, at an instance. Null: the usual one.
  std::function<std::shared_ptr<answer const>(std::string const& id, int look)> instead;

  std::chrono::nanoseconds delay{};  ///< of usual answers

  std::map<std::string, int> looks;  ///< by instance
  std::map<std::string, int> ended;
  std::vector<dataarts::clock::time_point> times;                            ///< of all looks
  std::map<std::string, std::vector<dataarts::clock::time_point>> times_of;  ///< by instance
  int looks_after_end = 0;

 private:
  std::shared_ptr<dataarts::clock> time_;
  std::function<duration(std::string_view)> run_time_;
  std::shared_ptr<answer const> running_ = std::make_shared<answer const>(200, R"({"status":"RUNNING"})");
  std::shared_ptr<answer const> finished_ =
      std::make_shared<answer const>(200, R"({"status":"FINISHED","results":[{"rows":[[1,"a"]]}]})");
  std::shared_ptr<answer const> failed_ =
      std::make_shared<answer const>(200, R"({"status":"FAILED","message":"no such table"})");
};

/// A client and a server with such runs on one virtual time.
struct fleet : virtual_time {
  explicit fleet(std::function<dataarts::clock::duration(std::string_view)> run_time)
      : runs(std::make_shared<timed_runs>(clock, std::move(run_time))) {
    dataarts::mock::options served;
    served.clock = clock;
    served.answers = runs;
    // Time passes in leaps: nothing of the server may be due before the client is.
    served.timeouts.idle = std::chrono::hours(24 * 30);
    server = std::make_unique<dataarts::mock::server>(context, std::move(served));
    config.endpoint = server->url();
    config.project_id = "p1";
    config.time = clock;
    config.retry.max_attempts = 1;
    config.idle_timeout = std::chrono::hours(24);
  }

  static std::vector<dataarts::instance_ref> references(int count, std::string const& prefix = "i") {
    std::vector<dataarts::instance_ref> made;
    for (int i = 0; i < count; ++i) made.emplace_back("etl", prefix + std::to_string(i));
    return made;
  }

  /// Everything that a stream gives, time passing as fast as it can.
  std::vector<dataarts::finished_wait> all_of(dataarts::fleet_stream& stream) {
    auto collect = [](dataarts::fleet_stream& from) -> boost::asio::awaitable<std::vector<dataarts::finished_wait>> {
      std::vector<dataarts::finished_wait> got;
      for (;;) {
        auto next = co_await from.next();
        if (!next) break;
        got.push_back(std::move(*next));
      }
      co_return got;
    };
    return run(collect(stream));
  }

  std::shared_ptr<timed_runs> runs;
  std::unique_ptr<dataarts::mock::server> server;
  dataarts::client_config config;
};

}  // namespace test

#endif
