#ifndef DATAARTS_TEST_MOCK_ADMIN_DRIVER_HPP
#define DATAARTS_TEST_MOCK_ADMIN_DRIVER_HPP

#include <dataarts/mock/adjustable_clock.hpp>
#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/preset.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../core_driver.hpp"
#include "admin/admin_answers.hpp"

namespace test {

namespace admin = dataarts::mock::admin;

/// A journal that a test writes.
class told_traffic final : public admin::traffic_port {
 public:
  std::vector<admin::logged_request> kept;

  admin::logged_request& add(std::string method, std::string target, unsigned status = 200, bool matched = true) {
    admin::logged_request made;
    made.seq = kept.size() + 1;
    made.at = dataarts::clock::wall_time(std::chrono::seconds(1'600'000'000 + static_cast<int>(made.seq)));
    made.method = std::move(method);
    made.target = std::move(target);
    made.status = status;
    made.matched = matched;
    made.line = {{"seq", made.seq}};
    kept.push_back(made);
    return kept.back();
  }

  std::vector<admin::logged_request> entries(std::uint64_t after) const override {
    auto made = kept;
    std::erase_if(made, [&](auto const& each) { return each.seq <= after; });
    return made;
  }
  std::vector<admin::logged_request> latest(std::size_t most) const override {
    auto const shown = std::min(most, kept.size());
    return {kept.end() - static_cast<std::ptrdiff_t>(shown), kept.end()};
  }
  std::optional<admin::logged_request> entry(std::uint64_t seq) const override {
    for (auto const& each : kept) {
      if (each.seq == seq) return each;
    }
    return std::nullopt;
  }
  void remove(std::vector<std::uint64_t> const& numbers) override {
    std::erase_if(
        kept, [&](auto const& each) { return std::find(numbers.begin(), numbers.end(), each.seq) != numbers.end(); });
  }
  void clear() override { kept.clear(); }

  std::shared_ptr<dataarts::mock::answer_stream> follow(std::optional<std::uint64_t>) override { return nullptr; }
};

/// Runs that a test makes up, all with the timeline LAUNCHING, RUNNING, FINISHED.
class told_runs final : public admin::run_port {
 public:
  std::vector<admin::run_shown> kept;

  admin::run_shown& add(std::string script, std::string instance, std::string workspace = {}) {
    admin::run_shown made;
    made.name.script = std::move(script);
    made.name.instance = std::move(instance);
    made.name.workspace = std::move(workspace);
    made.rule = "rule of " + made.name.script;
    made.steps = {{"LAUNCHING"}, {"RUNNING"}, {"FINISHED"}};
    kept.push_back(made);
    put(kept.back(), 0);
    return kept.back();
  }

  std::vector<admin::run_shown> list() const override { return kept; }
  std::optional<admin::run_shown> find(admin::run_name const& which) const override {
    for (auto const& each : kept) {
      if (each.name == which) return each;
    }
    return std::nullopt;
  }
  admin::command_outcome advance(admin::run_name const& which) override {
    return with(which, [](auto& run) {
      if (run.ended) return std::string("it has ended");
      put(run, *run.at + 1);
      return std::string();
    });
  }
  admin::command_outcome go_to(admin::run_name const& which, std::size_t step) override {
    return with(which, [&](auto& run) {
      put(run, step);
      return std::string();
    });
  }
  admin::command_outcome put(admin::run_name const& which, dataarts::mock::run_state state) override {
    return with(which, [&](auto& run) {
      run.at.reset();
      run.state = dataarts::mock::to_text(state);
      run.ended = state >= dataarts::mock::run_state::finished;
      return std::string();
    });
  }
  admin::command_outcome hold(admin::run_name const& which, bool held) override {
    return with(which, [&](auto& run) {
      run.held = held;
      return std::string();
    });
  }
  admin::command_outcome reset(admin::run_name const& which) override {
    return with(which, [](auto& run) {
      put(run, 0);
      return std::string();
    });
  }
  void reset_all(std::optional<std::string> const& session) override {
    for (auto& each : kept) {
      if (!session || each.name.session == *session) put(each, 0);
    }
  }

 private:
  static void put(admin::run_shown& run, std::size_t step) {
    run.at = step;
    run.state = run.steps[step].state;
    run.ended = step == 2;
  }
  admin::command_outcome with(admin::run_name const& which, std::function<std::string(admin::run_shown&)> const& what) {
    for (auto& each : kept) {
      if (each.name == which) return {true, what(each)};
    }
    return {};
  }
};

class told_rules final : public admin::rule_port {
 public:
  std::vector<shown> kept;

  std::vector<shown> list() const override { return kept; }
  std::vector<admin::near_miss_shown> nearest(std::string_view method, std::string_view target, std::string_view,
                                              std::size_t most) const override {
    std::vector<admin::near_miss_shown> made;
    for (auto const& each : kept) {
      if (made.size() < most)
        made.push_back({each.name, 0.25, {{"asked", std::string(method) + ' ' + std::string(target)}}});
    }
    return made;
  }
};

/// The admin API without a socket, on a clock that follows one that a test moves.
class admin_driver {
 public:
  admin_driver() {
    what.options.clock = adjustable;
    what.clock = adjustable;
    what.began = adjustable->now();
    what.traffic = traffic;
    what.runs = runs;
    what.rules = rules;
  }

  /// The whole answer.
  std::string send(std::string_view method, std::string_view path, std::string_view body = {},
                   std::string_view headers = "Host: 127.0.0.1:80\r\n") {
    if (!answers) {
      answers = std::make_shared<admin::admin_answers>(what, std::make_shared<dataarts::mock::documented_answers>());
      dataarts::mock::options settings;
      settings.answers = answers;
      connection.emplace(std::move(settings));
    }
    std::string request(method);
    request.append(" ").append(path).append(" HTTP/1.1\r\n").append(headers);
    if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    request.append("\r\n").append(body);
    return connection->feed(request, request.size());
  }

  /// Status and body: `200 {"version":"…"}`.
  std::string ask(std::string_view method, std::string_view path, std::string_view body = {},
                  std::string_view headers = "Host: 127.0.0.1:80\r\n") {
    auto const made = send(method, path, body, headers);
    auto const text = body_of(made);
    return made.substr(9, 3) + (text.empty() ? "" : ' ' + std::string(text));
  }

  boost::json::value get(std::string_view path) {
    auto const made = send("GET", path);
    return boost::json::parse(std::string(body_of(made)));
  }

  /// Status, and what the first error says: `404 There is …`.
  std::string refusal(std::string_view method, std::string_view path, std::string_view body = {},
                      std::string_view headers = "Host: 127.0.0.1:80\r\n") {
    auto const made = send(method, path, body, headers);
    auto const told = boost::json::parse(std::string(body_of(made))).at("errors").at(0);
    auto text = made.substr(9, 3) + ' ' + std::string(told.at("detail").as_string().c_str());
    if (auto const* source = told.as_object().if_contains("source")) {
      text += " [" + std::string(source->at("pointer").as_string().c_str()) + ']';
    }
    return text;
  }

  std::shared_ptr<dataarts::virtual_clock> followed = std::make_shared<dataarts::virtual_clock>();
  std::shared_ptr<dataarts::mock::adjustable_clock> adjustable =
      std::make_shared<dataarts::mock::adjustable_clock>(followed);
  std::shared_ptr<told_traffic> traffic = std::make_shared<told_traffic>();
  std::shared_ptr<told_runs> runs = std::make_shared<told_runs>();
  std::shared_ptr<told_rules> rules = std::make_shared<told_rules>();
  admin::context what;
  std::shared_ptr<admin::admin_answers> answers;
  std::optional<core_driver> connection;
};

}  // namespace test

#endif
