#include "error_decoder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace dataarts {

namespace {

namespace json = boost::json;

struct member_pair {
  std::string_view code;
  std::string_view message;
};

// In the order in which the official SDKs look.
constexpr member_pair member_pairs[] = {{"error_code", "error_msg"}, {"errorCode", "errorMsg"}, {"code", "message"}};

constexpr std::string_view request_id_names[] = {"request_id", "requestId"};

constexpr int deepest = 8;

/// A text, or the digits of a number; empty for anything else.
std::string scalar_text(json::object const& object, std::string_view name) {
  auto const* const found = object.if_contains(name);
  if (found == nullptr) return {};
  if (auto const* const text = found->if_string()) return std::string(text->data(), text->size());
  if (auto const* const number = found->if_int64()) return std::to_string(*number);
  if (auto const* const number = found->if_uint64()) return std::to_string(*number);
  return {};
}

/// Calls `visit` with every object from the outside in until it returns true.
template <class Visit>
bool visit_objects(json::value const& value, Visit const& visit, int depth = 0) {
  if (depth > deepest) return false;
  auto const inside = [&](json::value const& element) { return visit_objects(element, visit, depth + 1); };
  if (auto const* const array = value.if_array()) return std::any_of(array->begin(), array->end(), inside);
  auto const* const object = value.if_object();
  if (object == nullptr) return false;
  if (visit(*object)) return true;
  return std::any_of(object->begin(), object->end(), [&](auto const& member) { return inside(member.value()); });
}

bool read_pair(json::object const& object, bool complete_only, service_error& into) {
  for (auto const& names : member_pairs) {
    auto code = scalar_text(object, names.code);
    auto message = scalar_text(object, names.message);
    if (code.empty() && message.empty()) continue;
    if (complete_only && (code.empty() || message.empty())) continue;
    into.code = std::move(code);
    into.message = std::move(message);
    return true;
  }
  return false;
}

void read_members(json::value const& document, service_error& into) {
  // An outer object with half a pair does not hide a whole pair inside.
  auto const whole = [&](json::object const& object) { return read_pair(object, true, into); };
  auto const half = [&](json::object const& object) { return read_pair(object, false, into); };
  if (!visit_objects(document, whole)) visit_objects(document, half);
  visit_objects(document, [&](json::object const& object) {
    for (auto const name : request_id_names) {
      if (into.request_id.empty()) into.request_id = scalar_text(object, name);
    }
    return !into.request_id.empty();
  });
  if (!into.message.empty()) return;
  visit_objects(document, [&](json::object const& object) {
    into.message = scalar_text(object, "encoded_authorization_message");
    return !into.message.empty();
  });
}

bool names_nothing(std::string_view code) noexcept {
  // The script, its instance, the workspace (two codes).
  constexpr std::array<std::string_view, 4> known{"DLF.6201", "DLF.6205", "DLF.0819", "DLF.20819"};
  return std::find(known.begin(), known.end(), code) != known.end() || gateway_number(code) == "0101";
}

}  // namespace

std::string_view gateway_number(std::string_view code) noexcept {
  for (std::string_view const prefix : {"APIG.", "APIGW."}) {
    if (code.substr(0, prefix.size()) == prefix) return code.substr(prefix.size());
  }
  return {};
}

void error_body::write(std::string_view chunk) {
  auto const room = max_kept - kept_.size();
  truncated_ = truncated_ || chunk.size() > room;
  kept_.append(chunk.substr(0, room));
}

service_error error_body::finish() {
  service_error read;
  read.body_truncated = std::exchange(truncated_, false);
  read.body = std::exchange(kept_, {});
  std::string_view text = read.body;
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  boost::system::error_code ec;
  auto const document = json::parse(json::string_view(text.data(), text.size()), ec);
  if (!ec) read_members(document, read);
  return read;
}

errc classify(int http_status, std::string_view service_code) noexcept {
  if (http_status >= 500 && http_status <= 599) return errc::server_error;
  if (http_status < 400 || http_status > 599) return errc::unexpected_status;
  if (http_status == 429 || gateway_number(service_code) == "0308") return errc::throttled;
  if (http_status == 408) return errc::request_timeout;
  if (http_status == 401) return errc::unauthorized;
  if (http_status == 403 || service_code == "DLF.6888") return errc::forbidden;
  if (http_status == 404 || names_nothing(service_code)) return errc::not_found;
  return errc::request_rejected;
}

}  // namespace dataarts
