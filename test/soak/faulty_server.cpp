#include "faulty_server.hpp"

#include "gzip.hpp"
#include "random.hpp"
#include "resources.hpp"
#include "world.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <list>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace soak {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using lowest = tcp::socket::lowest_layer_type;

namespace {

constexpr auto token = asio::as_tuple(asio::use_awaitable);

constexpr std::array<char const*, fates> names = {"answered",
                                                  "answered_in_chunks",
                                                  "answered_with_gzip",
                                                  "answered_slowly",
                                                  "answered_last",
                                                  "answered_then_closed",
                                                  "limit_told",
                                                  "retry_in_seconds",
                                                  "retry_at_date",
                                                  "refused_bare",
                                                  "unavailable",
                                                  "reset_in_request",
                                                  "reset_after_request",
                                                  "closed_after_request",
                                                  "half_header",
                                                  "half_body",
                                                  "half_chunks",
                                                  "garbage",
                                                  "broken_json",
                                                  "broken_gzip",
                                                  "stalled"};

std::string http_date(dataarts::clock::wall_time when) {
  auto const seconds = std::chrono::system_clock::to_time_t(std::chrono::ceil<std::chrono::seconds>(when));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  auto const size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

std::string with_length(std::string const& status, std::string const& headers, std::string const& body) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string in_chunks(std::string const& body) {
  std::string made = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t at = 0; at < body.size(); at += 1000) {
    auto const piece = body.substr(at, 1000);
    std::array<char, 16> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr;
    made.append(digits.data(), end).append("\r\n").append(piece).append("\r\n");
  }
  return made + "0\r\n\r\n";
}

bool is_whole_answer(fate what) { return what < fate::reset_in_request; }

}  // namespace

std::string message_of(std::size_t instance) { return "about " + std::to_string(instance); }

std::uint64_t faulty_server::counts::requests() const {
  return std::accumulate(by_fate.begin(), by_fate.end(), std::uint64_t{0});
}

void faulty_server::counts::write_to(ledger& out) const {
  for (std::size_t i = 0; i < fates; ++i) out[std::string("server: ") + names[i]] = by_fate[i];
  out["server: accepted"] = accepted;
  out["server: handshakes failed"] = handshakes_failed;
}

struct faulty_server::state {
  state(asio::io_context& where, std::shared_ptr<dataarts::clock> time, settings const& how)
      : context(where), clock(std::move(time)), set(how), asked(how.instances, 0) {}

  std::uint64_t random(std::size_t instance, std::uint64_t purpose) const {
    return mixed(set.seed ^ mixed(instance * 1024 + purpose * 256 + asked[instance]));
  }

  fate next_fate(std::size_t instance) {
    if (instance >= asked.size()) throw std::out_of_range("no such instance");
    ++asked[instance];
    auto draw = random(instance, 0) % 10'000;
    for (std::size_t i = 0; i < fates; ++i) {
      if (draw < chances[i]) return static_cast<fate>(i);
      draw -= chances[i];
    }
    return fate::answered;
  }

  std::string body(std::size_t instance) const {
    auto const draw = random(instance, 1);
    std::size_t const rows = draw % 10'000 < set.large_answers ? 4'000 : draw / 10'000 % 40;
    auto const name = std::to_string(instance);
    auto made = R"({"status":"FINISHED","message":")" + message_of(instance) + R"(","results":[{"rows":[)";
    for (std::size_t row = 0; row < rows; ++row) {
      made += (row == 0 ? "[" : ",[") + name + ",\"row " + std::to_string(row) + " of it\"]";
    }
    return made + R"(],"schema":[{"number":"int"},{"text":"string"}]}]})";
  }

