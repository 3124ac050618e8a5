#ifndef DATAARTS_MOCK_ANSWER_SOURCE_HPP
#define DATAARTS_MOCK_ANSWER_SOURCE_HPP

#include <dataarts/mock/account.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/answer_stream.hpp>
#include <dataarts/mock/request_view.hpp>
#include <dataarts/mock/wire_fault.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace dataarts::mock {

/// What one request gets.
struct decision {
  /// Never null. A pointer that owns nothing (made with the aliasing constructor) is right for answers that live as
  /// long as their source.
  std::shared_ptr<answer const> reply;

  /// How long to wait, on the server's clock, before the answer is sent. Later requests of the same connection wait
  /// behind it.
  std::chrono::nanoseconds delay{};

  /// False when nothing was known about the request; counted in `counters::unmatched`.
  bool matched = true;

  /// Why: what the journal says about the decision.
  account about = {};

  /// What goes wrong when the answer is sent; null: nothing. Comes after the delay.
  std::shared_ptr<wire_fault const> fault = {};

  /// What the value of `X-Request-Id` is made of; the same key gives the same id. Nothing: the next one of the
  /// connection's thread. A source that knows how often it was asked about something makes the bytes of its answers
  /// independent of other requests.
  std::optional<std::uint64_t> request_key = {};

  /// False for calls to the server itself, below `/__admin`: they are neither counted nor journaled, and their
  /// `X-Request-Id` is none of the sequence that others get.
  bool traffic = true;

  /// The body, in place of that of `reply`, which then only has a status and headers. Null: none.
  std::shared_ptr<answer_stream> stream = {};
};

/// What decides which answer a request gets: the state of the server, apart from HTTP.
class answer_source {
 public:
  answer_source() = default;
  answer_source(answer_source const&) = delete;
  answer_source& operator=(answer_source const&) = delete;
  virtual ~answer_source() = default;

  /// Decides once per request, when its last byte is read and before anything is sent. With several threads, calls come
  /// from all of them at once. An exception becomes an answer with HTTP 500.
  virtual decision decide(request_view const& request) = 0;
};

}  // namespace dataarts::mock

#endif
