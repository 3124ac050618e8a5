#ifndef DATAARTS_MOCK_AUTH_INSTANCE_METADATA_HPP
#define DATAARTS_MOCK_AUTH_INSTANCE_METADATA_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/request_view.hpp>

#include "auth/issued.hpp"
#include "auth/refusal.hpp"

#include <chrono>
#include <memory>
#include <variant>

namespace dataarts::mock::auth {

/// The metadata service that a cloud server reaches at 169.254.169.254: session tokens and temporary keys. Thread-safe.
class instance_metadata {
 public:
  /// @param gives  where tokens and keys come from; outlives this object
  instance_metadata(auth_options const& settings, std::shared_ptr<clock> time, issued& gives);

  static bool answers(request_view const& request) noexcept;

  std::variant<std::shared_ptr<answer const>, refusal> answer_to(request_view const& request);

 private:
  std::shared_ptr<answer const> give_token(request_view const& request);
  std::variant<std::shared_ptr<answer const>, refusal> give_key(request_view const& request);

  metadata_service kind_;
  std::chrono::seconds key_life_;
  std::shared_ptr<clock> clock_;
  issued& issued_;
};

}  // namespace dataarts::mock::auth

#endif
