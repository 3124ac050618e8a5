#ifndef DATAARTS_TEST_MOCK_RUNS_DRIVER_HPP
#define DATAARTS_TEST_MOCK_RUNS_DRIVER_HPP

#include <dataarts/mock/script_runs.hpp>
#include <dataarts/virtual_clock.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "request_target.hpp"

namespace test {

/// Asks `script_runs` without a server, on virtual time.
struct runs_driver {
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  dataarts::mock::script_runs runs;

  explicit runs_driver(dataarts::mock::script_runs_options settings = {}) : runs(on(clock, std::move(settings))) {}

  /// Status and body, as `200 {"status":"RUNNING"}`.
  std::string ask(std::string_view method, std::string_view target, std::string_view body = {},
                  std::string_view workspace = {}) {
    auto const made = decide(method, target, body, workspace);
    return std::to_string(made.reply->status()) + (made.reply->body().empty() ? "" : ' ' + made.reply->body());
  }

  dataarts::mock::decision decide(std::string_view method, std::string_view target, std::string_view body = {},
                                  std::string_view workspace = {}) {
    return decide(method, target, body, workspace.empty() ? headers{} : headers{{"workspace", std::string(workspace)}});
  }

  using headers = std::vector<std::pair<std::string, std::string>>;

  dataarts::mock::decision decide(std::string_view method, std::string_view target, std::string_view body,
                                  headers const& sent) {
    dataarts::mock::request_target parsed;
    parsed.parse(method, target);
    std::string bytes;
    std::vector<dataarts::mock::request_view::header_position> lines;
    auto const add = [&](std::string const& text) {
      auto const at = static_cast<std::uint32_t>(bytes.size());
      bytes += text;
      return at;
    };
    for (auto const& [name, value] : sent) {
      auto const name_at = add(name);
      lines.push_back(
          {name_at, static_cast<std::uint32_t>(name.size()), add(value), static_cast<std::uint32_t>(value.size())});
    }
    dataarts::mock::request_view request;
    request.method = method;
    request.target = target;
    request.path = parsed.path();
    request.query = parsed.query();
    request.segments = parsed.segments();
    request.body = body;
    request.bytes = bytes.data();
    request.headers = lines;
    return runs.decide(request);
  }

  static std::string path(std::string_view script, std::string_view instance) {
    return "/v1/p/scripts/" + std::string(script) + "/instances/" + std::string(instance);
  }

  std::string query(std::string_view script, std::string_view instance, std::string_view workspace = {}) {
    return ask("GET", path(script, instance), {}, workspace);
  }

  /// What stands behind `"status":"`, or the code of an error, or the HTTP status.
  std::string state(std::string_view script, std::string_view instance, std::string_view workspace = {}) {
    return state_in(query(script, instance, workspace));
  }

  /// The same in a session.
  std::string state_of(std::string_view session, std::string_view script, std::string_view instance) {
    auto const made = decide("GET", path(script, instance), {}, headers{{"x-mock-session", std::string(session)}});
    return state_in(std::to_string(made.reply->status()) + ' ' + made.reply->body());
  }

  static std::string state_in(std::string told) {
    for (std::string_view const name : {R"("status":")", R"("error_code":")"}) {
      auto const at = told.find(name);
      if (at != std::string::npos)
        return told.substr(at + name.size(), told.find('"', at + name.size()) - at - name.size());
    }
    return told;
  }

  /// The id of the instance made; empty if none was.
  std::string execute(std::string_view script, std::string_view workspace = {}) {
    auto const told = ask("POST", "/v1/p/scripts/" + std::string(script) + "/execute", {}, workspace);
    constexpr std::string_view before = R"(200 {"instanceId":")";
    return told.starts_with(before) ? told.substr(before.size(), told.size() - before.size() - 2) : std::string();
  }

  std::string stop(std::string_view script, std::string_view instance, std::string_view workspace = {}) {
    return ask("POST", path(script, instance) + "/stop", {}, workspace);
  }

 private:
  static dataarts::mock::script_runs_options on(std::shared_ptr<dataarts::virtual_clock> const& clock,
                                                dataarts::mock::script_runs_options settings) {
    settings.clock = clock;
    return settings;
  }
};

}  // namespace test

#endif
