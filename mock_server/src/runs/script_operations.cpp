#include "runs/script_service.hpp"

#include "refer_to.hpp"
#include "runs/list_query.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace dataarts::mock::runs {

namespace {

namespace json = boost::json;

}  // namespace

decision script_service::create(std::string_view session, name_view scripts, std::string_view body) {
  auto const sent = parse_body(body, false);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refusal_of(*wrong);
  auto made = new_script(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&made)) return refusal_of(*wrong);
  auto& object = std::get<json::object>(made);
  auto const& name = object.at("name").as_string();
  std::string const kept(name.data(), name.size());
  name_view const script{scripts.workspace, kept, {}, scripts.project};
  auto const [lock, in] = enter<writing>(session);
  if (is_known(script, look_up(in, script))) return {refer_to(name_in_use_)};
  in.scripts.put(bare(script), std::move(object), settings_.clock->wall_now());
  return {refer_to(done_)};
}

decision script_service::modify(std::string_view session, name_view script, std::string_view body) {
  auto const sent = parse_body(body, false);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refusal_of(*wrong);
  auto const [lock, in] = enter<writing>(session);
  auto const at = look_up(in, script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  auto const present = at.script != nullptr && at.script->is == script_record::presence::present;
  auto made = changed_script(present ? at.script->object : plain_script(script.script), std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&made)) return refusal_of(*wrong);
  in.scripts.put(bare(script), std::get<json::object>(std::move(made)), settings_.clock->wall_now());
  return {refer_to(done_)};
}

decision script_service::erase(std::string_view session, name_view script, std::string_view body) {
  auto const sent = parse_body(body, true);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refusal_of(*wrong);
  auto const checked = check_approvers(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refusal_of(*wrong);
  auto const [lock, in] = enter<writing>(session);
  if (!is_known(script, look_up(in, script))) return {refer_to(no_script_)};
  in.scripts.erase(bare(script));
  in.runs.erase_runs_of(script);
  return {refer_to(done_)};
}

decision script_service::show(std::string_view session, name_view script, std::string_view query) {
  auto const checked = check_show_query(query);
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refusal_of(*wrong);
  auto const [lock, in] = enter<reading>(session);
  auto const at = look_up(in, script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  if (at.script != nullptr && at.script->shown) return {at.script->shown};
  return {std::make_shared<answer const>(200, json::serialize(plain_script(script.script)))};
}

decision script_service::list(std::string_view session, std::string_view workspace, std::string_view query) {
  auto const parsed = parse_list_query(query);
  if (auto const* wrong = std::get_if<request_fault>(&parsed)) return refusal_of(*wrong);
  auto const& asked = std::get<list_query>(parsed);
  auto const [lock, in] = enter<reading>(session);
  return {std::make_shared<answer const>(200, in.scripts.list(workspace, asked.name_part, asked.offset, asked.limit))};
}

}  // namespace dataarts::mock::runs
