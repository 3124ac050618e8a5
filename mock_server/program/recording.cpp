#include "recording.hpp"

#include "admin/admin_path.hpp"
#include "json_layout.hpp"
#include "percent_encoding.hpp"
#include "query_pairs.hpp"
#include "replace_file.hpp"
#include "runs/run_course.hpp"
#include "scenario/secret_shape.hpp"
#include "script_route.hpp"

#include <dataarts/mock/preset.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

constexpr std::array<run_state, 4> run_states{run_state::launching, run_state::running, run_state::finished,
                                              run_state::failed};

// The state that the body of an answer tells.
std::optional<run_state> state_of(recorded_answer const& from) {
  if (from.status != 200) return std::nullopt;
  json::error_code problem;
  auto const body = json::parse(from.body, problem);
  auto const* object = problem ? nullptr : body.if_object();
  auto const* status = object == nullptr ? nullptr : object->if_contains("status");
  for (auto const each : run_states) {
    if (status != nullptr && status->is_string() && status->get_string() == json::string_view(to_text(each)))
      return each;
  }
  return std::nullopt;
}

bool is_terminal(run_state what) { return what == run_state::finished || what == run_state::failed; }

bool is_usual_type(std::string_view type) { return type.empty() || type == "application/json"; }

// The id of the run that an execution has made, if it is a text.
std::string made_instance(std::string_view body) {
  json::error_code problem;
  auto const parsed = json::parse(json::string_view(body.data(), body.size()), problem);
  auto const* object = problem ? nullptr : parsed.if_object();
  auto const* id = object == nullptr ? nullptr : object->if_contains("instanceId");
  return id == nullptr || !id->is_string() ? std::string() : std::string(id->get_string());
}

bool is_about_credentials(std::string_view path) {
  return path.starts_with("/v3/") || path.starts_with("/v3.0/") || path.starts_with("/meta-data/") ||
         path.starts_with("/openstack/");
}

std::string iso_time(std::chrono::system_clock::time_point at) {
  auto const day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(at - day));
  auto const two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + '-' + two(static_cast<unsigned>(date.month())) + '-' +
         two(static_cast<unsigned>(date.day())) + 'T' + two(time.hours().count()) + ':' + two(time.minutes().count()) +
         ':' + two(time.seconds().count()) + 'Z';
}

}  // namespace

// Makes the texts of the files, which are written when all of them are known to be good.
class recording::writer {
 public:
  explicit writer(recording& from) : from_(from) {}

  std::string main_file(std::chrono::system_clock::time_point now) {
    json::array instances, routes;
    for (auto const& each : from_.instances_) instances.push_back(instance_of(each));
    for (auto const& each : from_.routes_) routes.push_back(route_of(each));
    json::object made{
        {"mock", 1},
        {"recorded", json::object{{"from", from_.how_.from}, {"at", iso_time(now)}, {"redaction", "v1"}}},
    };
    if (!instances.empty()) made["instances"] = std::move(instances);
    if (!routes.empty()) made["routes"] = std::move(routes);
    return lay_out_json(json::serialize(made));
  }

  std::map<std::string, std::string> const& bodies() const { return bodies_; }

 private:
  std::string cleaned(std::string_view text) const {
    auto made = from_.aliases_.apply(text);
    return from_.how_.redact ? without_secret_shapes(made) : made;
  }

  json::object instance_of(course const& what) {
    name_ = "rec-" + std::to_string(++instances_);
    step_ = 0;
    auto& names = from_.aliases_;
    json::object match{{"project", names.of("PROJECT", what.of[0])},
                       {"script", names.of("SCRIPT", what.of[1])},
                       {"instance", names.of("INSTANCE", what.of[2])}};
    if (!what.of[3].empty()) match["workspace"] = names.of("WORKSPACE", what.of[3]);
    json::array timeline;
    for (auto const& each : what.answers) {
      auto const last = &each == &what.answers.back();
      auto step = step_of(each.answer, last);
      if (!last) step["polls"] = each.polls;
      auto const latency = each.took / static_cast<long>(each.polls);
      if (latency.count() > 0) step["latency"] = std::to_string(latency.count()) + "ms";
      timeline.push_back(std::move(step));
    }
    return {{"name", name_}, {"match", std::move(match)}, {"timeline", std::move(timeline)}};
  }

  json::object step_of(recorded_answer const& from, bool last) {
    ++step_;
    auto const state = state_of(from);
    // A run that goes on after its end is not one that the states of a timeline can tell.
    if (!state || (is_terminal(*state) && !last) || !is_usual_type(from.content_type) || !from.retry_after.empty()) {
      return {{"answer", answer_of(from)}};
    }
    json::object made{{"state", to_text(*state)}};
    if (cleaned(from.body) != runs::run_body(*state, {}, {})) add_body(made, from.body);
    return made;
  }

  json::object answer_of(recorded_answer const& from) {
    json::object made{{"status", from.status}};
    if (!is_usual_type(from.content_type)) made["headers"] = json::object{{"Content-Type", from.content_type}};
    if (!from.retry_after.empty()) made["retry_after"] = from.retry_after + 's';
    if (!from.body.empty()) add_body(made, from.body);
    return made;
  }

