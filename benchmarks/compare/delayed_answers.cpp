// Many connections, each of which asks, waits for an answer that the mock server delays, and asks again: does one
// thread of the server keep up with all those delays? Prints what was answered in a second, and what would be at best.
//
//   delayed_answers CONNECTIONS DELAY_MS SECONDS

#include <dataarts/mock/server.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace asio = boost::asio;

namespace {

using std::chrono::steady_clock;

class late_answers final : public dataarts::mock::answer_source {
 public:
  explicit late_answers(std::chrono::milliseconds delay) : delay_(delay) {}

  dataarts::mock::decision decide(dataarts::mock::request_view const&) override { return {reply_, delay_}; }

 private:
  std::shared_ptr<dataarts::mock::answer const> reply_ =
      std::make_shared<dataarts::mock::answer const>(200, R"({"results":[],"status":"RUNNING"})");
  std::chrono::milliseconds delay_;
};

struct tally {
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
  std::vector<double> late_ms = {};  // beyond the delay
};

class asker : public std::enable_shared_from_this<asker> {
 public:
  asker(asio::io_context& context, std::chrono::milliseconds delay, tally& counts)
      : socket_(context), delay_(delay), counts_(counts) {}

  void start(asio::ip::tcp::endpoint const& at) {
    socket_.async_connect(at, [self = shared_from_this()](boost::system::error_code error) {
      if (error) return self->fail();
      self->ask();
    });
  }

 private:
  static constexpr std::string_view request = "GET /v1/p/scripts/s/instances/i HTTP/1.1\r\nHost: x\r\n\r\n";

  void fail() { ++counts_.failed; }

  void ask() {
    asked_ = steady_clock::now();
    asio::async_write(socket_, asio::buffer(request.data(), request.size()),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                        if (error) return self->fail();
                        self->read();
                      });
  }

  void read() {
    socket_.async_read_some(asio::buffer(answer_),
                            [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                              std::string_view const got(self->answer_.data(), size);
                              if (error || !got.ends_with('}')) return self->fail();
                              auto const took = steady_clock::now() - self->asked_ - self->delay_;
                              self->counts_.late_ms.push_back(std::chrono::duration<double, std::milli>(took).count());
                              ++self->counts_.answered;
                              self->ask();
                            });
  }

  asio::ip::tcp::socket socket_;
  std::chrono::milliseconds delay_;
  tally& counts_;
  steady_clock::time_point asked_;
  std::array<char, 1024> answer_;
};

int run(char** argv) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  auto const connections = std::atoi(argv[1]);
  std::chrono::milliseconds const delay(std::atol(argv[2]));
  std::chrono::seconds const time(std::atol(argv[3]));
  dataarts::mock::options options;
  options.answers = std::make_shared<late_answers>(delay);
  asio::io_context served(1);
  dataarts::mock::server server(served, options);
  std::thread serving([&] { served.run(); });

  asio::io_context context(1);
  tally counts;
  asio::ip::tcp::endpoint const at(asio::ip::address_v4::loopback(), server.port());
  std::vector<std::shared_ptr<asker>> askers;
  auto const began = steady_clock::now();
  for (int i = 0; i < connections; ++i) {
    askers.push_back(std::make_shared<asker>(context, delay, counts));
    askers.back()->start(at);
    // Spread over the delay: answers that come all at once would make the rate a matter of when the time begins and
    // ends.
    if (i % 50 == 0) context.run_until(began + delay * i / connections);
  }
  context.run_for(delay + std::chrono::seconds(1));  // until all of them are connected
  counts.answered = 0;
  counts.late_ms.clear();
  auto const begin = steady_clock::now();
  context.run_for(time);
  std::chrono::duration<double> const took = steady_clock::now() - begin;

  std::sort(counts.late_ms.begin(), counts.late_ms.end());
  auto const late = [&](double share) {
    auto const at_share = static_cast<std::size_t>(share * static_cast<double>(counts.late_ms.size()));
    return counts.late_ms.empty() ? 0 : counts.late_ms[std::min(at_share, counts.late_ms.size() - 1)];
  };
  auto const rate = static_cast<double>(counts.answered) / took.count();
  auto const ideal = connections * 1000.0 / static_cast<double>(delay.count());
  std::printf(
      "{\"connections\":%d,\"rate\":%.1f,\"ideal\":%.1f,\"share\":%.4f,\"late_ms_p50\":%.2f,\"late_ms_p99\":%.2f,"
      "\"failed\":%llu}\n",
      connections, rate, ideal, rate / ideal, late(0.5), late(0.99), static_cast<unsigned long long>(counts.failed));
  served.stop();
  serving.join();
  return counts.failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: delayed_answers CONNECTIONS DELAY_MS SECONDS\n";
    return 2;
  }
  try {
    return run(argv);
  } catch (std::exception const& what) {
    std::cerr << "delayed_answers: " << what.what() << '\n';
    return 2;
  }
}