  std::string bytes_for(fate what, std::size_t instance) const {
    switch (what) {
      case fate::answered:
      case fate::answered_slowly:
      case fate::answered_then_closed:
        return with_length("200 OK", "Content-Type: application/json\r\n", body(instance));
      case fate::answered_in_chunks:
        return in_chunks(body(instance));
      case fate::answered_with_gzip:
        return with_length("200 OK", "Content-Encoding: gzip\r\n", test::gzip(body(instance)));
      case fate::answered_last:
        return with_length("200 OK", "Connection: close\r\n", body(instance));
      case fate::limit_told:
        return with_length("429 Too Many Requests", {},
                           R"({"error_msg":"The throttling threshold has been reached: policy user over )"
                           R"(ratelimit,limit:500,time:1 second","error_code":"APIG.0308"})");
      case fate::retry_in_seconds:
        return with_length("429 Too Many Requests", "Retry-After: 1\r\n", "{}");
      case fate::retry_at_date:
        return with_length("429 Too Many Requests",
                           "Retry-After: " + http_date(clock->wall_now() + std::chrono::seconds(1)) + "\r\n", "{}");
      case fate::refused_bare:
        return with_length("429 Too Many Requests", {}, {});
      case fate::unavailable:
        return with_length("503 Service Unavailable", {}, "<html>busy</html>");
      case fate::half_header:
        return "HTTP/1.1 200 OK\r\nContent-Le";
      case fate::half_body: {
        auto const whole = with_length("200 OK", {}, body(instance));
        return whole.substr(0, whole.size() - 10);
      }
      case fate::half_chunks: {
        auto const whole = in_chunks(body(instance));
        return whole.substr(0, whole.size() - 8);  // within the data of the last chunk
      }
      case fate::garbage:
        return "220 mail.example ESMTP ready\r\n\r\n";
      case fate::broken_json:
        return with_length("200 OK", {}, R"({"status":FINISHED})");
      case fate::broken_gzip: {
        auto packed = test::gzip(body(instance));
        packed[packed.size() - 5] ^= '\x55';  // of the checksum
        return with_length("200 OK", "Content-Encoding: gzip\r\n", packed);
      }
      case fate::reset_in_request:
      case fate::reset_after_request:
      case fate::closed_after_request:
      case fate::stalled:
        break;
    }
    return {};
  }

  asio::io_context& context;
  std::shared_ptr<dataarts::clock> clock;
  settings set;
  std::vector<std::uint8_t> asked;  // by instance
  odds chances{};
  std::shared_ptr<asio::ssl::context> identity;
  std::list<tcp::acceptor> acceptors;
  std::list<lowest*> sockets;
  unsigned short port = 0;
  std::size_t waiting = 0;
  counts count;
};

