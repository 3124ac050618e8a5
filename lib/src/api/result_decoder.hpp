#ifndef DATAARTS_API_RESULT_DECODER_HPP
#define DATAARTS_API_RESULT_DECODER_HPP

#include "decode_error.hpp"

#include <dataarts/script_instance.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

struct decode_limits {
  /// Depth of nested JSON.
  std::size_t max_json_depth = 64;

  /// Bytes of memory of one result. Offsets in a result have 32 bits.
  std::size_t max_result_size = std::numeric_limits<std::uint32_t>::max();
};

/// Reads the body of a 200 answer to the instance query, piece by piece as it arrives.
///
/// A decoder is used for one body after another and keeps its working memory in between. What it cannot read is an
/// error with its place; what the editions of the API disagree about is read in every known way.
class result_decoder {
 public:
  explicit result_decoder(decode_limits limits = {});
  result_decoder(result_decoder&&) noexcept;
  result_decoder& operator=(result_decoder&&) noexcept;
  ~result_decoder();

  /// Forgets what was read so far. Needed after an error or an incomplete body only.
  void reset() noexcept;

  /// The length of the body about to come, if known: saves growing the memory in steps. May be wrong.
  void content_length_hint(std::optional<std::uint64_t> bytes);

  /// Reads the next piece of the body. False on error; the decoder has to be reset then.
  bool write(std::string_view chunk, decode_error& error);

  /// Says that the body is complete. False on error; the decoder has to be reset then.
  bool finish(decode_error& error);

  /// The result, after `finish` returned true. Resets the decoder.
  script_instance take(std::string_view request_id);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace dataarts

#endif
