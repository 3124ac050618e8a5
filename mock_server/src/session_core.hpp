#ifndef DATAARTS_MOCK_SESSION_CORE_HPP
#define DATAARTS_MOCK_SESSION_CORE_HPP

#include <dataarts/mock/options.hpp>

#include "body_reader.hpp"
#include "date_stamp.hpp"
#include "header_reader.hpp"
#include "input_buffer.hpp"
#include "message_head.hpp"
#include "request_ids.hpp"

#include "tally.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dataarts::mock {

/// What the sessions of one thread share.
struct core_environment {
  core_environment(options const& settings, std::shared_ptr<clock> source, std::uint64_t seed)
      : bounds(settings.limits),
        close_after(settings.close_after),
        unknown(settings.unknown),
        answers(settings.answers),
        log(settings.journal),
        time(source),
        own_wire_clock(settings.wire_clock && settings.wire_clock != source),
        date(std::move(source)),
        ids(seed),
        admin_ids(~seed) {}

  /// The time of the mocked service.
  /// @param now  on the wire's clock, which is the same most of the time
  clock::time_point service_time(clock::time_point now) const { return own_wire_clock ? time->now() : now; }

  mock::limits bounds;
  mock::close_after close_after;
  unknown_requests unknown;
  std::shared_ptr<answer_source> answers;
  std::shared_ptr<journal> log;  ///< may be null
  std::shared_ptr<clock> time;
  bool own_wire_clock;
  date_stamp date;
  request_ids ids;
  request_ids admin_ids;  ///< of answers that are no traffic, so that looking at a server does not change its answers
  tally counts;
  bool stopping = false;  ///< every further answer is the last one of its connection
};

/// HTTP/1.1 of one connection without the connection: bytes in, bytes out.
///
/// What was read goes in by `prepare` and `commit`; `pump` appends the answers to all whole requests to the output. It
/// knows no socket and waits for nothing.
class session_core {
 public:
  enum class phase {
    idle,     ///< nothing of the next request is read
    header,   ///< the header is read in part
    body,     ///< the header is read, the body in part
    delayed,  ///< the answer is decided and waits for `delay()` to pass
    closing,  ///< nothing more will be answered; close after the output
    stalled,  ///< nothing more will be answered or closed; the client has to end the connection
    broken,   ///< nothing more will be answered; reset when the output has reached the client's system
  };

  explicit session_core(core_environment& shared)
      : shared_(shared), header_(head_, shared.bounds), body_(shared.bounds) {}

  /// Room for the next read.
  std::pair<char*, std::size_t> prepare() { return input_.prepare(shared_.bounds.max_header + body_window); }
  void commit(std::size_t read) noexcept {
    input_.commit(read);
    owes_ = false;
  }

  /// Whether the client was promised more bytes than it got, and will get none.
  bool owes() const noexcept { return owes_; }

  /// The client will send no more.
  void end_of_input() noexcept { ended_ = true; }

  /// Answers what can be answered. True: it stopped because `limits::max_unsent` is reached; call it again when the
  /// output is sent. Otherwise it needs more input, or is delayed or closing.
  bool pump(clock::time_point now, std::string& out);

  /// The delay has passed: appends the answer, or its next piece. `pump` goes on with what follows it.
  void resume(clock::time_point now, std::string& out);

  /// The client took too long over a header or body: appends 408.
  void time_out(clock::time_point now, std::string& out);

  session_core::phase phase() const noexcept { return phase_; }
  std::chrono::nanoseconds delay() const noexcept {
    return drip_ ? drip_->interval : streams() ? answer_stream::interval : delayed_->what.delay;
  }

  /// Whether the delay is one of the wire, not of the mocked service.
  bool streams() const noexcept { return delayed_ && delayed_->what.stream; }

  /// Counts the requests, so that two of them in the same phase can be told apart.
  std::uint64_t request_number() const noexcept { return request_number_; }

  /// Whether all that was sent is read, so that closing loses nothing.
  bool input_ended() const noexcept { return ended_; }

 private:
  enum class outcome { next, stop };

  // Room for the body behind the longest header: what one read takes at most.
  static constexpr std::size_t body_window = 16 * 1024;

  struct pending {
    decision what;
    answer::connection after;
    bool head_only;
  };

  // What is left of an answer that is sent in pieces.
  struct drip {
    std::string answer;
    std::size_t sent;
    std::size_t piece;
    std::chrono::nanoseconds interval;
    enum phase then;  // when all is sent
  };

  outcome step(clock::time_point now, std::string& out);
  outcome begin_request();
  outcome read_header(clock::time_point now, std::string& out);
  outcome read_body(clock::time_point now, std::string& out);
  outcome need_more();
  outcome refuse(problem const& what, clock::time_point now, std::string& out);
  void skip_blank_lines() noexcept;
  void finish(clock::time_point now, std::string& out);
  bool asks_head_only() const noexcept;
  decision decide(clock::time_point now);
  decision decide(request_view& request);
  void note_unknown(decision& made);
  void record(request_view const& request, decision const& made, clock::time_point now);
  bool answers_on() const noexcept { return phase_ < phase::delayed; }
  void send(pending const& what, clock::time_point now, std::string& out);
  void carry_out(wire_fault const& fault, std::size_t start, std::string& out);
  void drip_on(std::string& out);
  void append(answer const& reply, answer::connection after, bool head_only, clock::time_point now, std::string& out,
              std::optional<std::uint64_t> request_key = std::nullopt, bool traffic = true);
  void begin_stream(pending made, clock::time_point now, std::string& out);
  void stream_on(std::string& out);
  void begin_next();
  bool is_last_request() const noexcept {
    return shared_.close_after.requests != 0 && request_number_ >= shared_.close_after.requests;
  }

  core_environment& shared_;
  input_buffer input_;
  message_head head_;
  header_reader header_;
  body_reader body_;
  std::optional<pending> delayed_;
  std::unique_ptr<drip> drip_;
  unsigned quiet_ = 0;  // how often in a row a stream had nothing
  char const* target_parsed_at_ = nullptr;
  std::uint64_t request_number_ = 0;
  std::uint64_t connection_ = 0;  // in the journal; 0: not in it yet
  enum phase phase_ = phase::idle;
  bool ended_ = false;
  bool owes_ = false;
  bool continue_sent_ = false;
};

}  // namespace dataarts::mock

#endif
