#include "query_request.hpp"

#include "../ascii.hpp"
#include "../auth/authorization.hpp"
#include "../auth/canonical_request.hpp"
#include "../one_line.hpp"
#include "../percent_encoding.hpp"
#include "../utf8.hpp"

#include <dataarts/reference_objection.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace dataarts {

namespace {

constexpr std::size_t longest_shown = 80;

constexpr std::string_view method = "GET ";
constexpr std::string_view between = "/instances/";
constexpr std::string_view workspace_header = "workspace: ";

/// Why a name cannot be sent; empty if it can.
std::string_view name_objection(std::string_view name) noexcept {
  if (name.size() > 2 && is_all_unreserved(name)) return {};
  if (name.empty()) return "is empty";
  if (name == "." || name == "..") return "is a path of its own, which servers and proxies resolve";
  if (name.find('/') != name.npos) return "contains \"/\", which would split the request path";
  if (std::any_of(name.begin(), name.end(), is_control)) return "contains a control character";
  if (!is_utf8(name)) return "is not UTF-8";
  return {};
}

std::string_view workspace_objection(std::string_view value) noexcept {
  if (value.empty()) return {};
  if (std::any_of(value.begin(), value.end(), is_control)) return "contains a control character";
  auto const not_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::any_of(value.begin(), value.end(), not_ascii)) {
    return "contains a character that is not ASCII (give the id of the workspace, not its name)";
  }
  if (value.front() == ' ' || value.back() == ' ') return "begins or ends with a blank";
  return {};
}

std::optional<std::string> objection(std::string_view part, std::string_view value, std::string_view reason) {
  if (reason.empty()) return std::nullopt;
  std::string text(part);
  if (!value.empty()) {
    text += " \"";
    append_one_line(text, value, longest_shown);
    text += '"';
  }
  return text.append(1, ' ').append(reason);
}

}  // namespace

bool is_sendable_name(std::string_view name) noexcept { return name_objection(name).empty(); }

bool is_sendable_workspace(std::string_view value) noexcept { return workspace_objection(value).empty(); }

std::optional<std::string> objection_to_script(std::string_view name) {
  return objection("script name", name, name_objection(name));
}

std::optional<std::string> objection_to_workspace(std::string_view value) {
  return objection("workspace", value, workspace_objection(value));
}

std::optional<std::string> objection_to(std::string_view script, std::string_view instance,
                                        std::string_view workspace) {
  if (auto found = objection_to_script(script)) return found;
  if (auto found = objection("instance id", instance, name_objection(instance))) return found;
  return objection_to_workspace(workspace);
}

std::optional<std::string> reference_objection(instance_ref const& of) {
  return objection_to(of.script(), of.instance(), of.workspace());
}

query_request_template::query_request_template(std::string_view path_prefix, std::string_view project_id,
                                               std::string_view host, std::string_view user_agent,
                                               std::string_view default_workspace, bool accept_gzip)
    : default_workspace_(default_workspace) {
  std::string fixed_path(path_prefix);
  fixed_path += "/v1/";
  append_percent_encoded(fixed_path, project_id);
  fixed_path += "/scripts/";
  before_script_.append(method).append(fixed_path);
  if (auto canonical = auth::canonical_path(fixed_path); canonical != fixed_path) {
    canonical_before_script_ = std::move(canonical);
  }
  after_instance_.append(" HTTP/1.1\r\nHost: ").append(host);
  after_instance_.append("\r\nUser-Agent: ").append(user_agent);
  // The service asks for a content type on every call, also on those without a body.
  after_instance_ += "\r\nAccept: application/json\r\nContent-Type: application/json\r\n";
  if (accept_gzip) after_instance_ += "Accept-Encoding: gzip\r\n";
}

void query_request_template::append_to(std::string& out, std::string_view script, std::string_view instance,
                                       std::string_view workspace, auth::authorization& authorization,
                                       clock const& time) {
  auto const begin = out.size() + method.size();
  out += before_script_;
  auto const variable_part = out.size();
  append_percent_encoded(out, script);
  out += between;
  append_percent_encoded(out, instance);
  auto const end = out.size();
  out += after_instance_;
  if (workspace.empty()) workspace = default_workspace_;
  if (!workspace.empty()) out.append(workspace_header).append(workspace).append("\r\n");
  if (authorization.signs()) {
    auto const as_sent = canonical_before_script_.empty();
    auto const from = as_sent ? begin : variable_part;
    canonical_path_.assign(canonical_before_script_).append(out, from, end - from);
  }
  authorization.append_lines(out, canonical_path_, workspace, time);
  out += "\r\n";
}

std::size_t query_request_template::size_of(std::string_view script, std::string_view instance,
                                            std::string_view workspace,
                                            auth::authorization const& authorization) const noexcept {
  if (workspace.empty()) workspace = default_workspace_;
  auto const line = workspace.empty() ? 0 : workspace_header.size() + workspace.size() + 2;
  return before_script_.size() + percent_encoded_size(script) + between.size() + percent_encoded_size(instance) +
         after_instance_.size() + line + authorization.largest_size() + 2;
}

}  // namespace dataarts
