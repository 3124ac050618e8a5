#include "scripts/script_requests.hpp"

#include "api/query_request.hpp"
#include "json_text.hpp"
#include "one_line.hpp"
#include "percent_encoding.hpp"
#include "utf8.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace dataarts {

namespace {

namespace json = boost::json;

// The names are those of the service's documents and SDKs, in the spelling of `query_operation`.
constexpr operation_kind execute_kind{"execute_script", "POST", "/v1/{project_id}/scripts/{script_name}/execute",
                                      false};
constexpr operation_kind stop_kind{"stop_script_instance", "POST",
                                   "/v1/{project_id}/scripts/{script_name}/instances/{instance_id}/stop"};
constexpr operation_kind show_kind{"show_script", "GET", "/v1/{project_id}/scripts/{script_name}"};
constexpr operation_kind list_kind{"list_scripts", "GET", "/v1/{project_id}/scripts"};
constexpr operation_kind create_kind{"create_script", "POST", "/v1/{project_id}/scripts", false};
constexpr operation_kind update_kind{"update_script", "PUT", "/v1/{project_id}/scripts/{script_name}"};
// Not repeated: the second answer would be that there is no such script.
constexpr operation_kind remove_kind{"delete_script", "DELETE", "/v1/{project_id}/scripts/{script_name}", false};

constexpr std::size_t longest_shown = 80;

operation begin_in(std::string_view workspace, operation_kind const& kind) {
  operation made;
  made.kind = &kind;
  made.workspace = workspace;
  if (auto problem = objection_to_workspace(workspace)) {
    made.problem.emplace(operation::objection{errc::invalid_reference, std::move(*problem)});
  }
  return made;
}

operation begin_on(script_ref const& what, operation_kind const& kind) {
  auto made = begin_in(what.workspace(), kind);
  if (auto problem = objection_to_script(what.name())) {
    made.problem.emplace(operation::objection{errc::invalid_reference, std::move(*problem)});
  }
  made.path = "/";
  append_percent_encoded(made.path, what.name());
  return made;
}

void object_to(operation& made, std::string text) {
  if (!made.problem) made.problem.emplace(operation::objection{errc::invalid_argument, std::move(text)});
}

void check_text(operation& made, std::string_view what, std::string_view value) {
  if (!is_utf8(value)) object_to(made, std::string(what) + " is not UTF-8");
}

void check_parameter(operation& made, script_parameters::entry const& each) {
  std::string shown = "parameter \"";
  append_one_line(shown, each.first, longest_shown);
  shown += '"';
  if (each.first.empty()) object_to(made, "a parameter has no name");
  check_text(made, "the name of " + shown, each.first);
  check_text(made, "the value of " + shown, each.second);
}

void add_query(operation& made, std::string_view name, std::string_view value) {
  if (!made.query.empty()) made.query += '&';
  made.query.append(name).append(1, '=');
  append_percent_encoded(made.query, value);
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  if (out.back() != '{') out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
}

void add_body(operation& made, script_draft const& draft) {
  auto& out = made.body;
  out = "{";
  for (auto const& [name, value] : draft.texts()) {
    check_text(made, name, value);
    append_member(out, name, value);
  }
  if (draft.configuration()) {
    boost::system::error_code error;
    auto const parsed = json::parse(*draft.configuration(), error);
    if (error || !parsed.is_object()) {
      object_to(made, "configuration is not a JSON object" + (error ? ": " + error.message() : std::string()));
      return;
    }
    if (out.back() != '{') out += ',';
    // As it was given: numbers keep their digits.
    out.append(R"("configuration":)").append(*draft.configuration());
  }
  if (!draft.approvers().empty()) {
    if (out.back() != '{') out += ',';
    out += R"("approvers":[)";
    for (auto const& each : draft.approvers()) {
      check_text(made, "the name of an approver", each);
      if (out.back() != '[') out += ',';
      out += '{';
      append_member(out, "approverName", each);
      out += '}';
    }
    out += ']';
  }
  out += '}';
}

}  // namespace

operation execute_request(script_ref const& what, script_parameters const& parameters) {
  auto made = begin_on(what, execute_kind);
  made.path += "/execute";
  // The body is optional in the documents and required in the OpenAPI definition.
  made.body = R"({"params":{)";
  for (auto const& each : parameters.entries()) {
    check_parameter(made, each);
    append_member(made.body, each.first, each.second);
  }
  made.body += "}}";
  return made;
}

operation stop_request(instance_ref const& what) {
  auto made = begin_in(what.workspace(), stop_kind);
  if (auto problem = objection_to(what.script(), what.instance(), what.workspace())) {
    made.problem.emplace(operation::objection{errc::invalid_reference, std::move(*problem)});
  }
  made.path = "/";
  append_percent_encoded(made.path, what.script());
  made.path += "/instances/";
  append_percent_encoded(made.path, what.instance());
  made.path += "/stop";
  return made;
}

operation show_request(script_ref const& what, show_options const& options) {
  auto made = begin_on(what, show_kind);
  check_text(made, "status", options.status());
  if (!options.status().empty()) add_query(made, "status", options.status());
  if (options.version()) add_query(made, "version", std::to_string(*options.version()));
  return made;
}

operation list_request(list_options const& options) {
  auto made = begin_in(options.workspace(), list_kind);
  check_text(made, "the name to look for", options.name());
  if (options.limit()) add_query(made, "limit", std::to_string(*options.limit()));
  if (options.offset()) add_query(made, "offset", std::to_string(*options.offset()));
  if (!options.name().empty()) add_query(made, "scriptName", options.name());
  return made;
}

operation create_request(script_draft const& draft, std::string const& workspace) {
  auto made = begin_in(workspace, create_kind);
  for (std::string_view const needed : {"name", "type", "content"}) {
    auto const& given = draft.texts();
    bool const there = std::any_of(given.begin(), given.end(), [&](auto const& each) { return each.first == needed; });
    if (!there) object_to(made, std::string(needed) + " is missing, which a new script needs");
  }
  add_body(made, draft);
  return made;
}

operation update_request(script_ref const& what, script_draft const& draft) {
  auto made = begin_on(what, update_kind);
  add_body(made, draft);
  return made;
}

operation remove_request(script_ref const& what) { return begin_on(what, remove_kind); }

}  // namespace dataarts
