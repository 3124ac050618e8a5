#include "request_parser.hpp"

#include "ascii.hpp"

#include <functional>
#include <limits>
#include <utility>

namespace dataarts::mock {
namespace {

using boost::beast::http::field;

std::string_view standard(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

request_parser::request_parser(message_head& head, std::string& body, limits const& bounds)
    : head_(head), body_(body), bounds_(bounds) {
  // The session counts the header itself, over all that is read of it.
  header_limit(std::numeric_limits<std::uint32_t>::max());
  body_limit(bounds.max_body);
}

void request_parser::on_request_impl(boost::beast::http::verb, view method, view target, int version,
                                     error_code& error) {
  auto const position = [&](view part) {
    return message_head::position{offset(part), static_cast<std::uint32_t>(part.size())};
  };
  head_.method = position(method);
  head_.target = position(target);
  head_.minor_version = version % 10;
  if (target.size() > bounds_.max_target) {
    refuse({414, "The target is longer than " + std::to_string(bounds_.max_target) + " bytes."}, error);
  }
}

void request_parser::on_field_impl(field known, view name, view value, error_code& error) {
  if (header_done_) return;               // a trailer, which nothing here depends on
  if (!value.empty() && !holds(value)) {  // the value of a folded line is put together elsewhere
    error = boost::beast::http::error::bad_obs_fold;
    return;
  }
  if (head_.lines.size() == bounds_.max_header_lines) {
    refuse({431, "The header has more than " + std::to_string(bounds_.max_header_lines) + " lines."}, error);
    return;
  }
  auto const name_at = offset(name);
  head_.lines.push_back({name_at, static_cast<std::uint32_t>(name.size()), value.empty() ? name_at : offset(value),
                         static_cast<std::uint32_t>(value.size())});
  note(known, standard(value));
}

bool request_parser::holds(view part) const noexcept {
  std::less<> const before;
  auto const end = message_.data() + message_.size();
  return !before(part.data(), message_.data()) && before(part.data(), end);
}

std::uint32_t request_parser::offset(view part) const noexcept {
  return static_cast<std::uint32_t>(part.data() - message_.data());
}

void request_parser::note(field known, std::string_view value) {
  switch (known) {
    case field::host:
      ++head_.hosts;
      break;
    case field::content_length:
      ++head_.content_lengths;
      break;
    case field::transfer_encoding:
      ++head_.transfer_encodings;
      if (!equal_ignoring_case(value, "chunked")) head_.known_transfer_encoding = false;
      break;
    case field::expect:
      if (equal_ignoring_case(value, "100-continue"))
        head_.expects_continue = true;
      else
        head_.known_expectation = false;
      break;
    default:
      break;
  }
}

void request_parser::on_header_impl(error_code& error) {
  header_done_ = true;
  if (auto found = check_header()) refuse(std::move(found), error);
}

problem request_parser::check_header() {
  auto const modern = head_.minor_version >= 1;
  if (modern && head_.hosts == 0) return {400, "An HTTP/1.1 request needs a Host header."};
  if (head_.hosts > 1) return {400, "There is more than one Host header."};
  if (head_.transfer_encodings > 0) {
    if (head_.content_lengths > 0) return {400, "Content-Length and Transfer-Encoding are given together."};
    if (!modern) return {400, "Transfer-Encoding needs HTTP/1.1."};
    if (!head_.known_transfer_encoding) return {501, "The only transfer coding known here is chunked."};
  }
  if (modern && !head_.known_expectation) return {417, "The only expectation met here is 100-continue."};
  auto const wrong = head_.parsed_target.parse(message_.substr(head_.method.at, head_.method.size),
                                               message_.substr(head_.target.at, head_.target.size));
  if (!wrong.empty()) return {400, std::string(wrong)};
  return {};
}

void request_parser::refuse(problem what, error_code& error) {
  trouble_ = std::move(what);
  error = boost::beast::http::error::bad_value;  // any error ends the parsing; `trouble` says which it is
}

std::size_t request_parser::on_body_impl(view part, error_code&) {
  body_.append(part.data(), part.size());
  return part.size();
}

std::size_t request_parser::on_chunk_body_impl(std::uint64_t, view part, error_code&) {
  body_.append(part.data(), part.size());
  return part.size();
}

}  // namespace dataarts::mock
