// The client's wait for many runs against the mock server, both in this process on virtual time: how many requests, how
// late against the true ends, how much memory and CPU. Prints JSON.
//
//   fleet_wait [--runs N] [--rate R] [--fixed SECONDS] [--price SECONDS] [--seed S]
//   fleet_wait --hold [--runs N]      all runs go on: memory with all of them waiting, after two looks at each
//   fleet_wait --query --hold         the same queries without a wait, for the CPU that is theirs

#include <dataarts/client.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;

struct settings {
  std::size_t runs = 100'000;
  double rate = 300;
  std::optional<double> fixed;
  double price = 5;
  std::uint64_t seed = 1;
  bool hold = false;
  bool query = false;
};

settings parse(int count, char** arguments) {
  settings made;
  for (int i = 1; i < count; ++i) {
    std::string_view const name = arguments[i];
    if (name == "--hold") {
      made.hold = true;
      continue;
    }
    if (name == "--query") {
      made.query = true;
      continue;
    }
    if (++i == count) throw std::invalid_argument(std::string(name) + " needs a value");
    auto const value = std::stod(arguments[i]);
    if (name == "--runs") {
      made.runs = static_cast<std::size_t>(value);
    } else if (name == "--rate") {
      made.rate = value;
    } else if (name == "--fixed") {
      made.fixed = value;
    } else if (name == "--price") {
      made.price = value;
    } else if (name == "--seed") {
      made.seed = static_cast<std::uint64_t>(value);
    } else {
      throw std::invalid_argument("unknown option " + std::string(name));
    }
  }
  return made;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

double seconds_of(dataarts::clock::duration time) { return std::chrono::duration<double>(time).count(); }

/// A client, a server and the time.
class world {
 public:
  explicit world(settings const& given) : given_(given) {
    mock::script_runs_options options;
    options.seed = given.seed;
    options.clock = time_;
    runs_ = std::make_shared<mock::script_runs>(options);
    mock::run_rule rule;
    rule.script = "etl";
    rule.starts = mock::run_start::load;
    rule.timeline.push_back({.state = mock::run_state::running});
    if (!given.hold) {
      rule.timeline.front().lasts = mock::step_time::lognormal(60s, 600s);
      rule.timeline.push_back({.state = mock::run_state::finished});
    }
    runs_->add(rule);
    mock::options served;
    served.answers = runs_;
    served.clock = time_;
    served.timeouts.idle = std::chrono::hours(24 * 30);
    server_.emplace(context_, served);
    dataarts::client_config config;
    config.endpoint = server_->url();
    config.project_id = "p";
    config.time = time_;
    client_.emplace(context_.get_executor(), config);
  }

  static dataarts::instance_ref reference(std::size_t i) {
    auto id = std::to_string(i);
    // As long as those of the service.
    return {"etl", "a1ad-448a-9d56-" + id.insert(0, 12 - std::min<std::size_t>(id.size(), 12), '0')};
  }

  dataarts::fleet_stream wait() {
    auto options = dataarts::fleet_options().price(seconds(given_.price)).max_interval(24h);
    if (given_.rate > 0) options.max_rate(given_.rate);
    if (given_.fixed) options.fixed_interval(seconds(*given_.fixed));
    return client_->wait_all(references(), options);
  }

  dataarts::query_stream query() { return client_->query_all(references()); }

  std::unique_ptr<dataarts::reference_source> references() const {
    struct source final : dataarts::reference_source {
      explicit source(std::size_t how_many) : count(how_many) {}
      std::optional<dataarts::instance_ref> next() override {
        if (at == count) return std::nullopt;
        return reference(at++);
      }
      std::size_t count;
      std::size_t at = 0;
    };
    return std::make_unique<source>(given_.runs);
  }

  /// Time passes as fast as it can until `done()`.
  template <class Done>
  void pass_until(Done done) {
    for (;;) {
      while (context_.poll() > 0) {
      }
      if (done()) return;
      auto const next = time_->next_alarm();
      if (!next) throw std::logic_error("nothing is under way");
      time_->advance(*next - time_->now());
    }
  }

  template <class Coroutine>
  void run(Coroutine what) {
    bool over = false;
    asio::co_spawn(context_, std::move(what), [&](std::exception_ptr error) {
      if (error) std::rethrow_exception(error);
      over = true;
    });
    pass_until([&] { return over; });
  }

  dataarts::clock::time_point now() const { return time_->now(); }
  mock::script_runs const& runs() const { return *runs_; }
  std::uint64_t requests() const { return client_->stats().requests_sent; }
  asio::io_context& context() { return context_; }

 private:
  static std::chrono::nanoseconds seconds(double value) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(value));
  }

  settings given_;
  std::shared_ptr<dataarts::virtual_clock> time_ = std::make_shared<dataarts::virtual_clock>();
  asio::io_context context_{1};
  std::shared_ptr<mock::script_runs> runs_;
  std::optional<mock::server> server_;
  std::optional<dataarts::client> client_;
};

