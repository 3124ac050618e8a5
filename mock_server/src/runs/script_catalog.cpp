#include "runs/script_catalog.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace dataarts::mock::runs {

script_record const* script_catalog::find(name_view script) const {
  auto const found = records_.empty() ? records_.end() : records_.find(script);
  return found == records_.end() ? nullptr : &found->second;
}

script_record& script_catalog::at(name_view script) {
  auto const found = records_.find(script);
  return found == records_.end() ? records_[name_key(script)] : found->second;
}

void script_catalog::put(name_view script, boost::json::object object, clock::wall_time modified) {
  auto& record = at(script);
  if (record.is != script_record::presence::present) record.order = ++created_;
  record.is = script_record::presence::present;
  object["modifyTime"] = std::chrono::duration_cast<std::chrono::milliseconds>(modified.time_since_epoch()).count();
  record.shown = std::make_shared<answer const>(200, boost::json::serialize(object));
  record.object = std::move(object);
}

void script_catalog::erase(name_view script) {
  auto& record = at(script);
  record.is = script_record::presence::deleted;
  record.object = {};
  record.shown.reset();
}

void script_catalog::forget(name_view script) {
  auto& record = at(script);
  record.is = script_record::presence::named;
  record.object = {};
  record.shown.reset();
}

std::vector<std::string> script_catalog::workspaces_of(std::string_view name) const {
  std::vector<std::string> made;
  for (auto const& [key, record] : records_) {
    auto const of = key.view();
    if (record.is == script_record::presence::present && of.script == name) made.emplace_back(of.workspace);
  }
  std::sort(made.begin(), made.end());
  return made;
}

std::string script_catalog::list(std::string_view workspace, std::string_view part, std::size_t offset,
                                 std::size_t limit) const {
  std::vector<script_record const*> found;
  for (auto const& [key, record] : records_) {
    auto const of = key.view();
    if (record.is == script_record::presence::present && of.workspace == workspace &&
        of.script.find(part) != std::string_view::npos) {
      found.push_back(&record);
    }
  }
  std::sort(found.begin(), found.end(), [](auto const* a, auto const* b) { return a->order < b->order; });
  boost::json::array page;
  for (auto i = offset; i < found.size() && page.size() < limit; ++i) page.emplace_back(found[i]->object);
  return boost::json::serialize(boost::json::object{{"total", found.size()}, {"scripts", std::move(page)}});
}

}  // namespace dataarts::mock::runs
