#include "reference_members.hpp"

#include <algorithm>

namespace dataarts::apps {
namespace {

constexpr std::size_t longest_name =
    std::max_element(reference_members::names.begin(), reference_members::names.end(), [](auto a, auto b) {
      return a.size() < b.size();
    })->size();

}  // namespace

std::string_view kind_name(json_kind kind) noexcept {
  switch (kind) {
    case json_kind::absent:
      return "nothing";
    case json_kind::null:
      return "null";
    case json_kind::boolean:
      return "true or false";
    case json_kind::number:
      return "a number";
    case json_kind::text:
      return "a text";
    case json_kind::array:
      return "an array";
    case json_kind::object:
      return "an object";
  }
  return "a value";
}

void reference_members::reset() noexcept {
  for (auto& each : members_) {
    each.kind = json_kind::absent;
    each.text.clear();
  }
  root_ = json_kind::absent;
  depth_ = 0;
  key_.clear();
  current_ = nullptr;
}

bool reference_members::on_key_part(text_part part, std::size_t size, error_code&) {
  if (outermost_member() && size <= longest_name) key_.append(part.data(), part.size());
  return true;
}

bool reference_members::on_key(text_part part, std::size_t size, error_code& error) {
  if (!outermost_member()) return true;
  on_key_part(part, size, error);
  current_ = nullptr;
  // A longer key has left some of its beginning behind, which may be a name.
  auto const* const found = size <= longest_name ? std::find(names.begin(), names.end(), key_) : names.end();
  if (found != names.end()) {
    current_ = &members_[static_cast<std::size_t>(found - names.begin())];
    current_->text.clear();
  }
  key_.clear();
  return true;
}

bool reference_members::on_string_part(text_part part, std::size_t, error_code&) {
  if (outermost_member() && current_ != nullptr) current_->text.append(part.data(), part.size());
  return true;
}

bool reference_members::on_string(text_part part, std::size_t size, error_code& error) {
  on_string_part(part, size, error);
  return value(json_kind::text);
}

bool reference_members::value(json_kind kind) noexcept {
  if (depth_ == 0) {
    root_ = kind;
  } else if (outermost_member() && current_ != nullptr) {
    current_->kind = kind;
    current_ = nullptr;
  }
  return true;
}

bool reference_members::enter(json_kind kind) noexcept {
  value(kind);
  ++depth_;
  return true;
}

bool reference_members::leave() noexcept {
  --depth_;
  return true;
}

}  // namespace dataarts::apps
