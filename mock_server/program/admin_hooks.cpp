#include "admin_hooks.hpp"

#include <dataarts/mock/scenario_plan.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

// The scenario in use. For several threads at once.
class scenario_in_use {
 public:
  scenario_in_use(scenario_answers const& from, std::vector<std::filesystem::path> files)
      : runs_(from.source), seed_(from.seed), files_(std::move(files)), now_(from.read) {}

  void reload() {
    std::lock_guard const lock(mutex_);
    now_ = reload_scenario(files_, *runs_);
    text_.reset();
  }

  void replace(std::string_view text) {
    auto made = parse_scenario(text, "config");
    std::lock_guard const lock(mutex_);
    made.replace_in(*runs_);
    now_ = std::move(made);
    text_ = text;
  }

  // The texts as they are: a scenario that was put here, or the files.
  std::string show() const {
    std::lock_guard const lock(mutex_);
    json::array sources;
    if (text_) {
      sources.push_back({{"file", nullptr}, {"text", *text_}});
    } else {
      for (auto const& each : now_.files) {
        std::ifstream in(each, std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(in), {}};
        sources.push_back({{"file", each.string()}, {"text", text}});
      }
    }
    return json::serialize(json::object{{"sources", std::move(sources)},
                                        {"rules", now_.rules.size()},
                                        {"scripts", now_.scripts.size()},
                                        {"quotas", now_.quotas.size()},
                                        {"routes", now_.routes.size()}});
  }

  std::string plan(std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls) const {
    plan_options how;
    how.seed = seed ? seed : seed_;
    if (polls) how.polls = *polls;
    std::lock_guard const lock(mutex_);
    json::array made;
    for (auto const& each : mock::plan(now_, how)) {
      json::array steps;
      for (auto const& poll : each.polls) {
        json::object step{{"poll", poll.nth},
                          {"at_s", std::chrono::duration<double>(poll.at).count()},
                          {"status", poll.status},
                          {"answer", poll.told},
                          {"delay_s", std::chrono::duration<double>(poll.delay).count()}};
        if (!poll.fault.empty()) step["fault"] = poll.fault;
        if (!poll.spoilt.empty()) step["bytes"] = poll.spoilt;
        steps.push_back(std::move(step));
      }
      made.push_back({{"rule", each.rule},
                      {"workspace", each.workspace},
                      {"script", each.script},
                      {"instance", each.instance},
                      {"polls", std::move(steps)}});
    }
    return json::serialize(json::object{{"instances", std::move(made)}});
  }

 private:
  std::shared_ptr<script_runs> runs_;
  std::optional<std::uint64_t> seed_;
  std::vector<std::filesystem::path> files_;
  mutable std::mutex mutex_;  // of the following
  scenario now_;
  std::optional<std::string> text_;  // if it did not come from files
};

}  // namespace

void add_scenario_hooks(admin_options& to, scenario_answers const& from,
                        std::vector<std::filesystem::path> const& files) {
  to.schema = [] { return std::string(scenario_schema()); };
  if (!from.source) return;
  auto const used = std::make_shared<scenario_in_use>(from, files);
  to.reload = [used] { used->reload(); };
  to.show_config = [used] { return used->show(); };
  to.replace_config = [used](std::string_view text) { used->replace(text); };
  to.plan = [used](std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls) {
    return used->plan(seed, polls);
  };
}

}  // namespace dataarts::mock::program
