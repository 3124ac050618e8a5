// A peer to compare with: an HTTP server written the way Beast's awaitable examples are. It answers GET on any target
// with the body from a file, neither tuned nor slowed down.
//
//   beast_tutorial_server ADDRESS PORT BODY_FILE

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/version.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

http::message_generator handle_request(std::string const& body, http::request<http::string_body>&& request) {
  auto const answer = [&request](http::status status, std::string text) {
    http::response<http::string_body> response{status, request.version()};
    response.set(http::field::server, BOOST_BEAST_VERSION_STRING);
    response.set(http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = std::move(text);
    response.prepare_payload();
    return response;
  };
  if (request.method() != http::verb::get) return answer(http::status::bad_request, "{\"error_msg\":\"not a GET\"}");
  return answer(http::status::ok, body);
}

asio::awaitable<void> serve_connection(beast::tcp_stream stream, std::shared_ptr<std::string const> body) {
  beast::flat_buffer buffer;  // has to live as long as the connection
  try {
    for (;;) {
      stream.expires_after(std::chrono::seconds(30));
      http::request<http::string_body> request;
      co_await http::async_read(stream, buffer, request, asio::use_awaitable);

      http::message_generator message = handle_request(*body, std::move(request));
      bool const keep_alive = message.keep_alive();
      co_await beast::async_write(stream, std::move(message), asio::use_awaitable);
      if (!keep_alive) break;
    }
  } catch (boost::system::system_error const& error) {
    if (error.code() != http::error::end_of_stream && error.code() != asio::error::connection_reset) throw;
  }
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> listen(asio::ip::tcp::endpoint endpoint, std::shared_ptr<std::string const> body) {
  auto const executor = co_await asio::this_coro::executor;
  asio::ip::tcp::acceptor acceptor(executor, endpoint);
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(executor, serve_connection(beast::tcp_stream(std::move(socket)), body),
                   [](std::exception_ptr error) {
                     if (!error) return;
                     try {
                       std::rethrow_exception(error);
                     } catch (std::exception const& what) {
                       std::cerr << "beast_tutorial_server: " << what.what() << '\n';
                     }
                   });
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: beast_tutorial_server ADDRESS PORT BODY_FILE\n";
    return 2;
  }
  std::ifstream file(argv[3], std::ios::binary);
  if (!file) {
    std::cerr << "beast_tutorial_server: cannot read " << argv[3] << '\n';
    return 2;
  }
  auto const body =
      std::make_shared<std::string const>(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  asio::ip::tcp::endpoint const endpoint(asio::ip::make_address(argv[1]),
                                         static_cast<unsigned short>(std::atoi(argv[2])));

  asio::io_context context(1);
  int exit_code = 0;
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&context](auto, auto) { context.stop(); });
  asio::co_spawn(context, listen(endpoint, body), [&](std::exception_ptr error) {
    try {
      if (error) std::rethrow_exception(error);
    } catch (std::exception const& what) {
      std::cerr << "beast_tutorial_server: " << what.what() << '\n';
      exit_code = 1;
    }
    context.stop();
  });
  context.run();
  return exit_code;
}
