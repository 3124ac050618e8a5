#include "admin/admin_answers.hpp"

#include "admin/admin_path.hpp"
#include "admin/api_error.hpp"
#include "admin/routes.hpp"

#include <utility>

namespace dataarts::mock::admin {
admin_answers::admin_answers(context what, std::shared_ptr<answer_source> inner)
    : inner_(std::move(inner)), trust_(what.options.host_names) {
  auto const shared = std::make_shared<context const>(std::move(what));
  for (auto* const add :
       {&add_server_routes, &add_document_routes, &add_request_routes, &add_journal_routes, &add_mapping_routes,
        &add_scenario_routes, &add_instance_routes, &add_clock_routes, &add_signature_routes}) {
    add(router_, shared);
  }
}

decision admin_answers::decide(request_view const& request) {
  if (inner_ && !is_admin_path(request.path)) return inner_->decide(request);
  auto given = reply_to(request);
  decision made{std::move(given.answer)};
  made.stream = std::move(given.stream);
  made.traffic = false;
  return made;
}

reply admin_answers::reply_to(request_view const& request) const {
  try {
    trust_.check(request);
    return router_.answer_to(request);
  } catch (api_error const& problem) {
    return std::make_shared<answer const>(to_answer(problem));
  }
}

}  // namespace dataarts::mock::admin
