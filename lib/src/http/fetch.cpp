#include "http/fetch.hpp"

#include "http/interim_answers.hpp"
#include "longest_timeout.hpp"
#include "net/endpoint.hpp"
#include "net/tls_context.hpp"

#include <dataarts/in_flight.hpp>
#include <dataarts/real_clock.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

struct address {
  net::endpoint to;
  std::string target;
};

/// Throws `std::invalid_argument`.
address read_url(std::string const& url) {
  auto const scheme = url.find("://");
  auto const path = scheme == url.npos ? url.npos : url.find_first_of("/?", scheme + 3);
  address made{net::parse_endpoint(url.substr(0, path)), path == url.npos ? std::string() : url.substr(path)};
  if (made.target.empty() || made.target.front() != '/') made.target.insert(0, "/");
  // What is not sent as it is could end the request line.
  auto const sendable = [](char c) { return c > ' ' && c < 0x7f && c != '#'; };
  if (!std::all_of(made.target.begin(), made.target.end(), sendable)) {
    throw std::invalid_argument("the path holds a character that has to be percent-encoded");
  }
  return made;
}

errc read_error(error_code error, bool begun) noexcept {
  if (error == bhttp::error::header_limit) return errc::header_too_large;
  if (error == bhttp::error::body_limit) return errc::body_too_large;
  if (error == bhttp::error::end_of_stream || error == bhttp::error::partial_message ||
      error == asio::ssl::error::stream_truncated) {
    return begun ? errc::truncated_response : errc::connection_closed;
  }
  if (error.category() == make_error_code(bhttp::error::bad_value).category()) return errc::http_protocol_error;
  return errc::read_failed;
}

/// A stream that notes what is read from it, so that virtual time may pass when an answer stops in its middle.
template <class Stream>
class counted_stream {
 public:
  using executor_type = typename Stream::executor_type;

  counted_stream(Stream& stream, in_flight::client_end& flight) : stream_(stream), flight_(flight) {}
  executor_type get_executor() { return stream_.get_executor(); }

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    auto step = [this, buffers, begun = false](auto& self, error_code error = {}, std::size_t size = 0) mutable {
      if (!begun) {
        begun = true;
        return stream_.async_read_some(buffers, std::move(self));
      }
      flight_.read(size);
      self.complete(error, size);
    };
    return asio::async_compose<Token, void(error_code, std::size_t)>(std::move(step), token, stream_);
  }

  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    return stream_.async_write_some(buffers, std::forward<Token>(token));
  }

 private:
  Stream& stream_;
  in_flight::client_end& flight_;
};

/// One exchange. The alarm refers to it weakly, from the same strand.
class exchange : public std::enable_shared_from_this<exchange> {
 public:
  exchange(asio::any_io_executor const& executor, address to, fetch_request request, fetch_options options)
      : to_(std::move(to)),
        request_(std::move(request)),
        options_(std::move(options)),
        resolver_(executor),
        socket_(executor),
        flight_(options_.time->flights()) {}

  asio::awaitable<result<fetched>> run() {
    auto const executor = co_await asio::this_coro::executor;
    auto const alarm = options_.time->make_alarm(executor, [weak = weak_from_this()] {
      if (auto const self = weak.lock()) self->give_up();
    });
    ends_ = options_.time->now() + std::min(options_.timeout, longest_timeout);
    alarm->arm(ends_);
    auto outcome = co_await connect();
    alarm->disarm();
    flight_.close();
    co_return outcome;
  }

 private:
  void give_up() {
    // An alarm may be late.
    if (options_.time->now() < ends_) return;
    timed_out_ = true;
    resolver_.cancel();
    error_code ignored;
    socket_.close(ignored);
  }

  void note_connected() {
    error_code ignored;
    if (flight_.counts()) flight_.connected(in_flight::name_of(socket_.local_endpoint(ignored)));
  }

  failure failed(errc code, error_code cause, std::string where = {}) const {
    failure::details details;
    details.where = std::move(where);
    details.cause = cause;
    if (!details.where.empty()) details.where += ", ";
    details.where += to_.to.authority();
    if (timed_out_) return failure(errc::deadline_exceeded, std::move(details));
    if (cause == asio::error::operation_aborted) return failure(errc::cancelled, std::move(details));
    return failure(code, std::move(details));
  }

  /// Looking an address up would cost a thread.
  std::vector<tcp::endpoint> numeric_endpoint() const {
    error_code not_an_address;
    auto const address = asio::ip::make_address(to_.to.host, not_an_address);
    if (not_an_address) return {};
    return {tcp::endpoint(address, to_.to.port)};
  }

