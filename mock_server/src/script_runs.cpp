#include <dataarts/mock/script_runs.hpp>

#include "runs/script_service.hpp"

#include <utility>

namespace dataarts::mock {

class script_runs::impl : public runs::script_service {
 public:
  using script_service::script_service;
};

script_runs::script_runs(script_runs_options settings) : impl_(std::make_unique<impl>(std::move(settings))) {}
script_runs::~script_runs() = default;

void script_runs::add(script_definition const& script) { impl_->add(script); }
void script_runs::add(run_rule const& rule) { impl_->add(rule); }
void script_runs::add(quota_rule const& quota) { impl_->add(quota); }
void script_runs::add(route_rule const& route) { impl_->add(route); }
void script_runs::replace(std::vector<script_definition> const& scripts, std::vector<run_rule> const& rules,
                          std::vector<quota_rule> const& quotas, std::vector<route_rule> const& routes) {
  impl_->replace(scripts, rules, quotas, routes);
}

decision script_runs::decide(request_view const& request) { return impl_->decide(request); }

std::optional<clock::time_point> script_runs::true_end(std::string_view script, std::string_view instance,
                                                       std::string_view workspace) const {
  return impl_->true_end({}, {workspace, script, instance});
}

std::uint64_t script_runs::looks(std::string_view script, std::string_view instance, std::string_view workspace) const {
  return impl_->looks({}, {workspace, script, instance});
}

std::optional<clock::time_point> script_runs::true_end(run_selection const& which) const {
  if (which.rule || !which.session) return std::nullopt;
  return impl_->true_end(*which.session, {which.workspace, which.script, which.instance, which.project});
}

std::uint64_t script_runs::looks(run_selection const& which) const {
  if (which.rule || !which.session) return 0;
  return impl_->looks(*which.session, {which.workspace, which.script, which.instance, which.project});
}

command_result script_runs::hold(run_selection const& which) { return impl_->hold(which); }
command_result script_runs::release(run_selection const& which) { return impl_->release(which); }
command_result script_runs::advance(run_selection const& which, std::optional<run_state> to) {
  return impl_->advance(which, to);
}
command_result script_runs::put(run_selection const& which, std::size_t step) { return impl_->put(which, step); }
command_result script_runs::put(run_selection const& which, run_state state) { return impl_->put(which, state); }
command_result script_runs::reset(run_selection const& which) { return impl_->reset(which); }
void script_runs::reset_session(std::string_view session) { impl_->reset_session(session); }
void script_runs::reset_all() { impl_->reset_all(); }

run_page script_runs::runs(run_page_request const& which) const { return impl_->runs(which); }
std::vector<session_snapshot> script_runs::sessions() const { return impl_->sessions(); }
std::vector<run_rule> script_runs::rules() const { return impl_->rules(); }
std::vector<quota_rule> script_runs::quotas() const { return impl_->quotas(); }
std::vector<route_rule> script_runs::routes() const { return impl_->routes(); }

run_counters script_runs::counts() const { return impl_->counts(); }

verification script_runs::verify(journal const* log, std::optional<std::string> const& session) const {
  return impl_->verify(log, session);
}
mock::coverage script_runs::coverage() const { return impl_->coverage(); }
std::vector<near_miss> script_runs::closest_rules(request_view const& request, std::size_t most) const {
  return impl_->closest_rules(request, most);
}
void script_runs::forget_conduct(std::optional<std::string_view> session) { impl_->forget_conduct(session); }

}  // namespace dataarts::mock
