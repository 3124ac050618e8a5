#include <dataarts/mock/answer.hpp>

#include "ascii.hpp"
#include "date_stamp.hpp"
#include "request_ids.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <stdexcept>

namespace dataarts::mock {
namespace {

constexpr std::string_view server_owned[] = {"Server",     "Date",         "Content-Length",
                                             "Connection", "X-Request-Id", "Transfer-Encoding"};

bool may_have_body(unsigned status) { return status != 204 && status != 304; }

void check(unsigned status, std::string_view body, std::vector<answer::header> const& headers) {
  if (status < 200 || status > 599) {
    throw std::invalid_argument("answer: status " + std::to_string(status) + " is not between 200 and 599");
  }
  if (!body.empty() && !may_have_body(status)) {
    throw std::invalid_argument("answer: an answer with status " + std::to_string(status) + " has no body");
  }
  for (auto const& [name, value] : headers) {
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_char)) {
      throw std::invalid_argument("answer: '" + name + "' is not a header name");
    }
    for (auto const owned : server_owned) {
      if (equal_ignoring_case(name, owned)) {
        throw std::invalid_argument("answer: the header " + name + " is added by the server");
      }
    }
    if (std::any_of(value.begin(), value.end(), is_control)) {
      throw std::invalid_argument("answer: the value of the header " + name + " has a control character");
    }
  }
}

bool names_content_type(std::vector<answer::header> const& headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [](auto const& each) { return equal_ignoring_case(each.name, "Content-Type"); });
}

void add_line(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append("\r\n");
}

answer::head serialise(unsigned status, std::string_view body, std::vector<answer::header> const& headers,
                       answer::connection after) {
  answer::head made;
  auto& bytes = made.bytes;
  auto const reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  bytes = "HTTP/1.1 " + std::to_string(status) + ' ' + std::string(reason) + "\r\nServer: api-gateway\r\nDate: ";
  made.date_at = bytes.size();
  bytes.append(date_stamp::size, ' ').append("\r\n");
  if (!body.empty() && !names_content_type(headers)) add_line(bytes, "Content-Type", "application/json");
  if (may_have_body(status)) add_line(bytes, "Content-Length", std::to_string(body.size()));
  bytes += "X-Request-Id: ";
  made.request_id_at = bytes.size();
  bytes.append(request_ids::size, ' ').append("\r\n");
  for (auto const& [name, value] : headers) add_line(bytes, name, value);
  if (after == answer::connection::close) add_line(bytes, "Connection", "close");
  if (after == answer::connection::keep_http_1_0) add_line(bytes, "Connection", "keep-alive");
  bytes += "\r\n";
  return made;
}

}  // namespace

answer::answer(unsigned status, std::string body, std::vector<header> const& headers)
    : status_(status), body_(std::move(body)) {
  check(status_, body_, headers);
  for (auto const after : {connection::keep, connection::close, connection::keep_http_1_0}) {
    heads_[static_cast<std::size_t>(after)] = serialise(status_, body_, headers, after);
  }
}

answer answer::with_request_id(unsigned status, std::string body, std::size_t request_id_at,
                               std::vector<header> const& headers) {
  if (body.size() < request_ids::size || request_id_at > body.size() - request_ids::size) {
    throw std::invalid_argument("answer: the body has no room for a request id at " + std::to_string(request_id_at));
  }
  answer made(status, std::move(body), headers);
  made.request_id_in_body_ = request_id_at;
  return made;
}

}  // namespace dataarts::mock
