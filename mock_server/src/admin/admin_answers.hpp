#ifndef DATAARTS_MOCK_ADMIN_ADMIN_ANSWERS_HPP
#define DATAARTS_MOCK_ADMIN_ADMIN_ANSWERS_HPP

#include <dataarts/mock/answer_source.hpp>

#include "admin/context.hpp"
#include "admin/router.hpp"
#include "admin/trust.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dataarts::mock::admin {

/// Answers what is below `/__admin`, and leaves everything else to other answers. Outermost, so that admin calls meet
/// no authentication, journal, quota or fault of the mocked service.
class admin_answers final : public answer_source {
 public:
  /// @param inner  null: everything else gets 404
  admin_answers(context what, std::shared_ptr<answer_source> inner);

  decision decide(request_view const& request) override;

  /// Each "METHOD /path" below `/__admin`.
  std::vector<std::string> known() const { return router_.known(); }

 private:
  reply reply_to(request_view const& request) const;

  std::shared_ptr<answer_source> inner_;
  trust trust_;
  router router_;
};

}  // namespace dataarts::mock::admin

#endif
