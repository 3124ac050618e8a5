#include <dataarts/mock/openapi.hpp>

#include "admin/api_error.hpp"
#include "admin/documents.hpp"
#include "admin/page_policy.hpp"
#include "admin/routes.hpp"

#include <boost/json/object.hpp>

#include <exception>
#include <utility>

namespace dataarts::mock::admin {
namespace {

std::shared_ptr<answer const> page_answer() {
  return std::make_shared<answer const>(200, std::string(ui_page()),
                                        std::vector<answer::header>{{"Content-Type", "text/html; charset=utf-8"},
                                                                    {"Content-Security-Policy", page_policy(ui_page())},
                                                                    {"X-Content-Type-Options", "nosniff"},
                                                                    {"Referrer-Policy", "no-referrer"},
                                                                    {"Cache-Control", "no-store"}});
}

std::shared_ptr<answer const> replace_config(context const& what, call const& made) {
  if (!what.options.replace_config) throw api_error(501, "The scenario of this server cannot be replaced by a call.");
  auto const text = made.text();
  if (text.empty()) throw api_error(400, "There is no body; it has to be a scenario.");
  try {
    what.options.replace_config(text);
  } catch (std::exception const& problem) {
    throw api_error(400, std::string("The scenario stays as it was: ") + problem.what());
  }
  return json_answer(boost::json::object());
}

}  // namespace

void add_document_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin", [](call const&) {
    return std::make_shared<answer const>(302, std::string(), std::vector<answer::header>{{"Location", "/__admin/ui"}});
  });
  to.add("GET", "/__admin/ui", [](call const&) {
    // When it is first asked for: the hashes in its policy get OpenSSL going, which takes milliseconds.
    static auto const made = page_answer();
    return made;
  });
  to.add("GET", "/__admin/x/openapi.json",
         [](call const&) { return text_answer(std::string(openapi_document()), "application/json"); });
  to.add("GET", "/__admin/x/schema.json", [what](call const&) {
    if (!what->options.schema) throw api_error(501, "This server has no schema of scenario files.");
    return text_answer(what->options.schema(), "application/schema+json");
  });
  to.add("GET", "/__admin/x/config", [what](call const&) {
    if (!what->options.show_config) throw api_error(501, "This server has no scenario that could be shown.");
    return text_answer(what->options.show_config(), "application/json");
  });
  to.add("PUT", "/__admin/x/config", [what](call const& made) { return replace_config(*what, made); });
  to.add("GET", "/__admin/x/plan",
         [what](call const& made) {
           if (!what->options.plan) throw api_error(501, "This server has no scenario whose faults could be planned.");
           return text_answer(what->options.plan(made.number("seed", UINT64_MAX), made.number("polls", 10'000)),
                              "application/json");
         },
         {"seed", "polls"});
}

}  // namespace dataarts::mock::admin
