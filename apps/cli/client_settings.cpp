#include "client_settings.hpp"

#include "display_text.hpp"
#include "keys.hpp"
#include "service_settings.hpp"
#include "token_file.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace dataarts::cli {
namespace {

// The most explicit source wins: the file named by the flag, the token in the environment, the file named there, the
// keys.
void read_credentials(option_reader const& reader, client_settings& into) {
  auto& origins = into.origins;
  auto const file = reader.read(option::token_file);
  auto const token = reader.read_variable("DATAARTS_TOKEN");
  if (token && !(file && file->by_flag)) {
    into.client.auth = credentials::token(token->text);
    origins.token = token->origin;
    into.credential_advice = "the token came from " + token->origin;
  } else if (file) {
    into.client.auth = credentials::token(read_token_file(file->text, file->origin));
    origins.token = file->origin;
    into.credential_advice = fmt::format("the token came from {}{}{}", file->origin, file->by_flag ? " " : "=",
                                         apps::escape_controls(file->text));
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

// True for "http://" and a host that is not this machine. A URL that cannot be read is refused later.
bool leaves_the_machine_unencrypted(std::string_view endpoint) {
  if (!is_plain_http(endpoint)) return false;
  auto const from = plain_scheme.size();
  auto const authority = endpoint.substr(from, endpoint.find('/', from) - from);
  auto const host = authority.substr(0, authority.rfind(':'));
  return host != "localhost" && !host.starts_with("127.") && authority.find("[::1]") != 0;
}

void warn_of_plain_token(client_settings& into) {
  if (into.client.auth.token().empty() || !leaves_the_machine_unencrypted(into.client.endpoint)) return;
  into.warnings.push_back("the endpoint is http, not https: anyone on the way can read the token");
}

void check_readable(std::string const& path, std::string const& origin) {
  if (::access(path.c_str(), R_OK) == 0) return;
  throw usage_error(fmt::format("{}: cannot read {}: {}", origin, path, std::generic_category().message(errno)));
}

void read_tls(option_reader const& reader, client_settings& into) {
  if (auto const file = reader.read(option::ca_file)) {
    check_readable(file->text, file->origin);
    into.client.tls.ca_file = file->text;
    into.origins.ca_file = file->origin;
  }
  if (auto const origin = reader.read_switch(option::insecure)) {
    into.client.tls.verify = false;
    // Plain http has no certificate that could be checked.
    if (is_plain_http(into.client.endpoint)) return;
    into.warnings.push_back(
        fmt::format("the server's certificate is not checked ({}): anyone on the way can read the token and change the "
                    "answers",
                    *origin));
  }
}

void read_proxy(option_reader const& reader, client_settings& into) {
  auto const given = reader.read(option::proxy);
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

void read_client(option_reader const& reader, client_settings& into) {
  read_service(reader, into.client, into.origins);
  read_credentials(reader, into);
  warn_of_plain_token(into);
  read_tls(reader, into);
  read_proxy(reader, into);
  into.client.call_timeout = reader.read_duration(option::timeout).value_or(std::chrono::seconds(30));
  constexpr std::size_t most_connections = 65'535;
  into.client.max_connections = reader.read_count(option::connections, into.client.max_connections, most_connections);
  try {
    into.client.validate();
  } catch (std::invalid_argument const& problem) {
    throw usage_error(into.origins.explain(problem.what()));
  }
}

client make_client(boost::asio::any_io_executor const& executor, client_settings const& settings) {
  try {
    return client(executor, settings.client);
  } catch (std::invalid_argument const& problem) {
    throw usage_error(settings.origins.explain(problem.what()));
  }
}

}  // namespace dataarts::cli
