#include <dataarts/mock/scenario_plan.hpp>
#include <dataarts/virtual_clock.hpp>

#include "percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>

namespace dataarts::mock {
namespace {

// A request for the script API, kept together with what it points to.
class planned_request {
 public:
  planned_request(std::string method, std::string project, std::string_view workspace, std::vector<std::string> rest)
      : method_(std::move(method)), header_("workspace" + std::string(workspace)), parts_(std::move(rest)) {
    parts_.insert(parts_.begin(), {"v1", std::move(project), "scripts"});
    for (auto const& each : parts_) append_percent_encoded(path_ += '/', each);
    segments_.assign(parts_.begin(), parts_.end());
    if (!workspace.empty()) lines_.push_back({0, 9, 9, static_cast<std::uint32_t>(workspace.size())});
  }

  request_view view() const {
    request_view made;
    made.method = method_;
    made.target = made.path = path_;
    made.segments = segments_;
    made.bytes = header_.data();
    made.headers = lines_;
    return made;
  }

 private:
  std::string method_;
  std::string header_;
  std::vector<std::string> parts_;
  std::string path_;
  std::vector<std::string_view> segments_;
  std::vector<request_view::header_position> lines_;
};

std::string filled(std::optional<std::string> const& pattern, std::string_view absent, std::string_view sample) {
  if (!pattern) return std::string(absent);
  std::string made;
  for (auto const c : *pattern) c == '*' ? made.append(sample) : made.append(1, c);
  return made;
}

bool has_wildcard(std::optional<std::string> const& pattern) {
  return !pattern || pattern->find('*') != std::string::npos;
}

std::string wire_text(wire_fault const& of) {
  auto made = std::string(to_string(of.what()));
  auto const ends = of.what() == wire_fault::form::cut || of.what() == wire_fault::form::garbage ||
                    of.what() == wire_fault::form::bad_chunk_size || of.what() == wire_fault::form::no_last_chunk ||
                    of.what() == wire_fault::form::unannounced_close;
  if (of.what() == wire_fault::form::cut || of.what() == wire_fault::form::stall) {
    made += " after " + std::to_string(of.bytes()) + " bytes";
  }
  if (of.what() == wire_fault::form::wrong_length) made += " by " + std::to_string(of.by());
  return ends ? made + (of.how() == wire_fault::ending::rst ? ", rst" : ", fin") : made;
}

// What a client would make of it, where the source does not say.
std::string told_by(decision const& from) {
  if (!from.about.told.empty()) return std::string(from.about.told);
  for (std::string_view const name : {R"("status":")", R"("error_code":")"}) {
    auto const& body = from.reply->body();
    auto const at = body.find(name);
    if (at != std::string::npos)
      return body.substr(at + name.size(), body.find('"', at + name.size()) - at - name.size());
  }
  return {};
}

std::string executed(script_runs& runs, planned_instance const& of, std::string const& project) {
  planned_request const request("POST", project, of.workspace, {of.script, "execute"});
  auto const made = runs.decide(request.view());
  constexpr std::string_view before = R"({"instanceId":)";
  auto id = made.reply->body();
  if (!id.starts_with(before)) return {};
  id = id.substr(before.size(), id.size() - before.size() - 1);
  std::erase(id, '"');
  return id;
}

struct subject {
  planned_instance made;
  std::string project;
};

std::vector<subject> subjects_of(scenario const& what, std::vector<std::string> const& samples, script_runs& runs) {
  std::vector<subject> made;
  for (auto const& rule : what.rules) {
    auto const executes = rule.starts == run_start::execute;
    auto const several = has_wildcard(rule.instance) && !executes;
    for (std::size_t i = 0; i < (several ? samples.size() : 1); ++i) {
      auto const& sample = samples.empty() ? std::string("1") : samples[i];
      subject each{{rule.name,
                    filled(rule.workspace, {}, "1"),
                    filled(rule.script, "any", "1"),
                    filled(rule.instance, sample, sample),
                    {}},
                   filled(rule.project, "p", "1")};
      if (executes) each.made.instance = executed(runs, each.made, each.project);
      made.push_back(std::move(each));
    }
  }
  return made;
}

// "throttled, 2 of 3": answers of one's own have no other name than their status.
std::string turn_text(route_rule const& of, std::size_t turn) {
  auto made = to_text(of.answers[turn]);
  if (of.answers.size() > 1) made += ", " + std::to_string(turn + 1) + " of " + std::to_string(of.answers.size());
  return made;
}

// Its answers take turns, whatever else a request has to have.
planned_instance planned_route(route_rule const& of, plan_options const& how) {
  planned_instance made;
  made.rule = of.name;
  made.request = of.match.method.value_or("*") + ' ' + of.match.path.value_or("*");
  for (std::uint64_t nth = 1; nth <= how.polls; ++nth) {
    auto const turn = std::min<std::size_t>(nth, of.answers.size()) - 1;
    made.polls.push_back({nth,
                          how.every * static_cast<std::int64_t>(nth - 1),
                          make_answer(of.answers[turn]).status(),
                          turn_text(of, turn),
                          {},
                          {},
                          {}});
  }
  return made;
}

std::string seconds(std::chrono::nanoseconds of) {
  std::array<char, 32> text{};
  auto const size = std::snprintf(text.data(), text.size(), "%.3fs", std::chrono::duration<double>(of).count());
  return {text.data(), static_cast<std::size_t>(size)};
}

auto same_of(planned_poll const& of) { return std::tie(of.status, of.told, of.delay, of.fault, of.spoilt); }

}  // namespace

std::vector<planned_instance> plan(scenario const& of, plan_options const& how) {
  auto const clock = std::make_shared<virtual_clock>();
  script_runs_options options;
  options.clock = clock;
  options.keep_looks = true;
  options = of.runs_options(std::move(options));
  if (how.seed) options.seed = *how.seed;
  script_runs runs(options);
  for (auto const& each : of.scripts) runs.add(each);
  for (auto const& each : of.rules) runs.add(each);
  for (auto const& each : of.routes) runs.add(each);
  auto subjects = subjects_of(of, how.instances, runs);
  for (std::uint64_t nth = 1; nth <= how.polls; ++nth) {
    for (auto& [made, project] : subjects) {
      planned_request const request("GET", project, made.workspace, {made.script, "instances", made.instance});
      auto const told = runs.decide(request.view());
      made.polls.push_back({nth, clock->now().time_since_epoch(), told.reply->status(), told_by(told), told.delay,
                            std::string(told.about.fault), told.fault ? wire_text(*told.fault) : std::string()});
      if (!told.about.rule.empty() && told.about.rule != made.rule) {
        made.polls.back().told += " (by '" + std::string(told.about.rule) + "')";
      }
    }
    clock->advance(how.every);
  }
  std::vector<planned_instance> made;
  for (auto& each : subjects) made.push_back(std::move(each.made));
  for (auto const& each : of.routes) made.push_back(planned_route(each, how));
  return made;
}

std::string to_text(std::vector<planned_instance> const& plan) {
  std::string made;
  for (auto const& instance : plan) {
    made += instance.rule + "  ";
    made += instance.request.empty() ? instance.script + '/' + instance.instance : instance.request;
    if (!instance.workspace.empty()) made += " in " + instance.workspace;
    made += '\n';
    auto const& polls = instance.polls;
    for (std::size_t first = 0, last = 0; first < polls.size(); first = last) {
      while (last < polls.size() && same_of(polls[last]) == same_of(polls[first])) ++last;
      auto const& each = polls[first];
      made += "  poll " + std::to_string(each.nth);
      if (last - first > 1) made += '-' + std::to_string(polls[last - 1].nth);
      made += "  at " + seconds(each.at) + "  " + std::to_string(each.status) + ' ' + each.told;
      if (each.delay > std::chrono::nanoseconds::zero()) made += "  " + seconds(each.delay) + " late";
      if (!each.spoilt.empty()) made += "  " + each.spoilt;
      if (!each.fault.empty()) made += "  by " + each.fault;
      made += '\n';
    }
  }
  return made;
}

}  // namespace dataarts::mock
