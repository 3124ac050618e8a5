#ifndef DATAARTS_MOCK_ANSWER_STREAM_HPP
#define DATAARTS_MOCK_ANSWER_STREAM_HPP

#include <chrono>
#include <string>

namespace dataarts::mock {

/// The body of an answer that has no end: it is sent as it comes, in chunks, until its client or the server goes.
class answer_stream {
 public:
  answer_stream() = default;
  answer_stream(answer_stream const&) = delete;
  answer_stream& operator=(answer_stream const&) = delete;
  virtual ~answer_stream() = default;

  /// What has come since the last call; empty: nothing. Called on one thread at a time, every `interval`.
  virtual std::string take() = 0;

  static constexpr std::chrono::milliseconds interval{100};  ///< on `options::wire_clock`
};

}  // namespace dataarts::mock

#endif
