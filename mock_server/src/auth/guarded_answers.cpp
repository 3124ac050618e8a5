#include "auth/guarded_answers.hpp"

#include <utility>

namespace dataarts::mock::auth {

guarded_answers::guarded_answers(auth_options const& settings, std::uint64_t seed, std::shared_ptr<clock> time,
                                 std::shared_ptr<answer_source> inner)
    : clock_(std::move(time)),
      inner_(std::move(inner)),
      issued_(seed, settings.token_size),
      identity_(settings, clock_, issued_),
      metadata_(settings, clock_, issued_),
      authenticator_(settings, clock_, issued_),
      log_(settings.on_refusal) {}

decision guarded_answers::decide(request_view const& request) {
  if (identity_service::answers(request)) return give(identity_.answer_to(request));
  if (instance_metadata::answers(request)) return give(metadata_.answer_to(request));
  if (auto refused = authenticator_.check(request)) return refuse(*std::move(refused));
  auto made = inner_->decide(request);
  made.about.auth = auth_result::accepted;
  return made;
}

decision guarded_answers::give(std::variant<std::shared_ptr<answer const>, refusal> what) {
  if (auto* refused = std::get_if<refusal>(&what)) return refuse(std::move(*refused));
  return {std::get<std::shared_ptr<answer const>>(std::move(what))};
}

decision guarded_answers::refuse(refusal what) {
  log_.note(std::move(what.told));
  decision made{std::move(what.reply)};
  made.about.auth = auth_result::refused;
  return made;
}

auth_counters guarded_answers::counts() const {
  auth_counters made;
  authenticator_.add_to(made);
  made.tokens_issued = issued_.tokens.issued();
  made.temporary_keys_issued = issued_.keys.issued();
  made.metadata_tokens_issued = issued_.metadata_tokens.issued();
  log_.add_to(made);
  return made;
}

void guarded_answers::expire_issued() noexcept {
  auto const now = clock_->wall_now();
  issued_.tokens.expire_all(now);
  issued_.metadata_tokens.expire_all(now);
  issued_.keys.expire_all(now);
}

}  // namespace dataarts::mock::auth
