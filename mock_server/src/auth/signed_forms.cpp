#include "auth/signed_forms.hpp"

#include "auth/digest.hpp"
#include "auth/header_forms.hpp"
#include "auth/payload_forms.hpp"
#include "auth/query_forms.hpp"
#include "percent_encoding.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::auth {
namespace {

// Each part of the path between slashes, changed.
template <class Change>
std::string for_each_segment(std::string_view path, Change change) {
  std::string made;
  for (;;) {
    auto const slash = path.find('/');
    made += change(path.substr(0, slash));
    if (slash == std::string_view::npos) return made;
    made += '/';
    path.remove_prefix(slash + 1);
  }
}

std::string with_last_slash(std::string path) {
  if (!path.ends_with('/')) path += '/';
  return path;
}

// What the URL parser of Node escapes by itself; its signer encodes the result once more.
std::string escaped_by_url_parser(std::string_view raw) {
  constexpr std::string_view escaped = "\t\n\r \"'<>\\^`{|}";
  std::string made;
  for (auto const c : raw) {
    if (escaped.find(c) == std::string_view::npos) {
      made += c;
    } else {
      append_percent_encoded(made, std::string_view(&c, 1));
    }
  }
  return made;
}

std::string documented_path(std::string_view path) {
  return with_last_slash(for_each_segment(percent_decoded(path), percent_encoded));
}

std::vector<signed_form> path_forms(std::string_view path) {
  auto const decoded = percent_decoded(path);
  auto const without_slash = for_each_segment(decoded, percent_encoded);
  auto const encode_decoded = [](std::string_view segment) { return percent_encoded(percent_decoded(segment)); };
  auto const escape_and_encode = [](std::string_view segment) {
    return percent_encoded(escaped_by_url_parser(segment));
  };
  return {
      {documented_path(path)},
      {with_last_slash(for_each_segment(path, percent_encoded)), "the path was encoded twice", true},
      {with_last_slash(for_each_segment(decoded, escape_and_encode)),
       "blanks and the like in the path were encoded twice", true},
      {without_slash, "the path was signed without the slash at its end"},
      {with_last_slash(for_each_segment(path, encode_decoded)), "a slash inside a part of the path was kept as %2F"},
      {with_last_slash(decoded), "the path was not encoded"},
      {with_last_slash(std::string(path)), "the path was signed as it was sent, without encoding it anew"},
      {std::string(path), "the path was signed as it was sent, without the slash at its end"},
  };
}

std::string join(std::string_view method, std::string_view path, std::string_view query, std::string_view headers,
                 std::string_view payload) {
  std::string made;
  made.reserve(method.size() + path.size() + query.size() + headers.size() + payload.size() + 4);
  made.append(method).append("\n").append(path).append("\n").append(query).append("\n");
  return made.append(headers).append("\n").append(payload);
}

void drop_repetitions(std::vector<signed_form>& forms) {
  std::vector<signed_form> kept;
  for (auto& each : forms) {
    auto const known =
        std::any_of(kept.begin(), kept.end(), [&](signed_form const& other) { return other.text == each.text; });
    if (!known) kept.push_back(std::move(each));
  }
  forms = std::move(kept);
}

}  // namespace

std::string documented_request(request_view const& request, authorization_header const& authorization) {
  return join(request.method, documented_path(request.path), documented_query(request.query),
              documented_headers(request, authorization), documented_payload(request));
}

std::string string_to_sign(authorization_header const& authorization, std::string_view date,
                           std::string_view canonical) {
  std::string made(authorization.algorithm);
  made.append("\n").append(date).append("\n");
  if (authorization.derived()) made.append(authorization.scope).append("\n");
  return made + hex(sha256(canonical));
}

signed_forms::signed_forms(request_view const& request, authorization_header const& authorization)
    : method(request.method),
      paths(path_forms(request.path)),
      queries(query_forms(request.query)),
      headers(header_forms(request, authorization)),
      payloads(payload_forms(request)) {
  for (auto* part : {&paths, &queries, &headers, &payloads}) drop_repetitions(*part);
}

std::string signed_forms::canonical(signed_form const& path, signed_form const& query, signed_form const& header,
                                    signed_form const& payload) const {
  return join(method, path.text, query.text, header.text, payload.text);
}

}  // namespace dataarts::mock::auth
