#include "session_core.hpp"

#include "problem.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <cstring>
#include <exception>

namespace dataarts::mock {
namespace {

namespace http = boost::beast::http;

// Memory of a body that a session keeps for the next one.
constexpr std::size_t comfortable_body = 16 * 1024;

answer const& options_answer() {
  static answer const made(200, {}, {{"Allow", "GET, HEAD, OPTIONS"}});
  return made;
}

bool has_bare_line_feed(std::string_view text) {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

}  // namespace

bool session_core::pump(clock::time_point now, std::string& out) {
  while (phase_ != phase::delayed && phase_ != phase::closing) {
    if (out.size() >= shared_.bounds.max_unsent) return true;
    if (step(now, out) == outcome::stop) break;
  }
  return false;
}

session_core::outcome session_core::step(clock::time_point now, std::string& out) {
  if (phase_ == phase::idle) {
    skip_blank_lines();
    if (input_.unparsed().empty() || input_.unparsed() == "\r") {
      if (ended_) phase_ = phase::closing;
      input_.shrink();
      return outcome::stop;
    }
    phase_ = phase::header;
    ++request_number_;
    parser_.emplace(head_, body_, shared_.bounds);
  }
  auto const left = input_.unparsed();
  if (left.empty()) return need_more(now, out);
  parser_->message({input_.message(), static_cast<std::size_t>(left.data() + left.size() - input_.message())});
  boost::system::error_code error;
  input_.parsed(parser_->put(boost::asio::const_buffer(left.data(), left.size()), error));
  if (phase_ == phase::header) {
    input_.keep_parsed();
    if (parser_->is_header_done()) {
      phase_ = phase::body;
      head_parsed_at_ = input_.message();
    }
    auto const unfinished = phase_ == phase::header ? input_.unparsed().size() : 0;
    if (input_.kept_size() + unfinished > shared_.bounds.max_header) error = http::error::header_limit;
  }
  if (error == http::error::need_more && phase_ == phase::header && has_bare_line_feed(input_.unparsed())) {
    error = http::error::bad_line_ending;  // the parser would wait for an end that never comes
  }
  if (error == http::error::need_more) return need_more(now, out);
  if (error) {
    refuse_for(error, now, out);
    return outcome::stop;
  }
  if (parser_->is_done()) finish(now, out);
  return outcome::next;
}

session_core::outcome session_core::need_more(clock::time_point now, std::string& out) {
  // Only a line of the chunked framing can wait unparsed behind the header.
  if (phase_ == phase::body && input_.unparsed().size() > max_chunk_line) {
    refuse({431, "A chunk extension or trailer is longer than " + std::to_string(max_chunk_line) + " bytes."}, now,
           out);
    return outcome::stop;
  }
  if (ended_) {
    shared_.counts.malformed.add();
    phase_ = phase::closing;
    return outcome::stop;
  }
  if (phase_ == phase::body && head_.expects_continue && head_.minor_version >= 1 && body_.empty() && !continue_sent_) {
    continue_sent_ = true;
    out += "HTTP/1.1 100 Continue\r\n\r\n";
  }
  return outcome::stop;
}

void session_core::skip_blank_lines() noexcept {
  // Some clients send a line break after a body (RFC 9112, 2.2).
  while (input_.unparsed().starts_with("\r\n")) {
    input_.parsed(2);
    input_.next_message();
  }
}

void session_core::finish(clock::time_point now, std::string& out) {
  shared_.counts.requests.add();
  auto made = decide();
  auto const keep = parser_->keep_alive();
  auto const after = !keep                      ? answer::connection::close
                     : head_.minor_version == 0 ? answer::connection::keep_http_1_0
                                                : answer::connection::keep;
  auto const head_only = asks_head_only();
  if (made.delay > std::chrono::nanoseconds::zero()) {
    delayed_.emplace(pending{std::move(made), after, head_only});
    phase_ = phase::delayed;
    return;
  }
  append(*made.reply, after, head_only, now, out);
  begin_next();
}

bool session_core::asks_head_only() const noexcept {
  return std::string_view(input_.message() + head_.method.at, head_.method.size) == "HEAD";
}

decision session_core::decide() {
  request_view request;
  std::string_view const message(input_.message(), input_.kept_size());
  request.method = message.substr(head_.method.at, head_.method.size);
  request.target = message.substr(head_.target.at, head_.target.size);
  auto& target = head_.parsed_target;
  // The bytes may have moved while the body was read.
  if (message.data() != head_parsed_at_) target.parse(request.method, request.target);
  if (target.is_asterisk()) return {{std::shared_ptr<void>(), &options_answer()}};
  request.path = target.path();
  request.query = target.query();
  request.segments = target.segments();
  request.body = body_;
  request.minor_version = head_.minor_version;
  request.bytes = message.data();
  request.headers = head_.lines;
  std::string why;
  try {
    auto made = shared_.answers->decide(request);
    if (made.reply) {
      if (!made.matched) shared_.counts.unmatched.add();
      return made;
    }
    why = "it gave no answer";
  } catch (std::exception const& error) {
    why = error.what();
  }
  return {std::make_shared<answer const>(problem_answer({500, "The answer source of the mock failed: " + why + '.'}))};
}

void session_core::resume(clock::time_point now, std::string& out) {
  auto const due = std::move(*delayed_);
  delayed_.reset();
  append(*due.what.reply, due.after, due.head_only, now, out);
  begin_next();
}

void session_core::time_out(clock::time_point now, std::string& out) {
  auto const part = phase_ == phase::body ? "body" : "header";
  shared_.counts.timed_out.add();
  append(problem_answer({408, std::string("The ") + part + " of the request took too long."}),
         answer::connection::close, asks_head_only(), now, out);
}

void session_core::refuse_for(boost::system::error_code error, clock::time_point now, std::string& out) {
  auto const& bounds = shared_.bounds;
  if (parser_->trouble()) return refuse(parser_->trouble(), now, out);
  if (error == http::error::body_limit) {
    return refuse({413, "The body is longer than " + std::to_string(bounds.max_body) + " bytes."}, now, out);
  }
  auto const unparsed = input_.unparsed();
  std::string_view const start(input_.message(),
                               static_cast<std::size_t>(unparsed.data() + unparsed.size() - input_.message()));
  if (error == http::error::header_limit) {
    if (start.substr(0, bounds.max_header).find("\r\n") == std::string_view::npos) {
      return refuse({414, "The target is longer than " + std::to_string(bounds.max_target) + " bytes."}, now, out);
    }
    return refuse({431, "The header is longer than " + std::to_string(bounds.max_header) + " bytes."}, now, out);
  }
  refuse(explain(error, start), now, out);
}

void session_core::refuse(problem const& what, clock::time_point now, std::string& out) {
  shared_.counts.malformed.add();
  append(problem_answer(what), answer::connection::close, asks_head_only(), now, out);
}

void session_core::append(answer const& reply, answer::connection after, bool head_only, clock::time_point now,
                          std::string& out) {
  if (shared_.stopping) after = answer::connection::close;
  auto const& head = reply.head_for(after);
  auto const start = out.size();
  out.append(head.bytes);
  std::memcpy(out.data() + start + head.date_at, shared_.date.text(now).data(), date_stamp::size);
  shared_.ids.write_next(out.data() + start + head.request_id_at);
  if (!head_only) out.append(reply.body());
  if (after == answer::connection::close) phase_ = phase::closing;
}

void session_core::begin_next() {
  input_.next_message();
  parser_.reset();
  head_.clear();
  body_.clear();
  if (body_.capacity() > comfortable_body) body_.shrink_to_fit();
  continue_sent_ = false;
  if (phase_ != phase::closing) phase_ = phase::idle;
}

}  // namespace dataarts::mock
