#include "admin/trust.hpp"

#include "admin/api_error.hpp"
#include "ascii.hpp"
#include "authority.hpp"
#include "error_body.hpp"

#include <algorithm>
#include <string_view>

namespace dataarts::mock::admin {
namespace {

// Four numbers: what a browser takes for an address is never looked up, so that nobody can rebind it.
bool is_ipv4(std::string_view host) {
  return std::count(host.begin(), host.end(), '.') == 3 && host.front() != '.' && host.back() != '.' &&
         host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || is_digit(c); });
}

bool is_local_name(std::string_view host) {
  constexpr std::string_view below = ".localhost";
  return equal_ignoring_case(host, "localhost") ||
         (host.size() > below.size() && equal_ignoring_case(host.substr(host.size() - below.size()), below));
}

// The host and port of "http://host:port", or nothing of "null" and the like.
std::string_view authority_of(std::string_view origin) {
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) return origin.substr(scheme.size());
  }
  return {};
}

bool only_reads(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

// A person who goes to a page by a link of another one, which does not see what comes.
bool follows_link(request_view const& request) {
  return only_reads(request.method) && request.header("Sec-Fetch-Mode") == "navigate" &&
         request.header("Sec-Fetch-Dest") == "document";
}

}  // namespace

void trust::check_host(request_view const& request) const {
  auto const sent = request.header("Host").value_or(std::string_view());
  auto const parsed = parse_authority(sent);
  auto const host = parsed ? parsed->host : std::string_view();
  // A client of HTTP/1.0 without Host is no browser.
  if (host.empty() || host.starts_with('[') || is_ipv4(host) || is_local_name(host)) return;
  if (std::any_of(names_.begin(), names_.end(), [&](auto const& each) { return equal_ignoring_case(each, host); }))
    return;
  throw api_error(403, "The admin API is not served for the host " + printable(host) +
                           ", but for addresses, localhost, and what --admin-host names.");
}

void trust::check(request_view const& request) const {
  check_host(request);
  std::string const does = only_reads(request.method) ? "read" : "change";
  auto const site = request.header("Sec-Fetch-Site");
  if (auto const origin = request.header("Origin")) {
    auto const host = request.header("Host").value_or(std::string_view());
    if (!host.empty() && equal_ignoring_case(authority_of(*origin), host)) return;
    throw api_error(
        403, "A page of " + printable(*origin) + " may not " + does + " this server: its origin is another one.");
  }
  if (!site || *site == "same-origin" || *site == "none" || follows_link(request)) return;
  throw api_error(
      403, "A page of another site may not " + does + " this server (Sec-Fetch-Site: " + printable(*site) + ").");
}

}  // namespace dataarts::mock::admin
