#include "auth/identity_service.hpp"

#include "auth/digest.hpp"
#include "auth/timestamp.hpp"
#include "error_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::mock::auth {
namespace {

namespace json = boost::json;

std::shared_ptr<answer const> error(unsigned status, std::string_view title, std::string_view message) {
  json::object const inner{
      {"code", status}, {"message", json::string_view(message)}, {"title", json::string_view(title)}};
  return std::make_shared<answer const>(status, json::serialize(json::object{{"error", inner}}));
}

// The ids of what has only a name: 32 hexadecimal digits, the same for the same name.
std::string id_of(std::string_view kind, std::string_view name) {
  return hex(sha256(std::string(kind).append("/").append(name))).substr(0, 32);
}

json::string_view text(std::string_view from) { return {from.data(), from.size()}; }

// The value at a path such as "auth.identity.methods". Throws a sentence that says what is missing.
json::value const& at(json::value const& whole, std::string_view path) {
  auto const* found = &whole;
  for (auto left = path; !left.empty();) {
    auto const dot = left.find('.');
    auto const* object = found->if_object();
    found = object == nullptr ? nullptr : object->if_contains(text(left.substr(0, dot)));
    if (found == nullptr) throw std::invalid_argument("The body has no " + std::string(path) + ".");
    left.remove_prefix(dot == std::string_view::npos ? left.size() : dot + 1);
  }
  return *found;
}

std::string text_at(json::value const& whole, std::string_view path) {
  auto const* found = at(whole, path).if_string();
  if (found == nullptr) throw std::invalid_argument(std::string(path) + " is not a text.");
  return std::string(found->data(), found->size());
}

std::optional<std::string> optional_text_at(json::value const& whole, std::string_view path) {
  auto const dot = path.rfind('.');
  auto const* object = at(whole, path.substr(0, dot)).if_object();
  if (object == nullptr || !object->contains(text(path.substr(dot + 1)))) return std::nullopt;
  return text_at(whole, path);
}

}  // namespace

// What a client asks with. Names are as sent.
struct identity_service::login {
  std::string domain;
  std::string user;
  std::string password;
  std::optional<std::string> project_id;
  std::optional<std::string> project_name;

  explicit login(std::string_view body) {
    json::error_code problem;
    auto const whole = json::parse(text(body), problem);
    if (problem) throw std::invalid_argument("The body is not JSON.");
    auto const* methods = at(whole, "auth.identity.methods").if_array();
    if (methods == nullptr || methods->size() != 1 || methods->front() != "password") {
      throw std::invalid_argument("auth.identity.methods is not [\"password\"], the only method known here.");
    }
    domain = text_at(whole, "auth.identity.password.user.domain.name");
    user = text_at(whole, "auth.identity.password.user.name");
    password = text_at(whole, "auth.identity.password.user.password");
    at(whole, "auth.scope.project");
    project_id = optional_text_at(whole, "auth.scope.project.id");
    project_name = optional_text_at(whole, "auth.scope.project.name");
    if (!project_id && !project_name) throw std::invalid_argument("auth.scope.project has neither an id nor a name.");
  }

  bool fits(iam_project const& project) const {
    return (!project_id || *project_id == project.id) && (!project_name || *project_name == project.name);
  }

  void complete(iam_project const& project) {
    project_id = project.id;
    project_name = project.name;
  }

  // For users that may use any project.
  void complete() {
    if (!project_id) project_id = id_of("project", *project_name);
    if (!project_name) project_name = *project_id;
  }
};

identity_service::identity_service(auth_options const& settings, std::shared_ptr<clock> time, issued& gives)
    : users_(settings.users), life_(settings.token_life), clock_(std::move(time)), issued_(gives) {}

bool identity_service::answers(request_view const& request) noexcept {
  auto const& parts = request.segments;
  return request.method == "POST" && parts.size() == 3 && parts[0] == "v3" && parts[1] == "auth" &&
         parts[2] == "tokens";
}

std::variant<std::shared_ptr<answer const>, refusal> identity_service::answer_to(request_view const& request) {
  std::optional<login> asked;
  try {
    asked.emplace(request.body);
  } catch (std::invalid_argument const& problem) {
    return error(400, "Bad Request", problem.what());
  }
  auto const* user = find_user(*asked);
  if (user == nullptr) return refuse(request, "There is no such user, or the password is another one.");
  auto const& projects = user->projects;
  auto const project =
      std::find_if(projects.begin(), projects.end(), [&](iam_project const& each) { return asked->fits(each); });
  if (!projects.empty() && project == projects.end()) return refuse(request, "The project is not one of the user's.");
  projects.empty() ? asked->complete() : asked->complete(*project);

  auto const now = clock_->wall_now();
  auto const end = now + life_;
  auto token = token_of(*asked, now, end);
  if (request.query.find("nocatalog=true") == std::string_view::npos) token["catalog"] = json::array();
  auto issued_text = issued_.tokens.issue(end);
  return std::make_shared<answer const>(201, json::serialize(json::object{{"token", std::move(token)}}),
                                        std::vector<answer::header>{{"X-Subject-Token", std::move(issued_text)}});
}

refusal identity_service::refuse(request_view const& request, std::string explanation) const {
  return {describe(request, auth_refusal::reason::login, std::move(explanation)),
          error(401, "Unauthorized", "The username or password is wrong.")};
}

iam_user const* identity_service::find_user(login const& asked) const {
  for (auto const& each : users_) {
    if (each.domain == asked.domain && each.name == asked.user && same_secret(each.password, asked.password)) {
      return &each;
    }
  }
  return nullptr;
}

json::object identity_service::token_of(login const& asked, clock::wall_time from, clock::wall_time to) const {
  json::object const domain{{"id", id_of("domain", asked.domain)}, {"name", asked.domain}};
  return {
      {"expires_at", iso_date(to)},
      {"issued_at", iso_date(from)},
      {"methods", json::array{"password"}},
      {"project", json::object{{"domain", domain}, {"id", *asked.project_id}, {"name", *asked.project_name}}},
      {"roles", json::array{json::object{{"id", "0"}, {"name", "te_admin"}}}},
      {"user", json::object{{"domain", domain},
                            {"id", id_of("user", asked.domain + '/' + asked.user)},
                            {"name", asked.user},
                            {"password_expires_at", ""}}},
  };
}

}  // namespace dataarts::mock::auth
