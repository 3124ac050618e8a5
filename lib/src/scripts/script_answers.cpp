#include "scripts/script_answers.hpp"

#include "api/json_children.hpp"
#include "number_text.hpp"

#include <utility>

namespace dataarts {

namespace {

using kind = json_child::kind;

/// A member in camel case, and as some documents spell it. The second name may be empty.
struct spelling {
  std::string_view usual;
  std::string_view other = {};
};

/// Takes members out of an object, one after another.
class object_reader {
 public:
  /// @param path  for messages, e.g. "scripts[2]."; may be empty.
  object_reader(json_children& from, std::string path, decode_error& error)
      : from_(from), path_(std::move(path)), error_(error) {}

  /// Null if there is none, or it is JSON null, or an error was met.
  json_child* find(spelling name) {
    auto* const found = find_one(name.usual);
    return found != nullptr || name.other.empty() ? found : find_one(name.other);
  }

  void text(std::optional<std::string>& out, spelling name) {
    auto* const found = find(name);
    if (found == nullptr) return;
    if (found->what != kind::text) {
      object_to(errc::unexpected_type, name.usual);
    } else {
      out = std::move(found->value);
    }
  }

  /// A text, or the digits of a number.
  void text_or_number(std::optional<std::string>& out, spelling name) {
    auto* const found = find(name);
    if (found == nullptr) return;
    if (found->what != kind::text && found->what != kind::number) {
      object_to(errc::unexpected_type, name.usual);
    } else {
      out = std::move(found->value);
    }
  }

  void json(std::optional<std::string>& out, spelling name) {
    auto* const found = find(name);
    if (found != nullptr) out = std::move(found->value);
  }

  /// An integer, however it is written.
  void integer(std::optional<std::int64_t>& out, spelling name) {
    auto* const found = find(name);
    if (found == nullptr) return;
    if (found->what == kind::number || found->what == kind::text) out = int64_of(found->value);
    if (!out) object_to(errc::unexpected_type, name.usual);
  }

  void object_to(errc code, std::string_view name) {
    if (bad_) return;
    bad_ = true;
    error_ = {code, 0, path_ + std::string(name)};
  }

  bool good() const noexcept { return !bad_; }

 private:
  json_child* find_one(std::string_view name) {
    json_child* found = nullptr;
    for (auto& each : from_.children) {
      if (each.name != name) continue;
      if (found != nullptr) {
        object_to(errc::duplicate_member, name);
        return nullptr;
      }
      found = &each;
    }
    return found == nullptr || found->what == kind::null ? nullptr : found;
  }

  json_children& from_;
  std::string path_;
  decode_error& error_;
  bool bad_ = false;
};

bool read_as(kind wanted, json_children& out, std::string_view text, std::size_t max_depth, std::string_view what,
             decode_error& error) {
  if (!read_json_children(out, text, max_depth, error)) return false;
  if (out.what == wanted) return true;
  error = {errc::unexpected_type, 0,
           std::string(what) + (wanted == kind::object ? " is not an object" : " is not an array")};
  return false;
}

bool fill(script& out, json_children& from, std::string path, decode_error& error) {
  object_reader members(from, std::move(path), error);
  members.text(out.name, {"name"});
  members.text(out.type, {"type"});
  members.text(out.content, {"content"});
  members.text(out.directory, {"directory"});
  members.text(out.connection_name, {"connectionName", "connection_name"});
  members.text(out.database, {"database"});
  members.text(out.queue_name, {"queueName", "queue_name"});
  members.json(out.configuration, {"configuration"});
  members.text(out.description, {"description"});
  members.text(out.target_status, {"targetStatus", "target_status"});
  members.text_or_number(out.id, {"id"});
  members.text(out.owner, {"owner"});
  members.text(out.create_user, {"createUser", "create_user"});
  members.text_or_number(out.version, {"version"});
  members.integer(out.modified_at, {"modifyTime", "modify_time"});
  out.json = std::move(from.compact);
  return members.good();
}

}  // namespace

bool read_instance_id(std::string& out, std::string_view body, std::size_t max_depth, decode_error& error) {
  json_children whole;
  if (!read_as(kind::object, whole, body, max_depth, "the answer", error)) return false;
  object_reader members(whole, {}, error);
  std::optional<std::string> found;
  members.text_or_number(found, {"instanceId", "instance_id"});
  if (members.good() && (!found || found->empty())) {
    members.object_to(errc::unexpected_type, found ? "instanceId is empty" : "instanceId is missing");
  }
  if (members.good()) out = std::move(*found);
  return members.good();
}

bool read_script(script& out, std::string_view body, std::size_t max_depth, decode_error& error) {
  json_children whole;
  return read_as(kind::object, whole, body, max_depth, "the answer", error) && fill(out, whole, {}, error);
}

bool read_script_page(script_page& out, std::string_view body, std::size_t max_depth, decode_error& error) {
  json_children whole;
  if (!read_as(kind::object, whole, body, max_depth, "the answer", error)) return false;
  object_reader members(whole, {}, error);
  members.integer(out.total, {"total"});
  auto const* const list = members.find({"scripts", "connections"});
  if (!members.good()) return false;
  if (list == nullptr) return true;
  json_children elements;
  if (!read_as(kind::array, elements, list->value, max_depth, "scripts", error)) return false;
  for (std::size_t i = 0; i < elements.children.size(); ++i) {
    auto const name = "scripts[" + std::to_string(i) + "]";
    json_children element;
    if (!read_as(kind::object, element, elements.children[i].value, max_depth, name, error)) return false;
    if (!fill(out.scripts.emplace_back(), element, name + '.', error)) return false;
  }
  return true;
}

}  // namespace dataarts
