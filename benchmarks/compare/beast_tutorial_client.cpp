// A peer to compare with: a keep-alive HTTP client written the way Beast's awaitable examples are, with the body parsed
// by boost::json::parse. It is what a careful reader of the tutorials writes, neither tuned nor slowed down.
//
//   beast_tutorial_client HOST PORT TARGET CONNECTIONS REQUESTS

#include "load_report.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/version.hpp>
#include <boost/json/parse.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace json = boost::json;

namespace {

void read_answer(std::string const& body, load_tally& tally) {
  json::value const document = json::parse(body);
  if (document.at("status").as_string() == "FINISHED") ++tally.finished;
  for (json::value const& cell : document.at("results").at(0).at("rows").at(0).as_array()) {
    if (auto const* text = cell.if_string()) tally.cell_bytes += text->size();
  }
}

asio::awaitable<void> ask_repeatedly(std::string host, std::string port, std::string target, long& remaining,
                                     load_tally& tally) {
  auto const executor = co_await asio::this_coro::executor;
  asio::ip::tcp::resolver resolver(executor);
  beast::tcp_stream stream(executor);

  auto const endpoints = co_await resolver.async_resolve(host, port, asio::use_awaitable);
  stream.expires_after(std::chrono::seconds(30));
  co_await stream.async_connect(endpoints, asio::use_awaitable);

  beast::flat_buffer buffer;  // has to live as long as the connection: it may hold bytes of the next answer
  while (remaining > 0) {
    --remaining;
    http::request<http::empty_body> request{http::verb::get, target, 11};
    request.set(http::field::host, host);
    request.set(http::field::user_agent, BOOST_BEAST_VERSION_STRING);
    request.set(http::field::content_type, "application/json");
    request.keep_alive(true);

    stream.expires_after(std::chrono::seconds(30));
    co_await http::async_write(stream, request, asio::use_awaitable);
    http::response<http::string_body> response;
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);

    if (response.result() == http::status::ok) {
      read_answer(response.body(), tally);
      ++tally.answered;
    } else {
      ++tally.failed;
    }
    if (!response.keep_alive()) break;
  }
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: beast_tutorial_client HOST PORT TARGET CONNECTIONS REQUESTS\n";
    return 2;
  }
  int const connections = std::atoi(argv[4]);
  long remaining = std::atol(argv[5]);
  load_tally tally;
  int exit_code = 0;

  asio::io_context context(1);
  for (int i = 0; i < connections; ++i) {
    asio::co_spawn(context, ask_repeatedly(argv[1], argv[2], argv[3], remaining, tally),
                   [&exit_code](std::exception_ptr error) {
                     if (!error) return;
                     try {
                       std::rethrow_exception(error);
                     } catch (std::exception const& what) {
                       std::cerr << "beast_tutorial_client: " << what.what() << '\n';
                       exit_code = 1;
                     }
                   });
  }
  auto const started = std::chrono::steady_clock::now();
  context.run();
  print_load_report(tally, std::chrono::steady_clock::now() - started);
  return exit_code;
}
