#include "net/endpoint.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <stdexcept>

namespace dataarts::net {

namespace {

[[noreturn]] void refuse(std::string const& why) {
  throw std::invalid_argument("endpoint: " + why + "; expected http://HOST[:PORT] or https://HOST[:PORT]");
}

}  // namespace

std::string endpoint::authority() const {
  bool const bare_v6 = host.find(':') != std::string::npos;
  return (bare_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

endpoint parse_endpoint(std::string_view url) {
  if (url.empty()) refuse("is not set");
  auto const parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed) {
    // A URL that cannot be parsed may hold a password somewhere: it is not repeated when it has an '@'.
    bool const quotable = url.find('@') == std::string_view::npos;
    refuse(quotable ? "\"" + std::string(url) + "\" is not a URL" : std::string("is not a URL"));
  }
  auto const view = *parsed;
  if (view.has_userinfo()) refuse("must not hold a user name or password");
  endpoint made;
  if (view.scheme_id() == boost::urls::scheme::https) {
    made.tls = true;
  } else if (view.scheme_id() != boost::urls::scheme::http) {
    refuse("scheme \"" + std::string(view.scheme()) + "\" is not known");
  }
  if (view.has_query()) refuse("must not have a query");
  if (view.has_fragment()) refuse("must not have a fragment");

  made.host = view.host();
  if (made.host.size() > 2 && made.host.front() == '[') made.host = made.host.substr(1, made.host.size() - 2);
  if (made.host.empty()) refuse("has no host");

  made.port = made.tls ? 443 : 80;
  if (view.has_port()) {
    std::string const text(view.port());
    unsigned number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0 || number > 65535) {
      refuse("port \"" + text + "\" is not a number from 1 to 65535");
    }
    made.port = static_cast<std::uint16_t>(number);
  }
  made.host_header = std::string(view.encoded_host());
  if (made.port != (made.tls ? 443 : 80)) made.host_header += ":" + std::to_string(made.port);

  made.path_prefix = std::string(view.encoded_path());
  while (!made.path_prefix.empty() && made.path_prefix.back() == '/') made.path_prefix.pop_back();
  return made;
}

}  // namespace dataarts::net
