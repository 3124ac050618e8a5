#include "sign_request.hpp"

#include "display_text.hpp"
#include "option_reader.hpp"
#include "service/service_settings.hpp"
#include "sign_date.hpp"
#include "usage_error.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

struct location {
  std::string host;    ///< value of `Host`
  std::string target;  ///< path and query
};

location take_apart(std::string_view url) {
  auto rest = url;
  auto port = std::string_view();
  if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
    port = ":443";
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
    port = ":80";
  } else {
    throw usage_error("the URL has to begin with http:// or https://");
  }
  auto const end = rest.find_first_of("/?#");
  auto host = rest.substr(0, end);
  if (host.empty()) throw usage_error("the URL has no host");
  if (host.find('@') != host.npos) throw usage_error("the URL has user information, which is never signed");
  // A port that is the scheme's own is not sent.
  if (host.ends_with(port)) host.remove_suffix(port.size());
  auto target = end == rest.npos ? std::string("/") : std::string(rest.substr(end));
  if (target.front() != '/') target.insert(target.begin(), '/');
  return {std::string(host), std::move(target)};
}

std::string lower(std::string_view text) {
  std::string made(text);
  for (auto& c : made) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return made;
}

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

header_field read_header(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == text.npos || colon == 0) throw usage_error("--header: expected 'NAME: VALUE'");
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

// What would be left out of the signature, or is made here.
void check_header(header_field const& header, bool dated, bool has_security_token) {
  auto const name = lower(header.name);
  auto const shown = apps::escape_controls(header.name);
  if (name.find('_') != name.npos) {
    throw usage_error(fmt::format(
        "--header: {} has a '_' in its name: gateways drop such headers, so they are never signed; leave it "
        "out",
        shown));
  }
  if (name == "host") throw usage_error("--header: Host is taken from the URL; write that host into the URL instead");
  if (name == "authorization") throw usage_error("--header: Authorization is what the signature makes; leave it out");
  if (name == "x-sdk-date") {
    if (dated) throw usage_error("--date and --header 'X-Sdk-Date: …' are both given; give one of them");
    parse_sign_date(trimmed(header.value), "--header X-Sdk-Date");
  }
  if (name == "x-security-token" && has_security_token) {
    throw usage_error(
        "--header: X-Security-Token is taken from HUAWEICLOUD_SDK_SECURITY_TOKEN already; leave one of the two out");
  }
}

std::string read_body(std::string const& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) throw usage_error(fmt::format("--body: cannot read {}", file));
  return bytes;
}

std::string encoded(std::string_view segment) {
  return boost::urls::encode({segment.data(), segment.size()}, boost::urls::unreserved_chars);
}

// The names that `dataarts query` does not send.
void check_name(std::string_view what, std::string_view name) {
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  auto const sendable = !name.empty() && name != "." && name != ".." && name.find('/') == name.npos &&
                        std::none_of(name.begin(), name.end(), is_control);
  if (!sendable) throw usage_error(fmt::format("{} '{}' cannot be sent", what, apps::escape_controls(name)));
}

}  // namespace

planned_request plan_request(sign_arguments const& given, credentials const& keys) {
  auto const& [method, url] = given.positionals;
  auto where = take_apart(url);
  planned_request made;
  auto& request = made.request;
  request.method = method;
  request.target = std::move(where.target);
  request.headers.push_back({"Host", std::move(where.host)});
  std::set<std::string> names;
  for (auto const& each : given.headers) {
    auto header = read_header(each);
    check_header(header, given.date.has_value(), !keys.security_token().empty());
    if (!names.insert(lower(header.name)).second) {
      throw usage_error(
          fmt::format("--header: {} is given twice, which cannot be signed", apps::escape_controls(header.name)));
    }
    request.headers.push_back(std::move(header));
  }
  if (given.body_file) request.body = read_body(*given.body_file);
  return made;
}

planned_request plan_query(sign_arguments const& given, credentials const& keys, apps::environment const& variables) {
  if (!given.headers.empty() || given.body_file) {
    throw usage_error(fmt::format("{} and --as-query are both given: a query has the headers of its own and no body",
                                  given.headers.empty() ? "--body" : "--header"));
  }
  auto const derives = given.algorithm == "v11";
  command_arguments service;
  service[option::endpoint] = given.endpoint;
  service[option::project_id] = given.project_id;
  service[option::workspace] = given.workspace;
  // Beside an endpoint it can only be meant for the scope.
  if (!(derives && given.endpoint)) service[option::region] = given.region;

  client_config config;
  apps::field_origins origins;
  origins.token = "HUAWEICLOUD_SDK_AK";
  apps::read_service(option_reader(service, variables), config, origins);
  config.auth = keys;
  try {
    config.validate();
  } catch (std::invalid_argument const& problem) {
    throw usage_error(origins.explain(problem.what()));
  }
  auto const& [script, instance] = given.positionals;
  check_name("script", script);
  check_name("instance", instance);

  std::string_view endpoint(config.endpoint);
  if (endpoint.find_first_of("?#") != endpoint.npos) {
    throw usage_error(fmt::format("{}: must have neither a query nor a fragment", origins.endpoint));
  }
  while (endpoint.ends_with('/')) endpoint.remove_suffix(1);
  auto where = take_apart(fmt::format("{}/v1/{}/scripts/{}/instances/{}", endpoint, encoded(config.project_id),
                                      encoded(script), encoded(instance)));
  planned_request made;
  made.request.target = std::move(where.target);
  made.added = {{"Content-Type", "application/json"}, {"X-Project-Id", config.project_id}};
  if (!config.workspace.empty()) made.added.push_back({"workspace", config.workspace});
  made.request.headers = made.added;
  made.request.headers.push_back({"Host", std::move(where.host)});
  return made;
}

}  // namespace dataarts::cli
