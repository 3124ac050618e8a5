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
decision script_runs::decide(request_view const& request) { return impl_->decide(request); }

std::optional<clock::time_point> script_runs::true_end(std::string_view script, std::string_view instance,
                                                       std::string_view workspace) const {
  return impl_->true_end({workspace, script, instance});
}

std::uint64_t script_runs::looks(std::string_view script, std::string_view instance, std::string_view workspace) const {
  return impl_->looks({workspace, script, instance});
}

run_counters script_runs::counts() const { return impl_->counts(); }

verification script_runs::verify(journal const* log) const { return impl_->verify(log); }
mock::coverage script_runs::coverage() const { return impl_->coverage(); }
std::vector<near_miss> script_runs::closest_rules(request_view const& request, std::size_t most) const {
  return impl_->closest_rules(request, most);
}
void script_runs::forget_conduct(std::optional<std::string_view> session) { impl_->forget_conduct(session); }

}  // namespace dataarts::mock
