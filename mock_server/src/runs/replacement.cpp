#include "runs/script_object.hpp"
#include "runs/script_service.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::runs {
namespace {

using definitions = std::map<std::pair<std::string_view, std::string_view>, script_definition const*>;

definitions by_name(std::vector<script_definition> const& scripts) {
  definitions made;
  for (auto const& each : scripts) {
    if (!made.try_emplace({each.workspace, each.name}, &each).second) {
      throw std::invalid_argument("name is '" + each.name + "'; there is a script of that name already");
    }
  }
  return made;
}

}  // namespace

// All that can fail comes first.
void script_service::replace(std::vector<script_definition> const& scripts, std::vector<run_rule> const& rules,
                             std::vector<quota_rule> const& quotas, std::vector<route_rule> const& routes) {
  by_name(scripts);
  std::vector<boost::json::object> objects;
  for (auto const& each : scripts) objects.push_back(to_object(each));
  quota_book new_quotas;
  for (auto const& each : quotas) new_quotas.add(each);
  route_book new_routes;
  for (auto const& each : routes) new_routes.add(each);
  rule_book replaced;  // goes last, and with nobody waiting for it: runs are compared with what they followed
  std::unique_lock const lock(mutex_);
  replaced = std::exchange(rules_, rules_.replaced_by(rules, settings_.clock->now()));
  replace_scripts(scripts, objects);
  if (quotas != quotas_.rules() || routes != routes_.rules()) {
    replace_extras(std::move(new_quotas), std::move(new_routes));
  }
  sessions_.for_each([&](session_state& in) {
    in.runs.for_each([&](run_table::part& part) {
      part.rules.reset();
      part.records.erase_if([&](auto const& each) {
        auto const run = each.key.view();
        auto const* rule = rule_for(run, look_up(in, run));
        return (rule == nullptr ? unruled_.get() : rule) != &each.record.rule();
      });
    });
  });
}

void script_service::replace_scripts(std::vector<script_definition> const& wanted,
                                     std::vector<boost::json::object> const& objects) {
  auto const after = by_name(wanted);
  auto const before = by_name(added_);
  auto const replace_in = [&, now = settings_.clock->wall_now()](script_catalog& scripts) {
    for (auto const& [name, script] : before) {
      if (!after.contains(name)) scripts.forget({name.first, name.second});
    }
    scripts.undeclare();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      auto const& each = wanted[i];
      scripts.declare(each.name);
      auto const found = before.find({each.workspace, each.name});
      if (found == before.end() || !(*found->second == each)) scripts.put({each.workspace, each.name}, objects[i], now);
    }
  };
  replace_in(sessions_.initial());
  sessions_.for_each([&](session_state& each) { replace_in(each.scripts); });
  added_ = wanted;
}

void script_service::replace_extras(quota_book quotas, route_book routes) {
  quotas_ = std::move(quotas);
  routes_ = std::move(routes);
  has_extras_ = !quotas_.empty() || !routes_.empty();
  sessions_.for_each([](session_state& each) {
    {
      std::lock_guard const lock(each.quotas.mutex);
      each.quotas.of_quota.clear();
      each.quotas.concerned.clear();
    }
    std::lock_guard const lock(each.routes.mutex);
    each.routes.told.clear();
  });
}

}  // namespace dataarts::mock::runs
