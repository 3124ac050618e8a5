#include "admin/api_error.hpp"
#include "admin/routes.hpp"

#include <boost/json/serialize.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace dataarts::mock::admin {
namespace {

constexpr auto line_type = "application/x-ndjson";

reply journal_lines(context const& what, call const& made) {
  if (!what.traffic) throw api_error(501, "This server keeps no journal.");
  auto const limit = made.number("limit", SIZE_MAX);
  auto const after = made.number("since", UINT64_MAX);
  if (made.flag("follow")) {
    if (limit) throw api_error(400, "The parameter limit does not go with follow, which has no end.");
    return {text_answer({}, line_type), what.traffic->follow(after)};
  }
  auto const most = static_cast<std::size_t>(limit.value_or(SIZE_MAX));
  // Who pages begins where the last page ended; who does not wants the last ones.
  auto entries = after ? what.traffic->entries(*after) : what.traffic->latest(most);
  if (entries.size() > most) entries.resize(most);
  std::string text;
  for (auto const& each : entries) text += boost::json::serialize(each.line) + '\n';
  return text_answer(std::move(text), line_type);
}

}  // namespace

void add_journal_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/x/journal", [what](call const& made) { return journal_lines(*what, made); },
         {"since", "limit", "follow"});
  to.add("POST", "/__admin/x/verify",
         [what](call const& asked) {
           if (!what->the_expectations())
             throw api_error(501, "This server has no expectations; it was started without a scenario.");
           auto const made = what->the_expectations()->verify(asked.parameter("session"));
           return json_answer(made.report, made.holds ? 200 : 409);
         },
         {"session"});
  to.add("GET", "/__admin/x/coverage", [what](call const&) {
    if (!what->the_expectations())
      throw api_error(501, "This server has no coverage; it was started without a scenario.");
    return json_answer(what->the_expectations()->coverage());
  });
}

}  // namespace dataarts::mock::admin
