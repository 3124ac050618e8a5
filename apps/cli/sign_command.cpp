#include "sign_command.hpp"

#include "service/keys.hpp"
#include "sign_date.hpp"
#include "sign_request.hpp"
#include "usage_error.hpp"

#include <dataarts/signing.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

constexpr std::string_view hidden = "(hidden)";

signing_options read_options(sign_arguments const& given) {
  signing_options made;
  auto const name = given.algorithm.value_or("sdk");
  if (name == "v11") {
    made.algorithm = signing_algorithm::v11_hmac_sha256;
    if (!given.region || !given.service) throw usage_error("--algorithm v11 needs --region NAME and --service NAME");
  } else if (name != "sdk") {
    throw usage_error(fmt::format("--algorithm: '{}' is not one of sdk, v11", name));
  }
  auto const derives = name == "v11";
  // Of a query, the region also names the endpoint.
  if (given.region && !derives && !given.as_query) throw usage_error("--region has no effect without --algorithm v11");
  if (given.service && !derives) throw usage_error("--service has no effect without --algorithm v11");
  if (derives) made.region = *given.region;
  if (derives) made.service = *given.service;
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

std::string sign_report(sign_arguments const& given, apps::environment const& variables, clock::wall_time now) {
  auto const output = given.output.value_or("text");
  if (output != "text" && output != "json") {
    throw usage_error(fmt::format("--output: '{}' is not one of text, json", output));
  }
  auto const keys = apps::read_keys(variables);
  if (!keys) throw usage_error("no keys: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK");
  auto const options = read_options(given);
  auto const at = given.date ? parse_sign_date(*given.date, "--date") : now;
  auto planned = given.as_query ? plan_query(given, *keys, variables) : plan_request(given, *keys);
  try {
    auto made = sign(planned.request, *keys, at, options);
    made.headers.insert(made.headers.begin(), std::make_move_iterator(planned.added.begin()),
                        std::make_move_iterator(planned.added.end()));
    auto const canonical = without_secrets(made.canonical_request);
    return output == "json" ? as_json(made, canonical) : as_text(made, canonical);
  } catch (std::invalid_argument const& problem) {
    throw usage_error(problem.what());
  }
}

}  // namespace dataarts::cli
