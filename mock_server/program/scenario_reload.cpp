#include "scenario_reload.hpp"

#include <dataarts/mock/scenario.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <utility>

namespace dataarts::mock::program {

scenario_reload::scenario_reload(boost::asio::io_context& context, std::shared_ptr<scenario_in_use> used,
                                 std::function<void(std::string const&)> event,
                                 std::function<void(std::string const&)> complain)
    : used_(std::move(used)),
      event_(std::move(event)),
      complain_(std::move(complain)),
      files_(context, [this] { reload(); }) {
  watch(used_->now()->files);
  try {
    used_->reload();  // what changed since it was read, before it was watched
  } catch (std::exception const& found) {
    complain_("the scenario stays as it was:\n" + std::string(found.what()));
  }
}

void scenario_reload::watch(std::vector<std::filesystem::path> const& files) {
  auto all = used_->given();
  all.insert(all.end(), files.begin(), files.end());
  files_.watch(std::move(all));
}

void scenario_reload::reload() {
  boost::json::object told;
  try {
    auto const made = used_->reload();
    watch(made->files);
    for (auto const& each : made->warnings) complain_("warning: " + to_text(each));
    told = {{"event", "reloaded"}, {"files", made->files.size()}, {"instances", made->rules.size()}};
  } catch (file_error const& found) {
    complain_("the scenario stays as it was:\n" + std::string(found.what()));
    told = {{"event", "reload_failed"}, {"problems", found.problems().size()}};
  } catch (std::exception const& found) {
    complain_("the scenario stays as it was:\n" + std::string(found.what()));
    told = {{"event", "reload_failed"}, {"problems", 1}};
  }
  try {
    event_(boost::json::serialize(told) + '\n');
  } catch (std::exception const& found) {
    complain_(found.what());  // nobody reads the events; the server goes on
  }
}

}  // namespace dataarts::mock::program
