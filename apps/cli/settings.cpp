#include "settings.hpp"

#include "display_text.hpp"
#include "duration_text.hpp"
#include "keys.hpp"
#include "option_reader.hpp"
#include "service_settings.hpp"
#include "suggest.hpp"
#include "token_file.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace dataarts::cli {
namespace {

output_kind read_output(option_reader const& reader) {
  auto const value = reader.read(option::output);
  if (!value) return output_kind::table;
  constexpr std::string_view names[] = {"table", "json", "jsonl", "csv"};
  auto const* const found = std::find(std::begin(names), std::end(names), value->text);
  if (found != std::end(names)) return static_cast<output_kind>(found - std::begin(names));
  throw usage_error(fmt::format("{}: there is no output '{}'; expected table, json, jsonl or csv{}", value->origin,
                                value->text, apps::did_you_mean(value->text, names)));
}

// The most explicit source wins: the file named by the flag, the token in the environment, the file named there, the
// keys.
void read_credentials(option_reader const& reader, query_settings& into, field_origins& origins) {
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

void warn_of_plain_token(query_settings& into) {
  if (into.client.auth.token().empty() || !leaves_the_machine_unencrypted(into.client.endpoint)) return;
  into.warnings.push_back("the endpoint is http, not https: anyone on the way can read the token");
}

void check_readable(std::string const& path, std::string const& origin) {
  if (::access(path.c_str(), R_OK) == 0) return;
  throw usage_error(fmt::format("{}: cannot read {}: {}", origin, path, std::generic_category().message(errno)));
}

void read_tls(option_reader const& reader, query_settings& into, field_origins& origins) {
  if (auto const file = reader.read(option::ca_file)) {
    check_readable(file->text, file->origin);
    into.client.tls.ca_file = file->text;
    origins.ca_file = file->origin;
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

void read_proxy(option_reader const& reader, client_config& into, field_origins& origins) {
  auto const given = reader.read(option::proxy);
  into.proxy.from_environment = !given;
  if (!given) return;
  if (given->by_flag && given->text.find('@') != std::string::npos) {
    throw usage_error(
        "--proxy: user and password are never given on the command line, where others can read them; set "
        "DATAARTS_PROXY to [http://]USER:PASSWORD@HOST[:PORT]");
  }
  origins.proxy = given->origin;
  if (given->text != "none") into.proxy.url = given->text;
}

void read_timeout(option_reader const& reader, client_config& into) {
  into.call_timeout = std::chrono::seconds(30);
  if (auto const value = reader.read(option::timeout)) {
    auto const parsed = apps::parse_duration(value->text);
    if (!parsed || parsed->count() <= 0) {
      throw usage_error(
          fmt::format("{}: '{}' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s",
                      value->origin, value->text));
    }
    into.call_timeout = *parsed;
  }
}

void read_references(option_reader const& reader, query_arguments const& arguments, query_settings& into) {
  auto const& given = arguments.positionals;
  auto const from = reader.read(option::from);
  // A file named in the environment is a default: references on the command line replace it.
  if (from && (from->by_flag || given.empty())) into.from = from->text;
  if (!given.empty() && !into.from.empty()) {
    throw usage_error("both --from and SCRIPT INSTANCE... are given; give one of them");
  }
  if (given.empty() && into.from.empty()) {
    throw usage_error("nothing to ask for: give SCRIPT INSTANCE... or --from FILE");
  }
  if (given.size() == 1) {
    throw usage_error(fmt::format("script '{}' is given without an instance; expected SCRIPT INSTANCE...", given[0]));
  }
  if (given.empty()) return;
  into.script = given.front();
  into.instances.assign(given.begin() + 1, given.end());
}

}  // namespace

query_settings make_settings(query_arguments const& arguments, environment const& variables) {
  option_reader const reader(arguments, variables);
  query_settings made;
  auto& origins = made.origins;

  read_references(reader, arguments, made);
  made.output = read_output(reader);
  made.rows = reader.read_switch(option::rows).has_value();
  read_service(reader, made.client, origins);
  read_credentials(reader, made, origins);
  warn_of_plain_token(made);
  read_tls(reader, made, origins);
  read_proxy(reader, made.client, origins);
  read_timeout(reader, made.client);

  constexpr std::size_t most_queries = 100'000;
  constexpr std::size_t most_connections = 65'535;
  made.concurrency = reader.read_count(option::concurrency, made.concurrency, most_queries);
  made.client.max_connections = reader.read_count(option::connections, made.client.max_connections, most_connections);
  made.client.max_waiting_calls = std::max(made.client.max_waiting_calls, made.concurrency);

  try {
    made.client.validate();
  } catch (std::invalid_argument const& problem) {
    throw usage_error(origins.explain(problem.what()));
  }
  return made;
}

}  // namespace dataarts::cli
