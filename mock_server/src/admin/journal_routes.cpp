#include "admin/api_error.hpp"
#include "admin/routes.hpp"
#include "error_body.hpp"

#include <did_you_mean.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// Else a name with a slip in it would hold whatever was asked in the session that was meant.
void require_session(expectation_port const& all, std::string const& name) {
  auto const there = all.sessions();
  if (std::find(there.begin(), there.end(), name) != there.end()) return;
  std::vector<std::string_view> const names(there.begin(), there.end());
  auto const hint = common::did_you_mean(name, names);
  throw api_error(404, "There is no session " + printable(name) +
                           (hint.empty() ? "; the first request with its name in X-Mock-Session begins it." : hint));
}

}  // namespace

void add_journal_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/x/journal", [what](call const& made) { return journal_lines(*what, made); },
         {"since", "limit", "follow"});
  to.add("POST", "/__admin/x/verify",
         [what](call const& asked) {
           if (!what->the_expectations())
             throw api_error(501, "This server has no expectations; it was started without a scenario.");
           auto const session = asked.parameter("session");
           if (session) require_session(*what->the_expectations(), *session);
           auto const made = what->the_expectations()->verify(session);
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
