#ifndef DATAARTS_MOCK_AUTH_GUARDED_ANSWERS_HPP
#define DATAARTS_MOCK_AUTH_GUARDED_ANSWERS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/auth_options.hpp>

#include "auth/authenticator.hpp"
#include "auth/identity_service.hpp"
#include "auth/instance_metadata.hpp"
#include "auth/issued.hpp"
#include "auth/refusal_log.hpp"

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace dataarts::mock::auth {

/// Lets requests through to other answers if they are authenticated, and answers for the identity and metadata
/// services.
class guarded_answers final : public answer_source {
 public:
  guarded_answers(auth_options const& settings, std::uint64_t seed, std::shared_ptr<clock> time,
                  std::shared_ptr<answer_source> inner);

  decision decide(request_view const& request) override;

  auth_counters counts() const;
  std::vector<auth_refusal> refusals() const { return log_.last(); }
  void expire_issued() noexcept;

 private:
  decision refuse(refusal what);
  decision give(std::variant<std::shared_ptr<answer const>, refusal> what);

  std::shared_ptr<clock> clock_;
  std::shared_ptr<answer_source> inner_;
  issued issued_;
  identity_service identity_;
  instance_metadata metadata_;
  authenticator authenticator_;
  refusal_log log_;
};

}  // namespace dataarts::mock::auth

#endif
