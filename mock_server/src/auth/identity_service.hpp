#ifndef DATAARTS_MOCK_AUTH_IDENTITY_SERVICE_HPP
#define DATAARTS_MOCK_AUTH_IDENTITY_SERVICE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/request_view.hpp>

#include "auth/issued.hpp"
#include "auth/refusal.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dataarts::mock::auth {

/// `POST /v3/auth/tokens` of the identity service (IAM): the password method, with the scope of a project. Thread-safe.
class identity_service {
 public:
  /// @param gives  where tokens come from; outlives this object
  identity_service(auth_options const& settings, std::shared_ptr<clock> time, issued& gives);

  static bool answers(request_view const& request) noexcept;

  /// The token, or why there is none.
  std::variant<std::shared_ptr<answer const>, refusal> answer_to(request_view const& request);

 private:
  struct login;

  refusal refuse(request_view const& request, std::string explanation) const;
  iam_user const* find_user(login const& asked) const;
  boost::json::object token_of(login const& asked, clock::wall_time from, clock::wall_time to) const;

  std::vector<iam_user> users_;
  std::chrono::seconds life_;
  std::shared_ptr<clock> clock_;
  issued& issued_;
};

}  // namespace dataarts::mock::auth

#endif
