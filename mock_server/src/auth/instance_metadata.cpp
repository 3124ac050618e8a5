#include "auth/instance_metadata.hpp"

#include "auth/timestamp.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock::auth {
namespace {

namespace json = boost::json;

bool asks_token(request_view const& request) noexcept {
  return request.method == "PUT" && request.path == "/meta-data/latest/api/token";
}

bool asks_key(request_view const& request) noexcept {
  return request.method == "GET" && request.path == "/openstack/latest/securitykey";
}

std::shared_ptr<answer const> plain(unsigned status, std::string text) {
  return std::make_shared<answer const>(status, std::move(text),
                                        std::vector<answer::header>{{"Content-Type", "text/plain"}});
}

std::optional<std::chrono::seconds> parse_life(std::string_view text) {
  int value = 0;
  auto const end = text.data() + text.size();
  auto const [stop, problem] = std::from_chars(text.data(), end, value);
  constexpr int most = 6 * 60 * 60;
  if (problem != std::errc() || stop != end || value < 1 || value > most) return std::nullopt;
  return std::chrono::seconds(value);
}

}  // namespace

instance_metadata::instance_metadata(auth_options const& settings, std::shared_ptr<clock> time, issued& gives)
    : kind_(settings.metadata), key_life_(settings.temporary_key_life), clock_(std::move(time)), issued_(gives) {}

bool instance_metadata::answers(request_view const& request) noexcept {
  return asks_token(request) || asks_key(request);
}

std::variant<std::shared_ptr<answer const>, refusal> instance_metadata::answer_to(request_view const& request) {
  if (kind_ == metadata_service::absent) return plain(404, "Not Found");
  if (asks_token(request)) return give_token(request);
  return give_key(request);
}

std::shared_ptr<answer const> instance_metadata::give_token(request_view const& request) {
  if (kind_ == metadata_service::without_token) return plain(404, "Not Found");
  auto const life = parse_life(request.header("X-Metadata-Token-Ttl-Seconds").value_or(std::string_view()));
  if (!life) return plain(400, "X-Metadata-Token-Ttl-Seconds has to be a number of seconds between 1 and 21600");
  return plain(200, issued_.metadata_tokens.issue(clock_->wall_now() + *life));
}

std::variant<std::shared_ptr<answer const>, refusal> instance_metadata::give_key(request_view const& request) {
  auto const now = clock_->wall_now();
  auto const token = request.header("X-Metadata-Token");
  auto const needed = kind_ == metadata_service::required_token;
  if (kind_ != metadata_service::without_token && (token || needed)) {
    auto const found = issued_.metadata_tokens.find(token.value_or(std::string_view()), now);
    if (found.state != token_mint::state::good) {
      std::string why = !token ? "There is no X-Metadata-Token header."
                        : found.state == token_mint::state::expired
                            ? "X-Metadata-Token expired at " + iso_date(found.expires) + "."
                            : "X-Metadata-Token is not one that this server has issued.";
      return refusal{describe(request, auth_refusal::reason::metadata_token, std::move(why)),
                     plain(401, "Unauthorized")};
    }
  }
  auto const made = issued_.keys.issue(now + key_life_);
  json::object const credential{{"access", made.parts.access},
                                {"secret", made.parts.secret},
                                {"securitytoken", made.parts.security_token},
                                {"expires_at", iso_date(made.expires)}};
  return std::make_shared<answer const>(200, json::serialize(json::object{{"credential", credential}}));
}

}  // namespace dataarts::mock::auth
