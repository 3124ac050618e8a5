#ifndef DATAARTS_TEST_MOCK_AUTH_GUARDED_HPP
#define DATAARTS_TEST_MOCK_AUTH_GUARDED_HPP

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/virtual_clock.hpp>

#include <memory>
#include <string>
#include <string_view>

#include "../core_driver.hpp"
#include "auth/digest.hpp"
#include "auth/guarded_answers.hpp"
#include "auth/timestamp.hpp"

namespace test {

inline constexpr std::string_view signing_date = "20260115T083000Z";

/// A server that looks at authentication, without a socket, on virtual time that begins at `signing_date`.
class guarded {
 public:
  explicit guarded(dataarts::mock::auth_options const& settings, std::uint64_t seed = 1)
      : answers(std::make_shared<dataarts::mock::auth::guarded_answers>(
            settings, seed, clock, std::make_shared<dataarts::mock::documented_answers>())) {}

  /// What the server sends for the bytes, on a connection of its own.
  std::string ask(std::string_view bytes) {
    dataarts::mock::options settings;
    settings.answers = answers;
    core_driver connection(std::move(settings));
    return connection.feed(bytes, bytes.size());
  }

  bool accepts(std::string_view bytes) {
    auto const before = answers->counts();
    ask(bytes);
    auto const after = answers->counts();
    return after.signatures_accepted + after.tokens_accepted > before.signatures_accepted + before.tokens_accepted;
  }

  dataarts::mock::auth_refusal last_refusal() const { return answers->refusals().back(); }

  std::shared_ptr<dataarts::virtual_clock> clock =
      std::make_shared<dataarts::virtual_clock>(*dataarts::mock::auth::parse_sdk_date(signing_date));
  std::shared_ptr<dataarts::mock::auth::guarded_answers> answers;
};

inline dataarts::mock::auth_options with_key(dataarts::mock::auth_mode mode,
                                             dataarts::mock::access_key const& key = {"AK", "SK", ""}) {
  dataarts::mock::auth_options made;
  made.mode = mode;
  made.keys = {key};
  return made;
}

/// The value of `Authorization` for a canonical request that the test has written out.
inline std::string authorization_for(std::string_view canonical, std::string_view signed_headers,
                                     std::string_view date = signing_date, std::string_view secret = "SK") {
  using namespace dataarts::mock::auth;
  auto const text = "SDK-HMAC-SHA256\n" + std::string(date) + '\n' + hex(sha256(canonical));
  return "SDK-HMAC-SHA256 Access=AK, SignedHeaders=" + std::string(signed_headers) +
         ", Signature=" + hex(hmac_sha256(secret, text));
}

}  // namespace test

#endif
