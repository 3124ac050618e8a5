#include "scenario_in_use.hpp"

#include <dataarts/mock/scenario_plan.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

std::vector<std::pair<std::string, std::string>> texts_of(scenario const& of) {
  std::vector<std::pair<std::string, std::string>> made;
  for (auto const& each : of.files) {
    std::ifstream in(each, std::ios::binary);
    made.emplace_back(each.string(), std::string{std::istreambuf_iterator<char>(in), {}});
  }
  return made;
}

json::object to_json(planned_poll const& poll) {
  json::object made{{"poll", poll.nth},
                    {"at_s", std::chrono::duration<double>(poll.at).count()},
                    {"status", poll.status},
                    {"answer", poll.told},
                    {"delay_s", std::chrono::duration<double>(poll.delay).count()}};
  if (!poll.fault.empty()) made["fault"] = poll.fault;
  if (!poll.spoilt.empty()) made["bytes"] = poll.spoilt;
  return made;
}

json::object to_json(planned_instance const& instance) {
  json::array polls;
  for (auto const& each : instance.polls) polls.push_back(to_json(each));
  json::object made{{"rule", instance.rule},
                    {"workspace", instance.workspace},
                    {"script", instance.script},
                    {"instance", instance.instance},
                    {"polls", std::move(polls)}};
  if (!instance.request.empty()) made["request"] = instance.request;
  return made;
}

}  // namespace

scenario_in_use::scenario_in_use(scenario_answers from, std::vector<std::filesystem::path> given)
    : runs_(std::move(from.source)),
      seed_(from.seed),
      given_(std::move(given)),
      now_(std::make_shared<scenario const>(std::move(from.read))),
      texts_(texts_of(*now_)) {}

std::shared_ptr<scenario const> scenario_in_use::now() const {
  std::lock_guard const lock(mutex_);
  return now_;
}

void scenario_in_use::take(scenario made, sources texts) {
  made.replace_in(*runs_);
  auto next = std::make_shared<scenario const>(std::move(made));
  std::lock_guard const lock(mutex_);
  now_ = std::move(next);
  texts_ = std::move(texts);
}

std::shared_ptr<scenario const> scenario_in_use::reload() {
  std::lock_guard const lock(changing_);
  auto made = load_scenario(given_, ending_.get_token());
  if (gave_up()) throw std::system_error(std::make_error_code(std::errc::operation_canceled));
  auto texts = texts_of(made);
  take(std::move(made), std::move(texts));
  return now();
}

void scenario_in_use::replace(std::string_view text) {
  auto made = parse_scenario(text, "config");
  if (!made.files.empty() && made.files.back() != "config") {
    throw std::invalid_argument("a scenario that is put by a call cannot have a body_file; it has no folder");
  }
  std::lock_guard const lock(changing_);
  take(std::move(made), {{"", std::string(text)}});
}

std::string scenario_in_use::shown() const {
  std::lock_guard const lock(mutex_);
  json::array from;
  for (auto const& [file, text] : texts_) {
    from.push_back({{"file", file.empty() ? json::value() : json::value(file)}, {"text", text}});
  }
  return json::serialize(json::object{{"sources", std::move(from)},
                                      {"rules", now_->rules.size()},
                                      {"scripts", now_->scripts.size()},
                                      {"quotas", now_->quotas.size()},
                                      {"routes", now_->routes.size()}});
}

std::string scenario_in_use::planned(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls) const {
  constexpr std::uint64_t most = 100'000;  // a server answers others meanwhile
  auto const of = now();
  if (of->rules.size() > most)
    throw std::invalid_argument("there are too many instances to plan for; use the verb plan");
  plan_options how;
  how.seed = seed ? seed : seed_;
  how.polls = std::min(polls.value_or(how.polls), most / std::max<std::uint64_t>(of->rules.size(), 1));
  json::array made;
  for (auto const& each : plan(*of, how)) made.push_back(to_json(each));
  return json::serialize(json::object{{"polls_each", how.polls}, {"instances", std::move(made)}});
}

}  // namespace dataarts::mock::program
