#include "session_core.hpp"

#include <dataarts/mock/documented_error.hpp>

#include "problem.hpp"
#include "spoilt_answer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <exception>

namespace dataarts::mock {
namespace {

answer const& options_answer() {
  static answer const made(200, {}, {{"Allow", "GET, HEAD, OPTIONS"}});
  return made;
}

}  // namespace

bool session_core::pump(clock::time_point now, std::string& out) {
  while (answers_on()) {
    if (out.size() >= shared_.bounds.max_unsent) return true;
    if (step(now, out) == outcome::stop) break;
  }
  return false;
}

session_core::outcome session_core::step(clock::time_point now, std::string& out) {
  switch (phase_) {
    case phase::idle:
      return begin_request();
    case phase::header:
      return read_header(now, out);
    default:
      return read_body(now, out);
  }
}

session_core::outcome session_core::begin_request() {
  skip_blank_lines();
  auto const left = input_.unparsed();
  if (left.empty() || left == "\r") {
    if (ended_) phase_ = phase::closing;
    input_.shrink();
    return outcome::stop;
  }
  phase_ = phase::header;
  ++request_number_;
  return outcome::next;
}

session_core::outcome session_core::read_header(clock::time_point now, std::string& out) {
  auto const left = input_.unparsed();
  std::string_view const message(input_.message(), static_cast<std::size_t>(left.end() - input_.message()));
  auto const read = header_.read(message, input_.kept_size());
  input_.parsed(read.taken);
  input_.keep_parsed();
  if (header_.trouble()) return refuse(header_.trouble(), now, out);
  if (!read.complete) return need_more();
  target_parsed_at_ = input_.message();
  if (body_.begin(head_)) {
    finish(now, out);
  } else {
    phase_ = phase::body;
  }
  return outcome::next;
}

session_core::outcome session_core::read_body(clock::time_point now, std::string& out) {
  auto const read = body_.read(input_.unparsed());
  input_.parsed(read.taken);
  if (body_.trouble()) return refuse(body_.trouble(), now, out);
  if (read.complete) {
    finish(now, out);
    return outcome::next;
  }
  auto const waits = head_.expects_continue && head_.minor_version >= 1 && !continue_sent_ && body_.body().empty();
  if (waits && !ended_) {
    continue_sent_ = true;
    out += "HTTP/1.1 100 Continue\r\n\r\n";
  }
  return need_more();
}

session_core::outcome session_core::need_more() {
  if (ended_) {
    shared_.counts.malformed.add();
    phase_ = phase::closing;
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
  auto const keep = head_.keeps_connection() && !(is_last_request() && shared_.close_after.announced);
  auto const after = !keep                      ? answer::connection::close
                     : head_.minor_version == 0 ? answer::connection::keep_http_1_0
                                                : answer::connection::keep;
  pending made{decide(now), after, asks_head_only()};
  if (made.what.traffic) shared_.counts.requests.add();
  if (made.what.stream && !made.head_only) return begin_stream(std::move(made), now, out);
  if (made.what.delay > std::chrono::nanoseconds::zero()) {
    delayed_.emplace(std::move(made));
    phase_ = phase::delayed;
    return;
  }
  send(made, now, out);
}

bool session_core::asks_head_only() const noexcept {
  return std::string_view(input_.message() + head_.method.at, head_.method.size) == "HEAD";
}

decision session_core::decide(clock::time_point now) {
  request_view request;
  auto made = decide(request);
  if (shared_.log && made.traffic) record(request, made, now);
  return made;
}

void session_core::record(request_view const& request, decision const& made, clock::time_point now) {
  if (connection_ == 0) connection_ = shared_.log->next_connection();
  shared_.log->record(request, made, {connection_, request_number_, shared_.service_time(now)});
}

decision session_core::decide(request_view& request) {
  std::string_view const message(input_.message(), input_.kept_size());
  request.method = message.substr(head_.method.at, head_.method.size);
  request.target = message.substr(head_.target.at, head_.target.size);
  auto& target = head_.parsed_target;
  // The bytes may have moved while the body was read.
  if (message.data() != target_parsed_at_) target.parse(request.method, request.target);
  request.bytes = message.data();
  request.headers = head_.lines;
  if (target.is_asterisk()) return {{std::shared_ptr<void>(), &options_answer()}};
  request.path = target.path();
  request.query = target.query();
  request.segments = target.segments();
  request.body = body_.body();
  request.minor_version = head_.minor_version;
  std::string why;
  try {
    auto made = shared_.answers->decide(request);
    if (made.reply) {
      if (!made.matched) note_unknown(made);
      return made;
    }
    why = "it gave no answer";
  } catch (std::exception const& error) {
    why = error.what();
  }
  return {std::make_shared<answer const>(problem_answer({500, "The answer source of the mock failed: " + why + '.'}))};
}

void session_core::note_unknown(decision& made) {
  shared_.counts.unmatched.add();
  if (shared_.unknown == unknown_requests::strict) return;
  static auto const absent = make_answer(documented_error::no_api);
  made.reply = {std::shared_ptr<void>(), &absent};
}

void session_core::begin_stream(pending made, clock::time_point now, std::string& out) {
  auto const chunked = head_.minor_version > 0;
  if (!chunked) made.after = answer::connection::close;
  auto const start = out.size();
  append(*made.what.reply, made.after, true, now, out, made.what.request_key, made.what.traffic);
  constexpr std::string_view length = "Content-Length: 0\r\n";
  auto const at = out.find(length, start);
  if (at != std::string::npos) out.replace(at, length.size(), chunked ? "Transfer-Encoding: chunked\r\n" : "");
  delayed_.emplace(std::move(made));
  quiet_ = 0;
  phase_ = phase::delayed;
  stream_on(out);
}

void session_core::stream_on(std::string& out) {
  // A blank line now and then, which readers of lines skip, shows whether the client is still there.
  constexpr unsigned most_quiet = 150;
  auto text = delayed_->what.stream->take();
  quiet_ = text.empty() ? quiet_ + 1 : 0;
  if (quiet_ == most_quiet) {
    text = "\n";
    quiet_ = 0;
  }
  auto const chunked = head_.minor_version > 0;
  if (!text.empty() && chunked) {
    std::array<char, 16> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(text).append("\r\n");
  } else {
    out += text;
  }
  if (!shared_.stopping) return;
  if (chunked) out += "0\r\n\r\n";
  delayed_.reset();
  phase_ = phase::closing;
}

void session_core::resume(clock::time_point now, std::string& out) {
  if (drip_) return drip_on(out);
  if (streams()) return stream_on(out);
  auto const due = std::move(*delayed_);
  delayed_.reset();
  send(due, now, out);
}

void session_core::send(pending const& what, clock::time_point now, std::string& out) {
  auto const start = out.size();
  append(*what.what.reply, what.after, what.head_only, now, out, what.what.request_key, what.what.traffic);
  begin_next();
  if (is_last_request()) phase_ = phase::closing;
  if (what.what.fault) carry_out(*what.what.fault, start, out);
}

void session_core::carry_out(wire_fault const& fault, std::size_t start, std::string& out) {
  shared_.counts.faults.add();
  spoil(fault, out, start);
  switch (fault.what()) {
    case wire_fault::form::wrong_length:
      owes_ = fault.by() > 0;
      return;
    case wire_fault::form::stall:
      phase_ = phase::stalled;
      return;
    case wire_fault::form::drip: {
      auto const piece = static_cast<std::size_t>(std::min<std::uint64_t>(fault.bytes(), out.size() - start));
      drip_ = std::make_unique<drip>(drip{out.substr(start), 0, piece, fault.interval(), phase_});
      out.resize(start);
      return drip_on(out);
    }
    default:
      phase_ = fault.how() == wire_fault::ending::rst ? phase::broken : phase::closing;
      return;
  }
}

void session_core::drip_on(std::string& out) {
  auto const piece = std::min(drip_->piece, drip_->answer.size() - drip_->sent);
  out.append(drip_->answer, drip_->sent, piece);
  drip_->sent += piece;
  phase_ = phase::delayed;
  if (drip_->sent < drip_->answer.size()) return;
  phase_ = drip_->then;
  drip_.reset();
}

void session_core::time_out(clock::time_point now, std::string& out) {
  auto const part = phase_ == phase::body ? "body" : "header";
  shared_.counts.timed_out.add();
  append(problem_answer({408, std::string("The ") + part + " of the request took too long."}),
         answer::connection::close, asks_head_only(), now, out);
}

session_core::outcome session_core::refuse(problem const& what, clock::time_point now, std::string& out) {
  shared_.counts.malformed.add();
  append(problem_answer(what), answer::connection::close, asks_head_only(), now, out);
  return outcome::stop;
}

void session_core::append(answer const& reply, answer::connection after, bool head_only, clock::time_point now,
                          std::string& out, std::optional<std::uint64_t> request_key, bool traffic) {
  if (shared_.stopping) after = answer::connection::close;
  auto const& head = reply.head_for(after);
  auto const start = out.size();
  out.append(head.bytes);
  std::memcpy(out.data() + start + head.date_at, shared_.date.text(shared_.service_time(now)).data(), date_stamp::size);
  if (request_key) {
    request_ids::write(out.data() + start + head.request_id_at, *request_key);
  } else {
    (traffic ? shared_.ids : shared_.admin_ids).write_next(out.data() + start + head.request_id_at);
  }
  if (!head_only) {
    auto const body_at = out.size();
    out.append(reply.body());
    if (auto const id_at = reply.request_id_in_body()) {
      std::memcpy(out.data() + body_at + *id_at, out.data() + start + head.request_id_at, request_ids::size);
    }
  }
  if (after == answer::connection::close) phase_ = phase::closing;
}

void session_core::begin_next() {
  input_.next_message();
  head_.clear();
  body_.clear();
  continue_sent_ = false;
  if (phase_ != phase::closing) phase_ = phase::idle;
}

}  // namespace dataarts::mock
