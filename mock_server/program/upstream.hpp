#ifndef DATAARTS_MOCK_PROGRAM_UPSTREAM_HPP
#define DATAARTS_MOCK_PROGRAM_UPSTREAM_HPP

#include <dataarts/mock/request_view.hpp>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace boost::asio::ssl {
class context;
}

namespace dataarts::mock::program {

/// A service that requests are handed on to. Thread-safe.
class upstream {
 public:
  /// @param url        `http://HOST[:PORT][/PATH]` or https
  /// @param flag       the option that the URL is the value of, for messages
  /// @param authority  a PEM file to trust instead of the system's authorities
  /// Throws `usage_error`.
  upstream(std::string_view flag, std::string const& url, std::optional<std::filesystem::path> const& authority);
  ~upstream();

  /// The address without its path.
  std::string const& origin() const noexcept { return origin_; }

  using response = boost::beast::http::response<boost::beast::http::string_body>;

  /// Sends the request on, with the host of the service in `Host`, on a connection of its own, and waits for the
  /// answer; 30 s at most. The name in the service's certificate is checked. Throws `std::runtime_error` that says what
  /// failed and repeats nothing of the request.
  response forward(request_view const& request) const;

 private:
  std::string origin_, host_, port_, authority_, path_;
  std::unique_ptr<boost::asio::ssl::context> tls_;  // null: plain HTTP
};

}  // namespace dataarts::mock::program

#endif
