#include "request_target.hpp"

#include "ascii.hpp"
#include "authority.hpp"
#include "percent_encoding.hpp"

#include <algorithm>

namespace dataarts::mock {
namespace {

// Takes "scheme://authority" off the target. Gives what is wrong with it, or nothing.
std::string_view take_authority(std::string_view& target) {
  auto const scheme_end = target.find("://");
  auto const scheme = target.substr(0, scheme_end);
  if (scheme_end == std::string_view::npos ||
      !(equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https"))) {
    return "The target is neither a path that begins with / nor an http(s) URL.";
  }
  auto const rest = target.substr(scheme_end + 3);
  auto const authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  auto const found = parse_authority(rest.substr(0, authority_end));
  if (!found || found->host.empty()) return "The URL in the target has no valid host, or a user name before it.";
  target = rest.substr(authority_end);
  return {};
}

bool is_host_and_port(std::string_view target) {
  auto const found = parse_authority(target);
  return found && !found->host.empty() && !found->port.empty();
}

}  // namespace

std::string_view request_target::parse(std::string_view method, std::string_view target) {
  path_ = query_ = {};
  segments_.clear();
  decoded_.clear();
  if (target == "*") {
    if (method != "OPTIONS") return "The target * is for OPTIONS only.";
    path_ = target;
    return {};
  }
  if (method == "CONNECT") {
    if (!is_host_and_port(target)) return "The target of CONNECT is not host:port.";
    path_ = target;
    return {};
  }
  auto rest = target;
  if (!target.starts_with('/')) {
    if (auto const wrong = take_authority(rest); !wrong.empty()) return wrong;
  }
  if (rest.find('#') != std::string_view::npos) return "The target has a fragment (#).";
  auto const query_mark = rest.find('?');
  path_ = rest.substr(0, query_mark);
  if (query_mark != std::string_view::npos) query_ = rest.substr(query_mark + 1);
  if (path_.empty()) path_ = "/";
  if (!split()) return "The path has a % that two hexadecimal digits do not follow.";
  return {};
}

bool request_target::split() {
  auto const encoded = path_.find('%') != std::string_view::npos;
  if (encoded) decoded_.reserve(path_.size());  // the parts point into it: it must not move while they are made
  for (auto left = path_.substr(1);;) {
    auto const slash = left.find('/');
    auto segment = left.substr(0, slash);
    if (encoded && !decode(segment)) return false;
    segments_.push_back(segment);
    if (slash == std::string_view::npos) return true;
    left.remove_prefix(slash + 1);
  }
}

bool request_target::decode(std::string_view& segment) {
  if (segment.find('%') == std::string_view::npos) return true;
  auto const start = decoded_.size();
  if (!append_percent_decoded(decoded_, segment)) return false;
  segment = std::string_view(decoded_).substr(start);
  return true;
}

}  // namespace dataarts::mock
