#include "admin_hooks.hpp"

#include <string>

namespace dataarts::mock::program {

void add_scenario_hooks(admin_options& to, std::shared_ptr<scenario_in_use> const& used) {
  to.schema = [] { return std::string(scenario_schema()); };
  if (!used) return;
  to.reload = [used] { used->reload(); };
  to.show_config = [used] { return used->shown(); };
  to.replace_config = [used](std::string_view text) { used->replace(text); };
  to.plan = [used](std::optional<std::uint64_t> seed, std::optional<std::uint64_t> polls) {
    return used->planned(seed, polls);
  };
}

}  // namespace dataarts::mock::program
