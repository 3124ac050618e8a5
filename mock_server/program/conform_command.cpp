#include "conform_command.hpp"

#include "answer_shape.hpp"
#include "ascii.hpp"
#include "percent_encoding.hpp"
#include "raw_request.hpp"
#include "scenario_answers.hpp"
#include "upstream.hpp"
#include "usage_error.hpp"
#include "verb_line.hpp"

#include <dataarts/mock/script_runs.hpp>
#include <dataarts/real_clock.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace dataarts::mock::program {
namespace {

constexpr std::array<verb_option, 6> conform_options{
    {{"--against", "URL", "the service: http:// or https://, host, optionally port and path"},
     {"--project-id", "ID", "of the service (default: p)"},
     {"--script", "NAME", "one that is there (default: dwsscript)"},
     {"--instance", "ID", "of a run of it that has ended (default: a1ad-448a-9d56-4154193d49c5)"},
     {"--workspace", "ID", "where the script is (default: none is sent)"},
     {"--ca-file", "FILE", "PEM file of the authorities to trust, instead of those of the system"}}};

constexpr std::string_view conform_help =
    "Asks a service and the mock the same and says where the answers differ: in status, media type, error code and "
    "text,\n"
    "and in the members of the body and their types. The mock is that of the SCENARIO files, else one that knows the "
    "script\nand the run. A token for the service stands in DATAARTS_TOKEN. Nothing is asked that changes anything.\n"
    "\n"
    "Exit: 0 all alike; 1 something differs, or the service left a request without an answer; 2 usage; 3 the service "
    "cannot\nbe reached: nothing was compared.";

// What both are asked about.
struct subject {
  std::string project, script, instance, workspace;
};

struct conform_case {
  std::string_view name;
  std::string line;     // method and target
  std::string headers;  // besides Host
};

std::vector<conform_case> cases_about(subject const& what) {
  auto const base = "/v1/" + percent_encoded(what.project) + "/scripts";
  auto const script = base + '/' + percent_encoded(what.script);
  auto const run = "/instances/" + percent_encoded(what.instance);
  auto const place = what.workspace.empty() ? std::string() : "workspace: " + what.workspace + "\r\n";
  std::string const no_script = "/there-is-no-such-script";
  std::string const no_run = "/instances/there-is-no-such-run";
  return {{"query", "GET " + script + run, place},
          {"query of an unknown instance", "GET " + script + no_run, place},
          {"query of an unknown script", "GET " + base + no_script + run, place},
          {"query in an unknown workspace", "GET " + script + run, "workspace: there-is-no-such-workspace\r\n"},
          {"query with a slash at the end", "GET " + script + run + '/', place},
          {"query by HEAD", "HEAD " + script + run, place},
          {"show", "GET " + script, place},
          {"show of an unknown script", "GET " + base + no_script, place},
          {"list", "GET " + base + "?limit=1", place},
          {"list with a wrong limit", "GET " + base + "?limit=-1", place},
          {"execute of an unknown script", "POST " + base + no_script + "/execute", place},
          {"stop of an unknown instance", "POST " + script + no_run + "/stop", place},
          {"an API that is not there", "GET " + base + "s-there-are-none", place}};
}

// A header's value would end at a line feed, and what is behind it would be another header.
std::string header_value(char const* name, std::string const& value) {
  if (std::none_of(value.begin(), value.end(), is_control)) return value;
  throw usage_error(std::string(name) +
                    " has a line feed or another control character in it, which no header can have");
}

// Knows what the service is said to know.
std::shared_ptr<script_runs> default_mock(subject const& what) {
  script_runs_options how;
  how.clock = real_clock::shared();
  auto made = std::make_shared<script_runs>(how);
  script_definition script;
  script.name = what.script;
  script.workspace = what.workspace;
  script.content = "select 1";
  made->add(script);
  run_rule rule;
  rule.name = "run";
  rule.script = what.script;
  rule.instance = what.instance;
  rule.workspace = what.workspace;
  rule.timeline = {{.state = run_state::finished,
                    .results = R"([{"message":"","duration":0.5,"rowCount":1,"rows":[[1]],"schema":[{"a":"int"}]}])"}};
  made->add(rule);
  return made;
}

std::shared_ptr<script_runs> mock_of(verb_line const& given, subject const& what) {
  if (given.words.empty()) return default_mock(what);
  script_runs_options how;
  how.clock = real_clock::shared();
  return load_scenarios({given.words.begin(), given.words.end()}, std::nullopt, std::move(how)).source;
}

std::string header_of(answer const& from, std::string_view name) {
  std::string_view left = from.head_for(answer::connection::keep).bytes;
  while (!left.empty()) {
    auto const line = left.substr(0, left.find("\r\n"));
    left.remove_prefix(std::min(left.size(), line.size() + 2));
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !equal_ignoring_case(line.substr(0, colon), name)) continue;
    return std::string(trimmed(line.substr(colon + 1)));
  }
  return {};
}

