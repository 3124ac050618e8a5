#include "scenario_reload.hpp"

#include <dataarts/mock/scenario.hpp>

#include <boost/asio/post.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <utility>

namespace dataarts::mock::program {

scenario_reload::scenario_reload(boost::asio::io_context& context, std::shared_ptr<scenario_in_use> used,
                                 file_stamps const& before, std::function<void(std::string const&)> event,
                                 std::function<void(std::string const&)> complain)
    : used_(std::move(used)),
      event_(std::move(event)),
      complain_(std::move(complain)),
      files_(context, [this] { reload(); }),
      context_(context) {
  auto const first = used_->now();
  watch(first->files);
  if (files_.changed_since(before, first->files)) reload();
}

void scenario_reload::watch(std::vector<std::filesystem::path> const& files) {
  auto all = used_->given();
  all.insert(all.end(), files.begin(), files.end());
  files_.watch(std::move(all));
}

// Reading may take long, and the context has signals to wait for.
void scenario_reload::reload() {
  if (std::exchange(reading_, true)) {
    again_ = true;
    return;
  }
  boost::asio::post(reader_, [this, here = std::weak_ptr<int>(here_)] {
    boost::asio::post(context_, [this, here, made = read()] {
      if (here.lock()) tell(made);
    });
  });
}

scenario_reload::outcome scenario_reload::read() const {
  outcome made;
  try {
    made.made = used_->reload();
  } catch (file_error const& found) {
    made.problems = found.problems().size();
    made.what = found.what();
    made.missing = found.files();
  } catch (std::exception const& found) {
    made.what = found.what();
  }
  return made;
}

void scenario_reload::tell(outcome const& of) {
  if (used_->gave_up()) return;
  boost::json::object told;
  auto watched = used_->now()->files;
  watched.insert(watched.end(), of.missing.begin(), of.missing.end());
  watch(watched);
  if (of.made) {
    for (auto const& each : of.made->warnings) complain_("warning: " + to_text(each));
    told = {{"event", "reloaded"}, {"files", of.made->files.size()}, {"instances", of.made->rules.size()}};
  } else {
    complain_("the scenario stays as it was:\n" + of.what);
    told = {{"event", "reload_failed"}, {"problems", of.problems}};
  }
  try {
    event_(boost::json::serialize(told) + '\n');
  } catch (std::exception const& found) {
    complain_(found.what());  // nobody reads the events; the server goes on
  }
  reading_ = false;
  if (std::exchange(again_, false)) reload();
}

}  // namespace dataarts::mock::program
