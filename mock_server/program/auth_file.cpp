#include "auth_file.hpp"

#include "json_place.hpp"
#include "usage_error.hpp"

#include <duration_text.hpp>
#include <suggest.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

class reader {
 public:
  reader(std::string_view text, std::string const& name) : text_(text), name_(name) {}

  auth_options read() {
    auto const whole = parse();
    auth_options made;
    auto const& object = object_at(whole);
    static constexpr std::string_view known[] = {
        "keys", "tokens", "users", "token_life", "token_size", "metadata", "temporary_key_life"};
    refuse_unknown(object, known);
    each_of(object, "keys", [&](json::value const& from) { made.keys.push_back(key_at(from)); });
    each_of(object, "tokens", [&](json::value const& from) { made.tokens.push_back(text_at(from)); });
    each_of(object, "users", [&](json::value const& from) { made.users.push_back(user_at(from)); });
    with(object, "token_life", [&](json::value const& from) { made.token_life = duration_at(from); });
    with(object, "token_size", [&](json::value const& from) { made.token_size = size_at(from); });
    with(object, "metadata", [&](json::value const& from) { made.metadata = metadata_at(from); });
    with(object, "temporary_key_life", [&](json::value const& from) { made.temporary_key_life = duration_at(from); });
    validate(made);
    return made;
  }

 private:
  [[noreturn]] void refuse_at(std::size_t at, std::string const& what) const {
    throw usage_error(name_ + ':' + line_and_column(text_, at) + ": " + what);
  }
  [[noreturn]] void refuse(std::string const& what) const {
    auto const part = to_text(path_);
    refuse_at(find_place(text_, path_), (part.empty() ? "the file" : part) + ' ' + what);
  }

  json::value parse() const {
    json::parser parser;
    json::error_code problem;
    auto const read = parser.write_some(text_.data(), text_.size(), problem);
    if (problem) refuse_at(read, "not JSON: " + problem.message());
    auto const rest = text_.find_first_not_of(" \t\r\n", read);
    if (rest != std::string_view::npos) refuse_at(rest, "not JSON: there is something behind the end");
    return parser.release();
  }

  template <class What>
  void inside(std::variant<std::string, std::size_t> step, What what) {
    path_.push_back(std::move(step));
    what();
    path_.pop_back();
  }

  template <class What>
  void with(json::object const& object, std::string_view name, What what) {
    if (auto const* found = object.if_contains(json::string_view(name)))
      inside(std::string(name), [&] { what(*found); });
  }

  template <class What>
  void each_of(json::object const& object, std::string_view name, What what) {
    with(object, name, [&](json::value const& list) {
      auto const* elements = list.if_array();
      if (elements == nullptr) refuse("is not a list");
      for (std::size_t i = 0; i < elements->size(); ++i) inside(i, [&] { what((*elements)[i]); });
    });
  }

  json::object const& object_at(json::value const& from) const {
    auto const* object = from.if_object();
    if (object == nullptr) refuse("is not an object");
    return *object;
  }

  std::string text_at(json::value const& from) const {
    auto const* text = from.if_string();
    if (text == nullptr) refuse("is not a text");
    return {text->data(), text->size()};
  }

  std::string required(json::object const& object, std::string_view name) {
    if (!object.contains(json::string_view(name))) refuse("has no " + std::string(name));
    return optional(object, name);
  }

  std::string optional(json::object const& object, std::string_view name) {
    std::string made;
    with(object, name, [&](json::value const& from) { made = text_at(from); });
    return made;
  }

  void refuse_unknown(json::object const& object, std::span<std::string_view const> known) {
    for (auto const& member : object) {
      std::string_view const name(member.key().data(), member.key().size());
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      inside(std::string(name), [&] { refuse("is not known" + apps::did_you_mean(name, known)); });
    }
  }

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
    each_of(object, "projects", [&](json::value const& each) { made.projects.push_back(project_at(each)); });
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
    auto const life = text == nullptr ? std::nullopt : apps::parse_duration({text->data(), text->size()});
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

  // What the options themselves find wrong begins with the path: "auth.keys[1].access is …".
  void validate(auth_options const& made) {
    try {
      made.validate();
    } catch (std::invalid_argument const& problem) {
      std::string_view what = problem.what();
      what.remove_prefix(std::string_view("auth.").size());
      auto const end = what.find(' ');
      path_ = to_path(what.substr(0, end));
      refuse(std::string(what.substr(end + 1)));
    }
  }

  static json_path to_path(std::string_view text) {
    json_path made;
    while (!text.empty()) {
      auto const end = std::min(text.find_first_of(".[]"), text.size());
      auto const part = std::string(text.substr(0, end));
      auto const index = end < text.size() && text[end] == ']';
      if (index) {
        made.emplace_back(static_cast<std::size_t>(std::stoul(part)));
      } else if (!part.empty()) {
        made.emplace_back(part);
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return made;
  }

  std::string_view text_;
  std::string name_;
  json_path path_;
};

}  // namespace

auth_options parse_auth_file(std::string_view text, std::string const& name) { return reader(text, name).read(); }

auth_options read_auth_file(std::filesystem::path const& file) {
  errno = 0;
  std::ifstream from(file, std::ios::binary);
  std::ostringstream text;
  text << from.rdbuf();
  // A folder opens, and cannot be read.
  if (!from.is_open() || from.bad() || (text.fail() && errno != 0)) {
    throw usage_error("cannot read " + file.string() + ": " +
                      std::generic_category().message(errno != 0 ? errno : EIO));
  }
  return parse_auth_file(text.str(), file.string());
}

}  // namespace dataarts::mock::program