answer_shape mock_answer(script_runs& mock, std::string const& bytes, bool head) {
  raw_request const told(bytes, "the request");
  auto const made = mock.decide(told.view()).reply;
  return shape_of(made->status(), header_of(*made, "Content-Type"), head ? std::string_view() : made->body());
}

answer_shape service_answer(upstream const& service, std::string const& bytes) {
  raw_request const told(bytes, "the request");
  auto const made = service.forward(told.view());
  auto const type = made["Content-Type"];
  return shape_of(made.result_int(), {type.data(), type.size()}, made.body());
}

std::string differences(answer_shape const& mock, answer_shape const& service) {
  std::string made;
  for (std::size_t i = 0; i < mock.size(); ++i) {
    if (mock[i].second == service[i].second) continue;
    made.append("  ").append(mock[i].first).append("\n    mock     ").append(mock[i].second);
    made.append("\n    service  ").append(service[i].second).append("\n");
  }
  return made;
}

}  // namespace

verb_outcome run_conform(std::vector<std::string> const& arguments, environment const& variables) {
  auto const given = parse_verb_line(arguments, conform_options);
  if (given.help) {
    return {verb_help("conform --against URL [OPTION...] [SCENARIO...]", conform_help, conform_options)};
  }
  auto const value_of = [&](std::string_view flag, std::string_view otherwise) {
    return given.text(flag).value_or(std::string(otherwise));
  };
  auto const url = value_of("--against", "");
  if (url.empty()) throw usage_error("conform needs --against URL; see dataarts-mock conform --help");
  auto const authority = value_of("--ca-file", "");
  upstream const service("--against", url,
                         authority.empty() ? std::nullopt : std::optional<std::filesystem::path>(authority));
  subject const what{value_of("--project-id", "p"), value_of("--script", "dwsscript"),
                     value_of("--instance", "a1ad-448a-9d56-4154193d49c5"),
                     header_value("--workspace", value_of("--workspace", ""))};
  auto const mock = mock_of(given, what);
  auto const* const token = variables("DATAARTS_TOKEN");
  auto const credentials = token == nullptr || *token == '\0'
                               ? std::string()
                               : "X-Auth-Token: " + header_value("DATAARTS_TOKEN", token) + "\r\n";

  verb_outcome made;
  std::size_t unlike = 0;
  auto reached = false;
  auto const cases = cases_about(what);
  for (auto const& each : cases) {
    auto const bytes = each.line + " HTTP/1.1\r\nHost: mock\r\n" + each.headers;
    try {
      auto const ours = mock_answer(*mock, bytes + "\r\n", each.line.starts_with("HEAD"));
      auto const theirs = service_answer(service, bytes + credentials + "\r\n");
      reached = true;
      auto const found = differences(ours, theirs);
      made.text.append(found.empty() ? "same     " : "differs  ").append(each.name).append("\n").append(found);
      unlike += found.empty() ? 0 : 1;
    } catch (usage_error const&) {
      throw;
    } catch (std::exception const& problem) {
      if (!reached)
        return {{}, {"nothing is compared, since the service does not answer: " + std::string(problem.what())}, 3};
      made.text.append("no answer  ").append(each.name).append("\n  ").append(problem.what()).append("\n");
      ++unlike;
    }
  }
  made.text += std::to_string(cases.size()) + " cases, " + std::to_string(unlike) + " not alike\n";
  made.status = unlike == 0 ? 0 : 1;
  return made;
}

}  // namespace dataarts::mock::program
