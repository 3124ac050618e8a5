#include "auth_file.hpp"

#include "auth/check_options.hpp"
#include "given_file.hpp"
#include "scenario/json_reader.hpp"
#include "usage_error.hpp"

#include <parse_duration.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

class auth_file_reader : scenarios::json_reader {
 public:
  auth_file_reader(std::string_view text, std::string const& name) : json_reader(text, name) {}

  auth_options read() {
    auto const whole = parse();
    auth_options made;
    auto const& object = object_at(whole);
    static constexpr std::string_view known[] = {
        "keys", "tokens", "users", "token_life", "token_size", "metadata", "temporary_key_life"};
    refuse_unknown(object, known);
    // What cannot be read keeps its place.
    each_of(object, "keys", [&](json::value const& from) {
      made.keys.emplace_back();
      made.keys.back() = key_at(from);
    });
    each_of(object, "tokens", [&](json::value const& from) {
      made.tokens.emplace_back();
      made.tokens.back() = text_at(from);
    });
    each_of(object, "users", [&](json::value const& from) {
      made.users.emplace_back();
      made.users.back() = user_at(from);
    });
    with(object, "token_life", [&](json::value const& from) { made.token_life = duration_at(from); });
    with(object, "token_size", [&](json::value const& from) { made.token_size = size_at(from); });
    with(object, "metadata", [&](json::value const& from) { made.metadata = metadata_at(from); });
    with(object, "temporary_key_life", [&](json::value const& from) { made.temporary_key_life = duration_at(from); });
    validate(object, [&] { auth::check_options(made); });
    throw_collected();
    return made;
  }

 private:
  access_key key_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"access", "secret", "security_token"};
    refuse_unknown(object, known);
    return {required(object, "access"), required(object, "secret"), optional(object, "security_token")};
  }

  iam_user user_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"domain", "name", "password", "projects"};
    refuse_unknown(object, known);
    iam_user made{required(object, "domain"), required(object, "name"), required(object, "password"), {}};
    each_of(object, "projects", [&](json::value const& each) {
      made.projects.emplace_back();
      made.projects.back() = project_at(each);
    });
    return made;
  }

  iam_project project_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"id", "name"};
    refuse_unknown(object, known);
    return {required(object, "id"), required(object, "name")};
  }

  std::chrono::seconds duration_at(json::value const& from) const {
    auto const* text = from.if_string();
    auto const life = text == nullptr ? std::nullopt : common::parse_duration({text->data(), text->size()});
    if (!life || *life % std::chrono::seconds(1) != std::chrono::nanoseconds::zero()) {
      refuse("is not a duration in whole seconds, such as \"90s\" or \"24h\"");
    }
    return std::chrono::duration_cast<std::chrono::seconds>(*life);
  }

  std::size_t size_at(json::value const& from) const {
    auto const* number = from.if_int64();
    if (number == nullptr || *number < 0) refuse("is not a whole number");
    return static_cast<std::size_t>(*number);
  }

  metadata_service metadata_at(json::value const& from) const {
    static constexpr std::pair<std::string_view, metadata_service> names[] = {
        {"absent", metadata_service::absent},
        {"without_token", metadata_service::without_token},
        {"optional_token", metadata_service::optional_token},
        {"required_token", metadata_service::required_token}};
    auto const* text = from.if_string();
    for (auto const& [name, value] : names) {
      if (text != nullptr && *text == json::string_view(name)) return value;
    }
    refuse("is neither \"absent\" nor \"without_token\", \"optional_token\" or \"required_token\"");
  }
};

}  // namespace

auth_options parse_auth_file(std::string_view text, std::string const& name) {
  try {
    return auth_file_reader(text, name).read();
  } catch (file_error const& problem) {
    throw usage_error(problem.what());
  }
}

auth_options read_auth_file(std::filesystem::path const& file) {
  return parse_auth_file(given_file(file), file.string());
}

}  // namespace dataarts::mock::program
