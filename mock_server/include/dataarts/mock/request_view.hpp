#ifndef DATAARTS_MOCK_REQUEST_VIEW_HPP
#define DATAARTS_MOCK_REQUEST_VIEW_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dataarts::mock {

/// A whole request, as `answer_source` sees it. Everything points into the session's buffers and is valid only during
/// the call.
class request_view {
 public:
  /// Where a header line lies in the bytes of the message, as sent.
  struct header_position {
    std::uint32_t name_at;
    std::uint32_t name_size;
    std::uint32_t value_at;
    std::uint32_t value_size;
  };

  std::string_view method;                     ///< as sent; methods are case-sensitive
  std::string_view target;                     ///< as sent: `/path?query`, `http://host/path` or `*`
  std::string_view path;                       ///< the path of the target, still percent-encoded, without the query
  std::string_view query;                      ///< what follows the `?`, still percent-encoded
  std::span<std::string_view const> segments;  ///< the path cut at each `/`, each part percent-decoded
  std::string_view body;                       ///< without the chunked framing
  int minor_version = 1;                       ///< of HTTP/1

  char const* bytes = nullptr;               ///< what the positions in `headers` refer to
  std::span<header_position const> headers;  ///< in the order sent

  std::string_view name(header_position const& at) const noexcept { return {bytes + at.name_at, at.name_size}; }
  std::string_view value(header_position const& at) const noexcept { return {bytes + at.value_at, at.value_size}; }

  /// The first header of that name, in any case, if there is one.
  std::optional<std::string_view> header(std::string_view wanted) const noexcept;
};

}  // namespace dataarts::mock

#endif
