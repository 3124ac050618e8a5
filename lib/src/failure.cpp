#include "one_line.hpp"

#include <dataarts/failure.hpp>

#include <boost/throw_exception.hpp>

#include <ostream>
#include <utility>

namespace dataarts {

namespace {

constexpr std::size_t longest_text = 1000;
constexpr std::size_t longest_excerpt = 120;

failure::details const no_details;

// From the condition that says most to the one that says least.
constexpr condition by_weight[] = {
    condition::not_found,      condition::unauthorized,    condition::throttled,       condition::server_error,
    condition::overloaded,     condition::cancelled,       condition::invalid_request, condition::untrusted,
    condition::unreachable,    condition::connection_lost, condition::timeout,         condition::malformed_response,
    condition::limit_exceeded, condition::rejected,        condition::run_failed,      condition::transient,
};

void append_part(std::string& out, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty()) out += ": ";
  append_one_line(out, text, longest_text);
}

/// `DLF.6201: The script does not exist.`, or what there is of it, and what this side knows about it.
std::string own_words(failure::details const& content) {
  std::string words;
  append_part(words, content.service_code);
  append_part(words, content.service_message);
  if (words.empty() || content.where.empty()) return words;
  words += "; ";
  append_one_line(words, content.where, longest_text);
  return words;
}

/// `the service failed: "<html> …"`
std::string our_words(boost::system::error_code code, failure::details const& content) {
  auto words = code.message();
  append_part(words, content.where);
  if (content.cause.failed()) append_part(words, content.cause.message());
  auto const answered = content.http_status != 0 && content.http_status != 200;
  if (answered && !content.body.empty()) {
    words += ": \"";
    append_one_line(words, content.body, longest_excerpt);
    words += '"';
  }
  return words;
}

/// `, last seen RUNNING after 598 s`
std::string last_seen(std::vector<failure::observation> const& observed) {
  auto const& last = observed.back();
  std::string text = ", last seen ";
  if (last.status.empty()) {
    text += to_string(last.code);
  } else {
    append_one_line(text, last.status, longest_excerpt);
  }
  auto const seconds = std::chrono::round<std::chrono::seconds>(last.last);
  return text + " after " + std::to_string(seconds.count()) + " s";
}

}  // namespace

failure::failure(errc code, details content)
    : code_(make_error_code(code)), content_(std::make_shared<details const>(std::move(content))) {}

failure::details const& failure::content() const noexcept { return content_ ? *content_ : no_details; }

std::string failure::message() const {
  if (!code_.failed()) return "no failure";
  auto const& known = content();
  auto line = own_words(known);
  if (line.empty()) line = our_words(code_, known);
  if (known.effect_unknown) line += "; the request may have been carried out";
  if (!known.instance_id.empty()) {
    line += "; instance ";
    append_one_line(line, known.instance_id, longest_excerpt);
  }
  if (!known.observed.empty()) line += last_seen(known.observed);
  auto const repeated = known.earlier.empty() ? std::string() : std::to_string(known.attempts) + " attempts";
  if (known.http_status == 0) return repeated.empty() ? line : line + " (" + repeated + ')';
  line += " (HTTP " + std::to_string(known.http_status);
  if (!known.request_id.empty()) {
    line += ", request ";
    append_one_line(line, known.request_id, longest_excerpt);
  }
  if (!repeated.empty()) line += ", " + repeated;
  if (known.retry_after) {
    line +=
        ", Retry-After " + std::to_string(std::chrono::ceil<std::chrono::seconds>(*known.retry_after).count()) + " s";
  }
  return line + ')';
}

condition failure::kind() const noexcept {
  for (auto const candidate : by_weight) {
    if (code_ == make_error_condition(candidate)) return candidate;
  }
  return condition{};
}

std::ostream& operator<<(std::ostream& out, failure const& what) { return out << what.message(); }
std::ostream& operator<<(std::ostream& out, condition value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, errc value) { return out << to_string(value); }

std::string_view to_string(condition value) noexcept {
  switch (value) {
    case condition::timeout:
      return "timeout";
    case condition::cancelled:
      return "cancelled";
    case condition::overloaded:
      return "overloaded";
    case condition::invalid_request:
      return "invalid_request";
    case condition::unreachable:
      return "unreachable";
    case condition::connection_lost:
      return "connection_lost";
    case condition::untrusted:
      return "untrusted";
    case condition::unauthorized:
      return "unauthorized";
    case condition::not_found:
      return "not_found";
    case condition::throttled:
      return "throttled";
    case condition::rejected:
      return "rejected";
    case condition::server_error:
      return "server_error";
    case condition::malformed_response:
      return "malformed_response";
    case condition::limit_exceeded:
      return "limit_exceeded";
    case condition::transient:
      return "transient";
    case condition::run_failed:
      return "run_failed";
  }
  return "none";
}

call_error::call_error(failure why) : std::runtime_error(why.message()), why_(std::move(why)) {}

void throw_exception_from_error(failure const& why, boost::source_location const& location) {
  boost::throw_with_location(call_error(why), location);
}

}  // namespace dataarts