  asio::awaitable<result<fetched>> connect() {
    error_code error;
    auto endpoints = numeric_endpoint();
    if (endpoints.empty()) {
      auto const port = std::to_string(to_.to.port);
      auto const found =
          co_await resolver_.async_resolve(to_.to.host, port, asio::redirect_error(asio::use_awaitable, error));
      if (timed_out_ && !error) error = asio::error::operation_aborted;
      if (error) co_return failed(errc::resolve_failed, error);
      for (auto const& each : found) endpoints.push_back(each.endpoint());
    }
    co_await asio::async_connect(socket_, endpoints, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return failed(errc::connect_failed, error);
    note_connected();
    if (!to_.to.tls) {
      auto outcome = co_await converse(socket_);
      co_return outcome;
    }
    auto outcome = co_await connect_tls();
    co_return outcome;
  }

  asio::awaitable<result<fetched>> connect_tls() {
    std::unique_ptr<net::tls_context> context;
    std::string objection;
    try {
      context = std::make_unique<net::tls_context>(options_.tls, to_.to.host);
    } catch (std::invalid_argument const& problem) {
      objection = problem.what();
    }
    if (!context) co_return failed(errc::tls_failed, {}, std::move(objection));
    asio::ssl::stream<tcp::socket&> stream(socket_, context->native());
    context->prepare(stream.native_handle());
    error_code error;
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      auto reason = net::tls_context::certificate_error(stream.native_handle());
      auto const code = reason.empty() ? errc::tls_failed : errc::certificate_rejected;
      co_return failed(code, error, std::move(reason));
    }
    auto outcome = co_await converse(stream);
    co_return outcome;
  }

  bhttp::request<bhttp::string_body> make_request() {
    bhttp::request<bhttp::string_body> made;
    made.version(11);
    made.method_string(request_.method);
    made.target(to_.target);
    made.set(bhttp::field::host, to_.to.host_header);
    made.set(bhttp::field::connection, "close");
    for (auto const& [name, value] : request_.headers) made.set(name, value);
    made.body() = std::move(request_.body);
    made.prepare_payload();
    return made;
  }

  template <class Stream>
  asio::awaitable<result<fetched>> converse(Stream& stream) {
    auto const request = make_request();
    error_code error;
    co_await bhttp::async_write(stream, request, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return failed(errc::write_failed, error);
    counted_stream<Stream> source(stream, flight_);
    beast::flat_buffer buffer;
    std::optional<bhttp::response_parser<bhttp::string_body>> parser;
    for (unsigned interim = 0; interim <= max_interim_answers; ++interim) {
      parser.emplace();
      parser->header_limit(static_cast<std::uint32_t>(options_.max_header));
      parser->body_limit(options_.max_body);
      co_await bhttp::async_read(source, buffer, *parser, asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return failed(read_error(error, interim > 0 || parser->got_some()), error);
      if (is_interim(static_cast<int>(parser->get().result_int()))) continue;
      auto answer = take_answer(parser->get());
      co_return answer;
    }
    co_return failed(errc::http_protocol_error, {}, too_many_interim_answers);
  }

  static fetched take_answer(bhttp::response<bhttp::string_body>& from) {
    fetched answer;
    answer.status = static_cast<int>(from.result_int());
    for (auto const& field : from) {
      answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    answer.body = std::move(from.body());
    return answer;
  }

  address to_;
  fetch_request request_;
  fetch_options options_;
  tcp::resolver resolver_;
  tcp::socket socket_;
  in_flight::client_end flight_;
  clock::time_point ends_;
  bool timed_out_ = false;
};

asio::awaitable<std::optional<result<fetched>>> run_exchange(std::shared_ptr<exchange> which) {
  auto outcome = co_await which->run();
  co_return std::optional<result<fetched>>(std::move(outcome));
}

}  // namespace

std::string_view fetched::header(std::string_view name) const noexcept {
  auto const found =
      std::find_if(headers.begin(), headers.end(), [&](auto const& each) { return beast::iequals(each.first, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

asio::awaitable<result<fetched>> fetch(fetch_request request, fetch_options options) {
  std::optional<address> to;
  failure::details objection;
  try {
    to.emplace(read_url(request.url));
  } catch (std::invalid_argument const& problem) {
    objection.where = problem.what();
  }
  if (!to) co_return failure(errc::invalid_reference, std::move(objection));
  if (!options.time) options.time = real_clock::shared();
  // A strand: the alarm may come on another thread.
  auto const outer = co_await asio::this_coro::executor;
  asio::any_io_executor const strand = asio::make_strand(outer);
  auto const which = std::make_shared<exchange>(strand, std::move(*to), std::move(request), std::move(options));
  auto outcome = co_await asio::co_spawn(strand, run_exchange(which), asio::use_awaitable);
  co_return std::move(*outcome);
}

}  // namespace dataarts::http