asio::awaitable<void> take_ends(world& where, std::vector<double>& delays) {
  auto stream = where.wait();
  for (;;) {
    auto const end = co_await stream.next();
    if (!end) break;
    if (!end->outcome) throw dataarts::call_error(end->outcome.error());
    auto const truth = where.runs().true_end(end->ref.script(), end->ref.instance());
    delays.push_back(seconds_of(where.now() - truth.value()));
  }
}

asio::awaitable<void> take_answers(world& where) {
  auto stream = where.query();
  for (;;) {
    auto const answer = co_await stream.next();
    if (!answer) break;
    if (!answer->outcome) throw dataarts::call_error(answer->outcome.error());
  }
}

void compare(world& where, settings const& given) {
  std::vector<double> delays;
  auto const cpu = cpu_seconds();
  where.run(take_ends(where, delays));
  auto const used = cpu_seconds() - cpu;
  std::sort(delays.begin(), delays.end());
  double sum = 0;
  for (auto const each : delays) sum += each;
  auto const count = static_cast<double>(delays.size());
  auto const requests = static_cast<double>(where.requests());
  std::printf("{\"runs\": %zu, \"looks_per_run\": %.4f, \"mean_delay\": %.3f, \"p99_delay\": %.3f, ", delays.size(),
              requests / static_cast<double>(given.runs), sum / count, delays[delays.size() * 99 / 100 - 1]);
  std::printf("\"looks_after_end\": %llu, \"cpu_per_look_us\": %.3f, \"virtual_seconds\": %.1f}\n",
              static_cast<unsigned long long>(where.runs().counts().polls_after_terminal), used / requests * 1e6,
              seconds_of(where.now() - dataarts::clock::time_point()));
}

void hold(world& where, settings const& given) {
  auto const before = resident_megabytes();
  auto stream = std::optional(where.wait());
  asio::co_spawn(
      where.context(), [&stream]() -> asio::awaitable<void> { co_await stream->next(); }, [](std::exception_ptr) {});
  auto const cpu = cpu_seconds();
  where.pass_until([&] { return where.requests() >= 2 * given.runs; });
  auto const used = cpu_seconds() - cpu;
  auto const progress = stream->progress();
  std::printf("{\"waiting\": %zu, \"resident_mb\": %.1f, \"resident_before_mb\": %.1f, \"cpu_per_look_us\": %.3f}\n",
              progress.left, resident_megabytes(), before, used / static_cast<double>(where.requests()) * 1e6);
  stream.reset();
}

void query(world& where) {
  auto const cpu = cpu_seconds();
  where.run(take_answers(where));
  std::printf("{\"queries\": %llu, \"cpu_per_query_us\": %.3f}\n", static_cast<unsigned long long>(where.requests()),
              (cpu_seconds() - cpu) / static_cast<double>(where.requests()) * 1e6);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    auto const given = parse(count, arguments);
    world where(given);
    if (given.query) {
      query(where);
    } else if (given.hold) {
      hold(where, given);
    } else {
      compare(where, given);
    }
    return EXIT_SUCCESS;
  } catch (std::exception const& problem) {
    std::fprintf(stderr, "fleet_wait: %s\n", problem.what());
    return EXIT_FAILURE;
  }
}
