#include "sign_command.hpp"

#include "keys.hpp"
#include "usage_error.hpp"

#include <dataarts/signing.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

constexpr std::string_view hidden = "(hidden)";

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

header_field read_header(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == text.npos || colon == 0) throw usage_error("--header: expected 'NAME: VALUE'");
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string read_body(std::string const& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) throw usage_error(fmt::format("--body: cannot read {}", file));
  return bytes;
}

signing_options read_options(sign_arguments const& given) {
  signing_options made;
  auto const name = given.algorithm.value_or("sdk");
  if (name == "v11") {
    made.algorithm = signing_algorithm::v11_hmac_sha256;
    if (!given.region || !given.service) throw usage_error("--algorithm v11 needs --region NAME and --service NAME");
  } else if (name != "sdk") {
    throw usage_error(fmt::format("--algorithm: '{}' is not one of sdk, v11", name));
  }
  made.region = given.region.value_or("");
  made.service = given.service.value_or("");
  return made;
}

bool is_secret(std::string_view header) {
  return header == "x-security-token" || header == "x-auth-token" || header == "authorization" || header == "cookie";
}

/// The canonical request without the values of headers that are secrets. Its header lines, NAME:VALUE, come after
/// method, path and query.
std::string without_secrets(std::string_view canonical) {
  std::string text;
  for (int number = 0; !canonical.empty(); ++number) {
    auto const line = canonical.substr(0, canonical.find('\n'));
    auto const name = line.substr(0, line.find(':'));
    if (number >= 3 && name.size() < line.size() && is_secret(name)) {
      text.append(name).append(1, ':').append(hidden);
    } else {
      text += line;
    }
    canonical.remove_prefix(line.size());
    if (canonical.empty()) break;
    canonical.remove_prefix(1);
    text += '\n';
  }
  return text;
}

std::string shown(header_field const& header) {
  if (header.name == "X-Security-Token") return std::string(hidden);
  constexpr std::string_view mark = "Signature=";
  auto const at = header.name == "Authorization" ? header.value.find(mark) : header.value.npos;
  return at == header.value.npos ? header.value : header.value.substr(0, at + mark.size()).append(hidden);
}

std::string as_text(signed_request const& made, std::string const& canonical) {
  auto text = fmt::format("Canonical request:\n{}\n\nString to sign:\n{}\n\nHeaders to send:\n", canonical,
                          made.string_to_sign);
  for (auto const& each : made.headers) text += fmt::format("{}: {}\n", each.name, shown(each));
  return text;
}

std::string as_json(signed_request const& made, std::string const& canonical) {
  boost::json::array headers;
  for (auto const& each : made.headers) headers.push_back({{"name", each.name}, {"value", shown(each)}});
  boost::json::object const document{{"canonical_request", canonical},
                                     {"string_to_sign", made.string_to_sign},
                                     {"signed_headers", made.signed_headers},
                                     {"headers", std::move(headers)}};
  return boost::json::serialize(document) + '\n';
}

}  // namespace

std::string sign_report(sign_arguments const& given, environment const& variables, clock::wall_time now) {
  auto const output = given.output.value_or("text");
  if (output != "text" && output != "json") {
    throw usage_error(fmt::format("--output: '{}' is not one of text, json", output));
  }
  auto const keys = read_keys(variables);
  if (!keys) throw usage_error("no keys: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK");
  auto where = take_apart(given.url);
  request_to_sign request;
  request.method = given.method;
  request.target = std::move(where.target);
  request.headers.push_back({"Host", std::move(where.host)});
  for (auto const& each : given.headers) request.headers.push_back(read_header(each));
  if (given.date) request.headers.push_back({"X-Sdk-Date", *given.date});
  if (given.body_file) request.body = read_body(*given.body_file);
  try {
    auto const made = sign(request, *keys, now, read_options(given));
    auto const canonical = without_secrets(made.canonical_request);
    return output == "json" ? as_json(made, canonical) : as_text(made, canonical);
  } catch (std::invalid_argument const& problem) {
    throw usage_error(problem.what());
  }
}

}  // namespace dataarts::cli