  void add_body(json::object& to, std::string const& body) {
    constexpr std::size_t most_inside = 400;
    auto text = cleaned(body);
    auto const plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (plain && text.size() <= most_inside) {
      to["body"] = text;
      return;
    }
    auto const file = "bodies/" + name_ + '.' + std::to_string(step_) + ".json";
    bodies_[file] = std::move(text);
    to["body_file"] = file;
  }

  json::object route_of(course const& what) {
    name_ = "call-" + std::to_string(++routes_);
    step_ = 0;
    json::object match{{"method", what.of[0]}, {"path", path_of(what.of[1])}};
    if (!what.of[2].empty()) {
      json::object query;
      for (auto const& [name, value] : parse_query(what.of[2])) query[name] = cleaned(value);
      match["query"] = std::move(query);
    }
    if (!what.of[3].empty()) {
      match["headers"] = json::object{{"workspace", from_.aliases_.of("WORKSPACE", what.of[3])}};
    }
    json::array answers;
    for (auto const& each : what.answers) {
      ++step_;
      auto const made = answer_of(each.answer);
      for (std::size_t i = 0; i < each.polls; ++i) answers.push_back(made);
    }
    return {{"name", name_}, {"match", std::move(match)}, {"answers", std::move(answers)}};
  }

  // By what the parts are, since short names are no words of a text.
  std::string path_of(std::string const& path) const {
    std::string made, before, kind;
    std::size_t nth = 0;
    for (std::string_view left = std::string_view(path).substr(1);; ++nth) {
      auto const slash = left.find('/');
      auto const part = percent_decoded(left.substr(0, slash));
      if (nth == 1 && before == "v1") kind = "PROJECT";
      if (nth == 3 && before == "scripts") kind = "SCRIPT";
      if (nth == 5 && before == "instances") kind = "INSTANCE";
      made += '/' + (kind.empty() || part.empty() ? cleaned(part) : from_.aliases_.of(kind, part));
      if (slash == std::string_view::npos) return made;
      left.remove_prefix(slash + 1);
      before = part;
      kind.clear();
    }
  }

  recording& from_;
  std::map<std::string, std::string> bodies_;  // by file
  std::string name_;
  std::size_t step_ = 0, instances_ = 0, routes_ = 0;
};

recording::course& recording::course_of(std::vector<course>& among, std::map<key, std::size_t>& places, key const& of) {
  auto const [found, added] = places.try_emplace(of, among.size());
  if (added) among.push_back({of, {}});
  return among[found->second];
}

void recording::note(request_view const& request, recorded_answer answer, std::chrono::milliseconds took) {
  if (is_about_credentials(request.path) || !request.path.starts_with('/')) return;
  if (admin::is_admin_path(request.path)) return;  // of a mock server, which a recording is served by
  std::string const workspace(request.header("workspace").value_or(std::string_view()));
  auto const& parts = request.segments;
  std::lock_guard const lock(mutex_);
  ++size_;
  if (parts.size() > 1 && parts[0] == "v1") aliases_.of("PROJECT", parts[1]);
  if (parts.size() > 3 && parts[2] == "scripts") aliases_.of("SCRIPT", parts[3]);
  if (parts.size() > 5 && parts[4] == "instances") aliases_.of("INSTANCE", parts[5]);
  if (!workspace.empty()) aliases_.of("WORKSPACE", workspace);
  auto const query = is_instance_query(request) && request.method == "GET" && request.query.empty();
  if (parts.size() == 5 && parts[4] == "execute") {
    if (auto const id = made_instance(answer.body); !id.empty()) aliases_.of("INSTANCE", id);
  }
  auto& to =
      query
          ? course_of(instances_, instance_places_,
                      {std::string(parts[1]), std::string(parts[3]), std::string(parts[5]), workspace})
          : course_of(routes_, route_places_,
                      {std::string(request.method), std::string(request.path), std::string(request.query), workspace});
  if (to.answers.empty() || to.answers.back().answer != answer) to.answers.push_back({std::move(answer)});
  ++to.answers.back().polls;
  to.answers.back().took += took;
}

std::size_t recording::size() const {
  std::lock_guard const lock(mutex_);
  return size_;
}

std::filesystem::path recording::write(std::filesystem::path const& folder, std::chrono::system_clock::time_point now) {
  std::lock_guard const lock(mutex_);
  writer made(*this);
  auto const text = made.main_file(now);
  auto const refuse_secret = [](std::string const& file, std::string_view content) {
    if (auto const shape = scenarios::secret_shape(content); !shape.empty()) {
      throw std::runtime_error("nothing is written: " + file + " would have " + std::string(shape) +
                               " in it, by its form");
    }
  };
  refuse_secret("recording.json", text);
  for (auto const& [file, body] : made.bodies()) refuse_secret(file, body);
  std::filesystem::create_directories(made.bodies().empty() ? folder : folder / "bodies");
  for (auto const& [file, body] : made.bodies()) replace_file(folder / file, body);
  replace_file(folder / "recording.json", text);
  return folder / "recording.json";
}

}  // namespace dataarts::mock::program
