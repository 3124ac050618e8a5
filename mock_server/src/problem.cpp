#include "problem.hpp"

#include "ascii.hpp"
#include "error_body.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/json/serialize.hpp>

namespace dataarts::mock {
namespace {

// "GET / HTTP/2.0" is a request of another version; "GET / HTTQ" is none at all.
bool names_other_version(std::string_view start) {
  auto const line = start.substr(0, start.find("\r\n"));
  auto const last_space = line.rfind(' ');
  if (last_space == std::string_view::npos) return false;
  auto const version = line.substr(last_space + 1);
  return version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
         is_digit(version[7]);
}

}  // namespace

problem explain(boost::system::error_code parser_error, std::string_view start) {
  using boost::beast::http::error;
  if (parser_error == error::bad_version) {
    if (names_other_version(start)) return {505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
    return {400, "The request line does not end with HTTP/1.0 or HTTP/1.1."};
  }
  if (parser_error == error::bad_method) return {400, "The request line does not begin with a method."};
  if (parser_error == error::bad_target) return {400, "The request line has no valid target."};
  if (parser_error == error::bad_line_ending) return {400, "A line does not end with CR LF."};
  if (parser_error == error::bad_field) return {400, "A header line does not begin with a name and a colon."};
  if (parser_error == error::bad_value) return {400, "A header line has a value with a forbidden character."};
  if (parser_error == error::bad_obs_fold) return {400, "A header line is folded."};
  if (parser_error == error::bad_content_length) {
    return {400, "Content-Length is not a number, or is given together with Transfer-Encoding."};
  }
  if (parser_error == error::multiple_content_length) return {400, "Content-Length is given with different values."};
  if (parser_error == error::bad_transfer_encoding) {
    return {400, "Transfer-Encoding is given twice, or together with Content-Length."};
  }
  if (parser_error == error::bad_chunk) return {400, "A chunk of the body does not begin with its size."};
  if (parser_error == error::bad_chunk_extension) return {400, "A chunk of the body has a malformed extension."};
  return {400, "The request is malformed: " + parser_error.message() + '.'};
}

answer problem_answer(problem const& what) {
  return answer(what.status, boost::json::serialize(error_body(what.status, what.message)));
}

}  // namespace dataarts::mock
