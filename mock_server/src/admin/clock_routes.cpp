#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "admin/routes.hpp"
#include "auth/timestamp.hpp"

#include <boost/json/object.hpp>

#include <stdexcept>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

json::object clock_told(context const& what) {
  auto const& adjustable = what.options.clock;
  json::object made;
  made["now"] = auth::iso_date(what.clock->wall_now());
  made["elapsed"] = duration_text(what.clock->now() - what.began);
  made["adjustable"] = adjustable != nullptr;
  made["frozen"] = adjustable && adjustable->frozen();
  return made;
}

adjustable_clock& clock_of(context const& what) {
  if (what.options.clock) return *what.options.clock;
  throw api_error(501, "The clock of this server cannot be set: it was made without an adjustable clock.");
}

std::shared_ptr<answer const> advance_clock(context const& what, call const& made) {
  auto const body = made.object();
  static constexpr std::string_view known[] = {"by"};
  know_members(body, known);
  auto const by = duration_member(body, "by");
  if (!by) throw api_error(400, R"(The body has to be such as {"by":"10s"}.)", "/by");
  try {
    clock_of(what).advance(*by);
  } catch (std::invalid_argument const& problem) {
    throw api_error(400, std::string(problem.what()) + '.', "/by");
  }
  return json_answer(clock_told(what));
}

}  // namespace

void add_clock_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/x/clock", [what](call const&) { return json_answer(clock_told(*what)); });
  to.add("POST", "/__admin/x/clock/advance", [what](call const& made) { return advance_clock(*what, made); });
  to.add("POST", "/__admin/x/clock/freeze", [what](call const&) {
    clock_of(*what).freeze();
    return json_answer(clock_told(*what));
  });
  to.add("POST", "/__admin/x/clock/resume", [what](call const&) {
    clock_of(*what).resume();
    return json_answer(clock_told(*what));
  });
}

}  // namespace dataarts::mock::admin
