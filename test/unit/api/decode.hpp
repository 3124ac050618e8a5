#ifndef DATAARTS_TEST_UNIT_API_DECODE_HPP
#define DATAARTS_TEST_UNIT_API_DECODE_HPP

#include "api/result_decoder.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// What a decoder made of a body: an instance or an error.
struct decoded {
  std::optional<dataarts::script_instance> instance;
  dataarts::decode_error error;

  dataarts::script_instance const& operator*() const { return instance.value(); }
  dataarts::script_instance const* operator->() const { return &instance.value(); }
};

/// Feeds a body to `decoder` in pieces of the sizes that `next_size` gives. Each piece lies in memory of its own size,
/// so that a sanitizer sees a read beyond it.
inline decoded decode_pieces(dataarts::result_decoder& decoder, std::string_view body,
                             std::function<std::size_t()> const& next_size) {
  decoded outcome;
  while (!body.empty()) {
    auto const size = std::min(std::max<std::size_t>(next_size(), 1), body.size());
    auto const piece = std::make_unique<char[]>(size);
    std::copy_n(body.data(), size, piece.get());
    if (!decoder.write({piece.get(), size}, outcome.error)) {
      decoder.reset();
      return outcome;
    }
    body.remove_prefix(size);
  }
  if (!decoder.finish(outcome.error)) {
    decoder.reset();
    return outcome;
  }
  outcome.instance = decoder.take("request-1");
  return outcome;
}

/// Decodes a body that comes in pieces of `piece` bytes; as a whole if that is 0.
inline decoded decode(std::string_view body, std::size_t piece = 0, dataarts::decode_limits limits = {}) {
  dataarts::result_decoder decoder(limits);
  return decode_pieces(decoder, body, [&] { return piece == 0 ? body.size() : piece; });
}

/// `{"status":"FINISHED","results":[{MEMBERS}]}`
inline std::string answer_with(std::string_view members) {
  return R"({"status":"FINISHED","results":[{)" + std::string(members) + "}]}";
}

/// An answer with one row of these cells.
inline std::string answer_with_cells(std::string_view cells) {
  return answer_with(R"("rows":[[)" + std::string(cells) + "]]");
}

#endif
