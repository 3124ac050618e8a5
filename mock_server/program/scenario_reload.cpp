#include "scenario_reload.hpp"

#include <dataarts/mock/scenario.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <utility>

namespace dataarts::mock::program {

scenario_reload::scenario_reload(boost::asio::io_context& context, std::vector<std::filesystem::path> given,
                                 scenario_answers const& now, std::function<void(std::string const&)> event,
                                 std::function<void(std::string const&)> complain)
    : given_(std::move(given)),
      runs_(now.source),
      event_(std::move(event)),
      complain_(std::move(complain)),
      files_(context, [this] { reload(); }) {
  watch(now.read.files);
}

void scenario_reload::watch(std::vector<std::filesystem::path> const& files) {
  auto all = given_;
  all.insert(all.end(), files.begin(), files.end());
  files_.watch(std::move(all));
}

void scenario_reload::reload() {
  boost::json::object told;
  std::string problem;
  try {
    auto const made = reload_scenario(given_, *runs_);
    watch(made.files);
    for (auto const& each : made.warnings) complain_("warning: " + to_text(each));
    told = {{"event", "reloaded"}, {"files", made.files.size()}, {"instances", made.rules.size()}};
  } catch (file_error const& found) {
    complain_("the scenario stays as it was:\n" + std::string(found.what()));
    told = {{"event", "reload_failed"}, {"problems", found.problems().size()}};
  } catch (std::exception const& found) {
    complain_("the scenario stays as it was:\n" + std::string(found.what()));
    told = {{"event", "reload_failed"}, {"problems", 1}};
  }
  event_(boost::json::serialize(told) + '\n');
}

}  // namespace dataarts::mock::program
