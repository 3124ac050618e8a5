#include "http/tunnel.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(tunnel_test)

using dataarts::http::tunnel;
using dataarts::net::io_result;
using progress = tunnel::progress;

namespace {

/// A stream that takes and gives a few bytes at a time, and then has to be waited for.
class slow_stream final : public dataarts::net::stream {
 public:
  slow_stream(std::string answer, std::size_t piece) : answer_(std::move(answer)), piece_(piece) {}

  io_result handshake() override { return {}; }
  io_result read(char* to, std::size_t size) override {
    if (resting()) return {io_result::kind::want_read, 0, true, {}};
    if (answer_.empty()) return at_end;
    auto const count = std::min({size, piece_, answer_.size()});
    answer_.copy(to, count);
    answer_.erase(0, count);
    return {io_result::kind::done, count, true, {}};
  }
  io_result write(char const* from, std::size_t size) override {
    if (resting()) return {io_result::kind::want_write, 0, true, {}};
    auto const count = std::min(size, piece_);
    sent.append(from, count);
    return {io_result::kind::done, count, true, {}};
  }
  bool short_read_empties() const noexcept override { return false; }
  bool has_pending() const noexcept override { return false; }
  bool is_quiet() override { return answer_.empty(); }

  std::string sent;
  io_result at_end{io_result::kind::closed, 0, true, {}};

 private:
  bool resting() {
    rests_ = !rests_;
    return rests_;
  }

  std::string answer_;
  std::size_t piece_;
  bool rests_ = false;
};

std::string const request = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n";

progress run(tunnel& digging, slow_stream& through) {
  auto came_to = progress::want_read;
  for (int i = 0; i < 100'000; ++i) {
    came_to = digging.go_on(through);
    if (came_to != progress::want_read && came_to != progress::want_write) break;
  }
  return came_to;
}

}  // namespace

BOOST_AUTO_TEST_CASE(opens_with_any_2xx_however_the_bytes_come) {
  for (std::string const answer :
       {"HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.0 200 OK\r\nProxy-Agent: x\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"}) {
    for (std::size_t const piece : {1, 7, 10'000}) {
      slow_stream through(answer, piece);
      tunnel digging(request, 8192);
      BOOST_TEST((run(digging, through) == progress::open), answer);
      BOOST_TEST(through.sent == request);
      BOOST_TEST(through.is_quiet());
    }
  }
}

BOOST_AUTO_TEST_CASE(any_other_status_is_a_refusal) {
  for (int const status : {101, 301, 403, 407, 502, 503}) {
    for (std::size_t const piece : {1, 10'000}) {
      slow_stream through("HTTP/1.1 " + std::to_string(status) + " No\r\nContent-Length: 3\r\n\r\nno!", piece);
      tunnel digging(request, 8192);
      BOOST_TEST((run(digging, through) == progress::refused));
      BOOST_TEST(digging.status() == status);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_answer_fails) {
  struct sample {
    std::string answer;
    std::string_view why;
  };
  sample const samples[] = {
      {"SSH-2.0-OpenSSH\r\n\r\n", "what it answered is not HTTP"},
      {"", "it closed the connection without an answer"},
      {"HTTP/1.1 200 OK\r\n", "it closed the connection without an answer"},
      {"HTTP/1.1 200 OK\r\n\r\nsurplus", "it sent more than the header of its answer"},
      {"HTTP/1.1 200 OK\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n",
       "the header of its answer is longer than max_response_header"},
  };
  for (auto const& each : samples) {
    slow_stream through(each.answer, 10'000);
    tunnel digging(request, 8192);
    BOOST_TEST((run(digging, through) == progress::failed));
    BOOST_TEST(digging.why() == each.why);
  }
  slow_stream broken("", 10);
  broken.at_end = {io_result::kind::failed, 0, true, boost::asio::error::connection_reset};
  tunnel digging(request, 8192);
  BOOST_TEST((run(digging, broken) == progress::failed));
  BOOST_TEST((digging.error() == boost::asio::error::connection_reset));
}

BOOST_AUTO_TEST_SUITE_END()
