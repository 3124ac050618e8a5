#include "upstream.hpp"

#include "ascii.hpp"
#include "authority.hpp"
#include "usage_error.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::mock::program {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using request_type = http::request<http::string_body>;

// One exchange, step by step on a context of its own: so each step can be given up when its time is over.
class exchange {
 public:
  explicit exchange(std::string const& origin) : origin_(origin) {}

  asio::io_context& context() { return context_; }

  // `start` begins an operation with the given handler.
  template <class Start>
  void run(char const* what, Start start) {
    beast::error_code ended;
    start([&](beast::error_code error, auto const&...) { ended = error; });
    context_.restart();
    context_.run();
    if (ended) throw std::runtime_error(origin_ + ": " + what + ": " + ended.message());
  }

  template <class Stream>
  upstream::response over(Stream& stream, request_type const& request) {
    run("sending", [&](auto done) { http::async_write(stream, request, done); });
    http::response_parser<http::string_body> parser;
    constexpr std::uint64_t most = 64ULL * 1024 * 1024;
    parser.body_limit(most);
    parser.skip(request.method() == http::verb::head);
    beast::flat_buffer buffer;
    run("receiving", [&](auto done) { http::async_read(stream, buffer, parser, done); });
    return parser.release();
  }

 private:
  std::string const& origin_;
  asio::io_context context_{1};
};

// Of one connection, or of this server.
bool stays_here(std::string_view name) {
  static constexpr std::string_view names[] = {"Host",    "Connection", "Content-Length", "Transfer-Encoding",
                                               "Expect",  "Upgrade",    "Keep-Alive",     "Accept-Encoding",
                                               "Trailer", "Te",         "X-Mock-Session", "Proxy-Authorization"};
  return std::any_of(std::begin(names), std::end(names), [&](auto each) { return equal_ignoring_case(each, name); });
}

[[noreturn]] void refuse_url(std::string_view flag, std::string const& why) {
  throw usage_error(std::string(flag) + ' ' + why + "; give http://HOST[:PORT] or https://HOST[:PORT]");
}

}  // namespace

upstream::upstream(std::string_view flag, std::string const& url,
                   std::optional<std::filesystem::path> const& authority) {
  std::string_view left = url;
  auto const secure = left.starts_with("https://");
  if (!secure && !left.starts_with("http://")) refuse_url(flag, "begins with neither http:// nor https://");
  left.remove_prefix(secure ? 8 : 7);
  auto const slash = std::min(left.find('/'), left.size());
  path_ = left.substr(slash);
  while (path_.ends_with('/')) path_.pop_back();
  authority_ = left.substr(0, slash);
  if (authority_.find('@') != std::string::npos) refuse_url(flag, "has a user name in it");
  auto const parts = parse_authority(authority_);
  if (!parts || parts->host.empty() || path_.find_first_of("?#") != std::string::npos)
    refuse_url(flag, "is no address");
  host_ = parts->host;
  if (host_.starts_with('[')) host_ = host_.substr(1, host_.size() - 2);
  port_ = parts->port.empty() ? (secure ? "443" : "80") : std::string(parts->port);
  origin_ = std::string(secure ? "https://" : "http://") + authority_;
  if (!secure) {
    if (authority) throw usage_error("--ca-file has no effect with http://");
    return;
  }
  tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
  tls_->set_verify_mode(asio::ssl::verify_peer);
  beast::error_code problem;
  if (authority) {
    tls_->load_verify_file(authority->string(), problem);
    if (problem) throw usage_error("--ca-file " + authority->string() + " cannot be used: " + problem.message());
  } else {
    tls_->set_default_verify_paths();
  }
}

upstream::~upstream() = default;

upstream::response upstream::forward(request_view const& request) const {
  request_type sent;
  sent.version(11);
  sent.method_string({request.method.data(), request.method.size()});
  auto target = path_ + std::string(request.path);
  if (!request.query.empty()) target += '?' + std::string(request.query);
  sent.target(target);
  for (auto const& each : request.headers) {
    auto const name = request.name(each);
    auto const value = request.value(each);
    if (!stays_here(name)) sent.insert({name.data(), name.size()}, {value.data(), value.size()});
  }
  sent.set(http::field::host, authority_);
  sent.set(http::field::connection, "close");
  sent.body() = request.body;
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT") sent.prepare_payload();

  exchange made(origin_);
  asio::ip::tcp::resolver resolver(made.context());
  asio::ip::tcp::resolver::results_type found;
  constexpr std::chrono::seconds patience(30);
  made.run("looking up the name", [&](auto done) {
    resolver.async_resolve(host_, port_, [&found, done](beast::error_code error, auto results) mutable {
      found = std::move(results);
      done(error);
    });
  });
  if (tls_ == nullptr) {
    beast::tcp_stream stream(made.context());
    stream.expires_after(patience);
    made.run("connecting", [&](auto done) { stream.async_connect(found, done); });
    return made.over(stream, sent);
  }
  beast::ssl_stream<beast::tcp_stream> stream(made.context(), *tls_);
  auto& socket = beast::get_lowest_layer(stream);
  socket.expires_after(patience);
  made.run("connecting", [&](auto done) { socket.async_connect(found, done); });
  stream.set_verify_callback(asio::ssl::host_name_verification(host_));
  beast::error_code no_name;
  asio::ip::make_address(host_, no_name);
  if (no_name) SSL_set_tlsext_host_name(stream.native_handle(), host_.c_str());
  made.run("the TLS handshake", [&](auto done) { stream.async_handshake(asio::ssl::stream_base::client, done); });
  return made.over(stream, sent);
}

}  // namespace dataarts::mock::program
