#ifndef DATAARTS_HTTP_GZIP_READER_HPP
#define DATAARTS_HTTP_GZIP_READER_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace dataarts::http {

/// Unpacks a body of `Content-Encoding: gzip` (RFC 1952, one member or several) piece by piece.
///
/// Made once and used for one body after another: its memory, about 60 KiB, is allocated with the first piece of the
/// first body and kept.
class gzip_reader {
 public:
  enum class problem : std::uint8_t {
    none,
    broken,     ///< not gzip, or damaged
    cut_off,    ///< it ends too early
    surplus,    ///< bytes follow that are not another member
    too_large,  ///< unpacked it is larger than the limit
  };

  gzip_reader();
  ~gzip_reader();

  /// Before each body.
  /// @param limit  bytes of the unpacked body, at most. Nothing else tells a bomb: a table whose columns never change
  /// comes as near to deflate's 1032 to 1 as that does.
  void begin(std::uint64_t limit) noexcept;

  /// Takes a piece; what can be unpacked is given by `unpack` until that is empty.
  void take(std::string_view piece) noexcept;

  /// The next unpacked bytes, valid until the next call; empty when more input is needed or there is a problem.
  std::string_view unpack();

  /// The body is complete: no problem if it ended where a member does. An empty body is fine.
  problem finish() noexcept;

  problem what() const noexcept { return problem_; }

  /// The reason in words, e.g. "gzip: it ends too early".
  static char const* to_text(problem which) noexcept;

 private:
  struct state;

  std::string_view fail(problem what) noexcept;

  std::unique_ptr<state> state_;
  std::string_view input_;
  std::uint64_t limit_ = 0;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
  bool in_member_ = false;
  problem problem_ = problem::none;
};

}  // namespace dataarts::http

#endif