namespace {

using shared_state = std::shared_ptr<faulty_server::state>;

void reset(lowest& socket) {
  error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

asio::awaitable<void> pass(shared_state self, std::chrono::milliseconds time) {
  asio::steady_timer gate(self->context, asio::steady_timer::time_point::max());
  auto const alarm = self->clock->make_alarm(self->context.get_executor(), [&gate] { gate.cancel(); });
  alarm->arm(self->clock->now() + time);
  co_await gate.async_wait(token);
}

template <class Stream>
class session {
 public:
  session(shared_state owner, Stream stream)
      : self_(std::move(owner)),
        stream_(std::move(stream)),
        at_(self_->sockets.insert(self_->sockets.end(), &stream_.lowest_layer())) {}
  session(session const&) = delete;
  session& operator=(session const&) = delete;
  ~session() { self_->sockets.erase(at_); }

  Stream& stream() { return stream_; }
  lowest& socket() { return stream_.lowest_layer(); }

  asio::awaitable<void> serve() {
    for (;;) {
      bool const began = co_await begin_request();
      if (!began) co_return;
      auto const what = self_->next_fate(instance_);
      if (what != fate::reset_in_request) {
        bool const whole = co_await rest_of_request();
        if (!whole) throw std::logic_error("a client left in the middle of its request: " + input_);
      }
      // Reset by `close_all` before it was read: the server knows nothing of it.
      if (!socket().is_open()) co_return;
      ++self_->count.by_fate[static_cast<std::size_t>(what)];
      if (what == fate::reset_in_request) co_return reset(socket());
      if (what == fate::reset_after_request) co_return reset(socket());
      if (what == fate::answered_slowly) co_await wait_a_while();
      if (what == fate::stalled) co_await wait_for_the_client();
      auto const answer = self_->bytes_for(what, instance_);
      auto const sent = co_await asio::async_write(stream_, asio::buffer(answer), token);
      bool const ends = !is_whole_answer(what) || what == fate::answered_last || what == fate::answered_then_closed;
      if (std::get<0>(sent) || ends) co_return;
    }
  }

 private:
  /// Reads as far as the path, which lies in the first bytes.
  asio::awaitable<bool> begin_request() {
    input_.resize(48);
    auto const got = co_await asio::async_read(stream_, asio::buffer(input_), token);
    if (std::get<0>(got)) co_return false;
    constexpr std::string_view before = "GET /v1/p/scripts/s/instances/";
    if (!input_.starts_with(before)) throw std::logic_error("not the request that was expected: " + input_);
    auto const* const first = input_.data() + before.size();
    auto const read = std::from_chars(first, input_.data() + input_.size(), instance_);
    if (read.ec != std::errc() || *read.ptr != ' ') throw std::logic_error("not the path that was expected: " + input_);
    co_return true;
  }

  /// False if the client has left. What `close_all` does ends it, too.
  asio::awaitable<bool> rest_of_request() {
    std::array<char, 1024> piece{};
    while (!input_.ends_with("\r\n\r\n")) {
      auto const got = co_await stream_.async_read_some(asio::buffer(piece), token);
      if (std::get<0>(got)) co_return !socket().is_open();
      input_.append(piece.data(), std::get<1>(got));
    }
    co_return true;
  }

  asio::awaitable<void> wait_a_while() {
    ++self_->waiting;
    auto const time = std::chrono::milliseconds(10 + self_->random(instance_, 2) % 500);
    co_await pass(self_, time);
    --self_->waiting;
  }

  asio::awaitable<void> wait_for_the_client() {
    ++self_->waiting;
    char more = 0;
    auto const got = co_await stream_.async_read_some(asio::buffer(&more, 1), token);
    --self_->waiting;
    if (!std::get<0>(got)) throw std::logic_error("a request behind one that was not answered");
  }

  shared_state self_;
  Stream stream_;
  std::list<lowest*>::iterator at_;
  std::string input_;
  std::size_t instance_ = 0;
};

asio::awaitable<void> serve_plain(shared_state self, tcp::socket accepted) {
  frame const mine;
  session<tcp::socket> served(self, std::move(accepted));
  co_await served.serve();
}

asio::awaitable<void> serve_tls(shared_state self, tcp::socket accepted) {
  frame const mine;
  auto const identity = self->identity;
  session<asio::ssl::stream<tcp::socket>> served(self, asio::ssl::stream<tcp::socket>(std::move(accepted), *identity));
  auto const shaken = co_await served.stream().async_handshake(asio::ssl::stream_base::server, token);
  if (std::get<0>(shaken)) {
    ++self->count.handshakes_failed;
    co_return;
  }
  co_await served.serve();
}

asio::awaitable<void> accept(shared_state self, std::list<tcp::acceptor>::iterator on) {
  frame const mine;
  for (;;) {
    auto got = co_await on->async_accept(token);
    if (std::get<0>(got)) break;
    ++self->count.accepted;
    auto& socket = std::get<1>(got);
    socket.set_option(tcp::no_delay(true));
    // What a session throws ends the test.
    if (self->identity) {
      asio::co_spawn(self->context, serve_tls(self, std::move(socket)), rethrow);
    } else {
      asio::co_spawn(self->context, serve_plain(self, std::move(socket)), rethrow);
    }
  }
  self->acceptors.erase(on);
}

}  // namespace

faulty_server::faulty_server(asio::io_context& context, std::shared_ptr<dataarts::clock> clock, settings how)
    : state_(std::make_shared<state>(context, std::move(clock), how)) {}

faulty_server::~faulty_server() {
  stop_listening();
  close_all();
}

void faulty_server::listen(asio::ip::address const& at) {
  tcp::acceptor made(state_->context);
  tcp::endpoint const where(at, state_->port);
  made.open(where.protocol());
  made.set_option(asio::socket_base::reuse_address(true));
  made.bind(where);
  made.listen();
  state_->port = made.local_endpoint().port();
  auto const on = state_->acceptors.insert(state_->acceptors.end(), std::move(made));
  asio::co_spawn(state_->context, accept(state_, on), rethrow);
}

void faulty_server::stop_listening() {
  error_code ignored;
  for (auto& each : state_->acceptors) each.close(ignored);
}

void faulty_server::close_all() {
  for (auto* const each : state_->sockets) reset(*each);
}

void faulty_server::show(std::shared_ptr<asio::ssl::context> identity) { state_->identity = std::move(identity); }
void faulty_server::set_odds(odds const& value) { state_->chances = value; }
unsigned short faulty_server::port() const { return state_->port; }
faulty_server::counts const& faulty_server::count() const { return state_->count; }
std::size_t faulty_server::waiting() const { return state_->waiting; }

std::size_t faulty_server::open() const {
  return static_cast<std::size_t>(std::count_if(state_->sockets.begin(), state_->sockets.end(),
                                                [](lowest const* each) { return each->is_open(); }));
}

}  // namespace soak
