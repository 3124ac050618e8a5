#include "service/service_access.hpp"

#include "display_text.hpp"
#include "service/keys.hpp"
#include "service/service_settings.hpp"
#include "service/token_file.hpp"
#include "usage_error.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/system/error_code.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace dataarts::apps {
namespace {

// The most explicit source wins: the file named by the flag, the token in the environment, the file named there, the
// keys.
void read_credentials(setting_source const& reader, service_access& into) {
  auto& origins = into.origins;
  auto const file = reader.read(service_option::token_file);
  auto const token = reader.read_variable("DATAARTS_TOKEN");
  if (token && !(file && file->by_flag)) {
    into.client.auth = credentials::token(token->text);
    origins.token = token->origin;
    into.credential_advice = "the token came from " + token->origin;
  } else if (file) {
    into.client.auth = credentials::token(read_token_file(file->text, file->origin));
    origins.token = file->origin;
    into.credential_advice =
        fmt::format("the token came from {}{}{}", file->origin, file->by_flag ? " " : "=", escape_controls(file->text));
  } else if (auto keys = read_keys(reader.variables())) {
    into.credential_advice = keys->security_token().empty()
                                 ? "the keys came from HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
                                 : "the keys came from HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK and "
                                   "HUAWEICLOUD_SDK_SECURITY_TOKEN";
    into.client.auth = std::move(*keys);
    origins.token = "HUAWEICLOUD_SDK_AK";
  }
}

constexpr std::string_view plain_scheme = "http://";

bool is_plain_http(std::string_view endpoint) { return endpoint.starts_with(plain_scheme); }

// A URL that cannot be read is refused later.
bool leaves_the_machine_unencrypted(std::string_view endpoint) {
  return is_plain_http(endpoint) && !is_loopback(endpoint);
}

void warn_of_plain_token(service_access& into) {
  if (into.client.auth.token().empty() || !leaves_the_machine_unencrypted(into.client.endpoint)) return;
  into.warnings.push_back("the endpoint is http, not https: anyone on the way can read the token");
}

void check_readable(std::string const& path, std::string const& origin) {
  if (::access(path.c_str(), R_OK) == 0) return;
  throw usage_error(fmt::format("{}: cannot read {}: {}", origin, path, std::generic_category().message(errno)));
}

void read_tls(setting_source const& reader, service_access& into) {
  if (auto const file = reader.read(service_option::ca_file)) {
    check_readable(file->text, file->origin);
    into.client.tls.ca_file = file->text;
    into.origins.ca_file = file->origin;
  }
  if (auto const origin = as_switch(reader.read(service_option::insecure))) {
    into.client.tls.verify = false;
    // Plain http has no certificate that could be checked.
    if (is_plain_http(into.client.endpoint)) return;
    into.warnings.push_back(
        fmt::format("the server's certificate is not checked ({}): anyone on the way can read the token and change the "
                    "answers",
                    *origin));
  }
}

void read_proxy(setting_source const& reader, service_access& into) {
  auto const given = reader.read(service_option::proxy);
  into.client.proxy.from_environment = !given;
  if (!given) return;
  if (given->by_flag && given->text.find('@') != std::string::npos) {
    throw usage_error(
        "--proxy: user and password are never given on the command line, where others can read them; set "
        "DATAARTS_PROXY to [http://]USER:PASSWORD@HOST[:PORT]");
  }
  into.origins.proxy = given->origin;
  if (given->text != "none") into.client.proxy.url = given->text;
}

}  // namespace

bool is_loopback(std::string_view endpoint) {
  constexpr std::string_view mark = "://";
  auto const scheme = endpoint.find(mark);
  if (scheme == endpoint.npos) return false;
  auto const from = scheme + mark.size();
  auto const authority = endpoint.substr(from, endpoint.find('/', from) - from);
  auto const host = authority.substr(0, authority.rfind(':'));
  if (host == "localhost" || authority == "[::1]" || authority.starts_with("[::1]:")) return true;
  // A name such as 127.0.0.1.example.com is anybody's.
  boost::system::error_code none;
  auto const address = boost::asio::ip::make_address_v4(host, none);
  return !none && address.is_loopback();
}

void read_service_access(setting_source const& reader, service_access& into) {
  read_service(reader, into.client, into.origins);
  read_credentials(reader, into);
  warn_of_plain_token(into);
  read_tls(reader, into);
  read_proxy(reader, into);
}

void check(service_access const& settings) {
  try {
    settings.client.validate();
  } catch (std::invalid_argument const& problem) {
    throw usage_error(settings.origins.explain(problem.what()));
  }
}

void check_all(service_access const& settings) {
  check(settings);
  boost::asio::io_context nobody;
  make_client(nobody.get_executor(), settings);
}

client make_client(boost::asio::any_io_executor const& executor, service_access const& settings) {
  try {
    return client(executor, settings.client);
  } catch (std::invalid_argument const& problem) {
    throw usage_error(settings.origins.explain(problem.what()));
  }
}

}  // namespace dataarts::apps
