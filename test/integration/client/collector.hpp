#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_COLLECTOR_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_COLLECTOR_HPP

#include "peer.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// A collector of telemetry: keeps what it is sent and gives these answers, one a request, the last one for ever.
/// "silence" waits until the client closes; an empty one closes.
class collector {
 public:
  struct received {
    std::string path;
    std::string header;  ///< all lines
    boost::json::value body;
  };

  explicit collector(boost::asio::io_context& context, std::vector<std::string> answers = {http_answer("{}")})
      : answers_(std::move(answers)),
        server_(context, [this](peer::connection& client, std::size_t) -> boost::asio::awaitable<void> {
          return serve(client);
        }) {}

  std::string url() const { return server_.url(); }
  void stop() { server_.stop(); }
  std::size_t open() const { return server_.open(); }

  /// The spans or metrics of a body.
  static boost::json::array const& list(received const& from, char const* kind, char const* scoped,
                                        char const* content) {
    auto const& inner = from.body.at(kind).as_array().at(0).at(scoped).as_array().at(0);
    return inner.at(content).as_array();
  }

  std::vector<boost::json::object> spans() const {
    std::vector<boost::json::object> all;
    for (auto const& each : requests) {
      if (each.path != "/v1/traces") continue;
      for (auto const& span : list(each, "resourceSpans", "scopeSpans", "spans")) all.push_back(span.as_object());
    }
    return all;
  }

  std::vector<received> requests;

 private:
  boost::asio::awaitable<void> serve(peer::connection& client) {
    namespace http = boost::beast::http;
    boost::beast::flat_buffer buffer;
    for (;;) {
      http::request<http::string_body> request;
      boost::system::error_code error;
      co_await http::async_read(client.socket, buffer, request,
                                boost::asio::redirect_error(boost::asio::use_awaitable, error));
      if (error) co_return;
      received got;
      got.path = std::string(request.target());
      for (auto const& field : request) {
        got.header.append(field.name_string()).append(": ").append(field.value()).append("\n");
      }
      got.body = boost::json::parse(request.body());
      auto const answer = answers_[std::min(requests.size(), answers_.size() - 1)];
      requests.push_back(std::move(got));
      if (answer.empty()) co_return;
      if (answer == "silence") {
        co_await client.until_closed();
        co_return;
      }
      co_await client.send(answer);
    }
  }

  std::vector<std::string> answers_;
  peer server_;
};

/// The value of an attribute in a list of `KeyValue`; null if it is not there.
inline boost::json::value attribute(boost::json::object const& of, std::string const& key) {
  for (auto const& each : of.at("attributes").as_array()) {
    if (each.at("key").as_string() == key.c_str()) return each.at("value").as_object().begin()->value();
  }
  return nullptr;
}

}  // namespace test

#endif
