#ifndef DATAARTS_APPS_OUTPUT_STREAM_HPP
#define DATAARTS_APPS_OUTPUT_STREAM_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace dataarts::apps {

class write_patience;

/// Writes to a descriptor and remembers the first failure; what is written after that is dropped. The writes block:
/// a slow reader slows the queries down instead of filling the memory.
class output_stream {
 public:
  /// Waits for the reader as long as it takes.
  explicit output_stream(int descriptor) noexcept : descriptor_(descriptor) {}

  /// Gives up when the patience ends, which is a failure. The patience must outlive this.
  output_stream(int descriptor, write_patience& patience) noexcept;

  /// Writes everything and empties `text`, keeping its memory.
  void write(std::string& text);

  bool broken() const noexcept { return static_cast<bool>(error_); }

  /// Nothing was wrong but that the reader closed its end.
  bool reader_gone() const noexcept { return error_ == std::errc::broken_pipe; }

  /// What went wrong, in words for a person.
  std::string problem() const;

 private:
  int descriptor_;
  write_patience* patience_ = nullptr;
  std::size_t largest_write_ = static_cast<std::size_t>(-1) / 2;
  std::error_code error_;
};

}  // namespace dataarts::apps

#endif
