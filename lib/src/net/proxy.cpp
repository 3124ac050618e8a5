#include "net/proxy.hpp"

#include "net/no_proxy.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <openssl/evp.h>

#include <charconv>
#include <initializer_list>
#include <stdexcept>
#include <utility>

namespace dataarts::net {

namespace {

constexpr std::uint16_t standard_port = 80;

[[noreturn]] void refuse(std::string_view origin, std::string const& why) {
  throw std::invalid_argument(std::string(origin) + ": " + why + "; expected [http://][USER:PASSWORD@]HOST[:PORT]");
}

std::string base64(std::string const& text) {
  std::string made(4 * ((text.size() + 2) / 3) + 1, '\0');
  auto const size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(made.data()),
                                    reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()));
  made.resize(static_cast<std::size_t>(size));
  return made;
}

/// "Basic …", RFC 7617.
std::string basic(std::string_view origin, boost::urls::url_view const& from) {
  if (!from.has_userinfo()) return {};
  auto const user = from.user();
  if (user.find(':') != std::string::npos) refuse(origin, "has a colon in its user name, which cannot be sent");
  return "Basic " + base64(std::string(user.begin(), user.end()) + ":" + from.password());
}

proxy parse_proxy(std::string_view origin, std::string const& given) {
  // As curl: the scheme may be left out.
  auto const url = given.find("://") == std::string::npos ? "http://" + given : given;
  auto const parsed = boost::urls::parse_uri(url);
  bool const quotable = url.find('@') == std::string::npos;
  if (!parsed) refuse(origin, quotable ? "\"" + given + "\" is not a URL" : std::string("is not a URL"));
  auto const view = *parsed;
  if (view.scheme_id() != boost::urls::scheme::http) {
    refuse(origin, "a proxy of the scheme \"" + std::string(view.scheme()) + "\" is not supported");
  }
  if (view.has_query() || view.has_fragment() || (!view.encoded_path().empty() && view.encoded_path() != "/")) {
    refuse(origin, "must have neither a path nor a query");
  }
  proxy made;
  made.at.host = view.host();
  if (made.at.host.size() > 2 && made.at.host.front() == '[') {
    made.at.host = made.at.host.substr(1, made.at.host.size() - 2);
  }
  if (made.at.host.empty()) refuse(origin, "has no host");
  made.at.port = standard_port;
  if (view.has_port()) {
    std::string const text(view.port());
    unsigned number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0 || number > 65535) {
      refuse(origin, "port \"" + text + "\" is not a number from 1 to 65535");
    }
    made.at.port = static_cast<std::uint16_t>(number);
  }
  made.authorization = basic(origin, view);
  return made;
}

/// The first of the variables that is set and not empty: its name and value.
std::pair<std::string_view, std::string> first_of(std::initializer_list<char const*> names,
                                                  environment_reader const& variables) {
  for (auto const* const name : names) {
    auto const* const value = variables(name);
    if (value != nullptr && *value != '\0') return {name, value};
  }
  return {};
}

}  // namespace

std::optional<proxy> choose_proxy(proxy_config const& config, endpoint const& target,
                                  environment_reader const& variables) {
  if (auto const rule = unreadable_rule(config.no_proxy); !rule.empty()) {
    throw std::invalid_argument("proxy.no_proxy: \"" + std::string(rule) +
                                "\" has a range or a port that cannot be read; expected such as 10.0.0.0/8, fd00::/8, "
                                "example.com:8443");
  }
  std::pair<std::string_view, std::string> chosen{"proxy.url", config.url};
  auto exempt = config.no_proxy;
  if (config.url.empty()) {
    if (!config.from_environment) return std::nullopt;
    chosen = target.tls ? first_of({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}, variables)
                        : first_of({"http_proxy", "all_proxy", "ALL_PROXY"}, variables);
    if (exempt.empty()) exempt = first_of({"no_proxy", "NO_PROXY"}, variables).second;
  }
  if (chosen.second.empty() || is_exempt_from_proxy(exempt, target.host, target.port)) return std::nullopt;
  return parse_proxy(chosen.first, chosen.second);
}

std::string proxy::connect_request(endpoint const& target, std::string_view user_agent) const {
  auto const name = target.authority();
  auto made = "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n";
  made.append("User-Agent: ").append(user_agent).append("\r\n");
  if (!authorization.empty()) made.append("Proxy-Authorization: ").append(authorization).append("\r\n");
  return made + "\r\n";
}

}  // namespace dataarts::net
