#include "journal_lines.hpp"

#include "scenario/json_text.hpp"
#include "usage_error.hpp"

#include <duration_text.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

bool differs_each_time(std::string_view name) {
  static constexpr std::string_view names[] = {"seq", "t_real", "t_mock", "conn", "req_on_conn", "gap", "poll"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string text_of(json::object const& line, std::string_view name) {
  auto const* found = line.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string path_of(json::object const& line) {
  auto const target = text_of(line, "target");
  return target.substr(0, target.find('?'));
}

std::string group_of(json::object const& line) {
  auto made = text_of(line, "script");
  auto const instance = text_of(line, "instance");
  if (instance.empty()) {
    made = text_of(line, "method") + ' ' + path_of(line);
  } else {
    made += '/' + instance;
    // Not only queries name an instance.
    auto const method = text_of(line, "method");
    if (method != "GET" && method != "HEAD") made = method + ' ' + path_of(line);
  }
  if (auto const workspace = text_of(line, "workspace"); !workspace.empty()) made += " in workspace " + workspace;
  if (auto const session = text_of(line, "session"); !session.empty()) made += " of session " + session;
  return made;
}

struct placed_line {
  std::uint64_t poll = 0;
  std::size_t nth = 0;
  journal_line line;
};

placed_line placed(json::object const& from, std::size_t nth) {
  placed_line made;
  made.nth = nth;
  for (auto const& each : from) {
    std::string const name(each.key());
    if (differs_each_time(name)) continue;
    if (name == "auth" && each.value().is_object()) {
      for (auto const& of_auth : each.value().get_object()) {
        if (of_auth.key() != "key") {
          made.line.fields.emplace_back("auth." + std::string(of_auth.key()), scenarios::json_text(of_auth.value()));
        }
      }
    } else {
      made.line.fields.emplace_back(name, scenarios::json_text(each.value()));
    }
  }
  std::sort(made.line.fields.begin(), made.line.fields.end());
  made.line.gap = apps::parse_duration(text_of(from, "gap"));
  if (auto const* poll = from.if_contains("poll"); poll != nullptr && poll->is_int64() && poll->get_int64() > 0) {
    made.poll = static_cast<std::uint64_t>(poll->get_int64());
  }
  return made;
}

json::object parse_line(std::string_view line, std::string const& where) {
  boost::system::error_code problem;
  auto value = json::parse(json::string_view(line), problem);
  if (problem) throw usage_error(where + "the line is no JSON: " + problem.message());
  if (!value.is_object() || !value.get_object().contains("seq")) {
    throw usage_error(where + "the line is no entry of a journal, such as dataarts-mock --journal FILE writes");
  }
  return std::move(value.get_object());
}

}  // namespace

journal_groups read_journal(std::string_view text, std::string const& name) {
  std::map<std::string, std::vector<placed_line>> found;
  std::size_t number = 0;
  while (!text.empty()) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.empty() || line == "\r") continue;
    auto const object = parse_line(line, name + ':' + std::to_string(number) + ": ");
    found[group_of(object)].push_back(placed(object, number));
  }
  journal_groups made;
  for (auto& [group, lines] : found) {
    std::sort(lines.begin(), lines.end(),
              [](auto const& a, auto const& b) { return std::pair(a.poll, a.nth) < std::pair(b.poll, b.nth); });
    auto& to = made[group];
    for (auto& each : lines) {
      each.line.poll = each.poll > 0 ? "poll " + std::to_string(each.poll) : "request " + std::to_string(to.size() + 1);
      to.push_back(std::move(each.line));
    }
  }
  return made;
}

}  // namespace dataarts::mock::program
