#include "scripts/operation_request.hpp"

#include "auth/authorization.hpp"
#include "percent_encoding.hpp"

#include <dataarts/clock.hpp>
#include <dataarts/signing.hpp>

#include <utility>

namespace dataarts {

namespace {

// A body may hold any text; without the character set some gateways read it as Latin 1.
constexpr std::string_view with_body = "application/json;charset=UTF-8";
constexpr std::string_view without_body = "application/json";

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

operation_request_template::operation_request_template(std::string_view path_prefix, std::string_view project_id,
                                                       std::string_view host, std::string_view user_agent,
                                                       std::string_view default_workspace)
    : path_(path_prefix),
      project_id_(project_id),
      host_(host),
      user_agent_(user_agent),
      default_workspace_(default_workspace) {
  path_ += "/v1/";
  append_percent_encoded(path_, project_id);
  path_ += "/scripts";
}

std::string_view operation_request_template::workspace_of(operation const& what) const noexcept {
  return what.workspace.empty() ? default_workspace_ : what.workspace;
}

void operation_request_template::append_head(std::string& out, operation const& what,
                                             auth::authorization const& authorization, clock const& time) const {
  request_to_sign request;
  request.method = what.kind->method;
  request.target = path_ + what.path;
  if (!what.query.empty()) request.target.append(1, '?').append(what.query);
  out.append(request.method).append(1, ' ').append(request.target).append(" HTTP/1.1\r\n");

  auto const line = [&](char const* name, std::string_view value) {
    append_line(out, name, value);
    if (authorization.signs()) request.headers.push_back({name, std::string(value)});
  };
  line("Host", host_);
  append_line(out, "User-Agent", user_agent_);
  append_line(out, "Accept", "application/json");
  line("Content-Type", what.body.empty() ? without_body : with_body);
  if (auto const workspace = workspace_of(what); !workspace.empty()) line("workspace", workspace);
  // What has a body by its nature says so even if that is empty (RFC 9110, 8.6).
  if (what.kind->method == "POST" || what.kind->method == "PUT" || !what.body.empty()) {
    append_line(out, "Content-Length", std::to_string(what.body.size()));
  }
  if (authorization.signs()) {
    line("X-Project-Id", project_id_);
    request.body = what.body;
    for (auto const& each : sign(request, authorization.content(), time.wall_now(), authorization.options()).headers) {
      append_line(out, each.name, each.value);
    }
  } else {
    authorization.append_token_line(out);
  }
  out += "\r\n";
}

std::size_t operation_request_template::size_of_head(operation const& what,
                                                     auth::authorization const& authorization) const {
  constexpr std::size_t fixed =
      sizeof(
          "DELETE  HTTP/1.1\r\nHost: \r\nUser-Agent: \r\nAccept: application/json\r\nContent-Type: \r\n"
          "workspace: \r\nContent-Length: 18446744073709551615\r\n?\r\n") +
      with_body.size();
  return fixed + path_.size() + what.path.size() + what.query.size() + host_.size() + user_agent_.size() +
         workspace_of(what).size() + authorization.largest_size();
}

}  // namespace dataarts
