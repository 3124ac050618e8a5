#include "admin/told_request.hpp"

#include "admin/api_error.hpp"

#include <cstdint>
#include <utility>

namespace dataarts::mock::admin {

told_request::told_request(std::string method, std::string target, std::string body)
    : method_(std::move(method)), target_(std::move(target)), body_(std::move(body)) {
  auto const wrong = parsed_.parse(method_, target_);
  if (!wrong.empty()) throw api_error(400, std::string(wrong), "/url");
}

void told_request::add_header(std::string_view name, std::string_view value) {
  request_view::header_position at{};
  at.name_at = static_cast<std::uint32_t>(bytes_.size());
  at.name_size = static_cast<std::uint32_t>(name.size());
  at.value_at = static_cast<std::uint32_t>(bytes_.size() + name.size() + 2);
  at.value_size = static_cast<std::uint32_t>(value.size());
  bytes_.append(name).append(": ").append(value).append("\r\n");  // as sent: signatures are looked at there
  lines_.push_back(at);
}

request_view told_request::view() const {
  request_view made;
  made.method = method_;
  made.target = target_;
  made.path = parsed_.path();
  made.query = parsed_.query();
  made.segments = parsed_.segments();
  made.body = body_;
  made.bytes = bytes_.data();
  made.headers = lines_;
  return made;
}

}  // namespace dataarts::mock::admin
