#ifndef DATAARTS_LOAD_COMMAND_UNHINDERED_OUTPUT_HPP
#define DATAARTS_LOAD_COMMAND_UNHINDERED_OUTPUT_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::load {

/// Writes to a descriptor and never waits for its reader: what does not fit is kept and comes first the next time.
/// That there is room, as poll tells, is not enough to know: a write of more than that would wait. And the descriptor
/// cannot be made non-blocking, since others share it. So a pipe or terminal is opened once more, for this alone.
///
/// Not for several threads at once. Failures are ignored: what is written here is of use to a person only.
class unhindered_output {
 public:
  /// Nothing is added to more than that, which a reader did not take.
  static constexpr std::size_t most_kept = std::size_t{64} * 1024;

  /// The descriptor has to outlive it.
  explicit unhindered_output(int descriptor) noexcept : descriptor_(descriptor) {}
  ~unhindered_output();
  unhindered_output(unhindered_output const&) = delete;
  unhindered_output& operator=(unhindered_output const&) = delete;

  /// Begins to write a text, unless an earlier one is not written yet: then false, and it is left out.
  bool offer(std::string_view text);

  /// Writes a text after all that is kept. It is left out only if too much is kept already.
  void keep(std::string_view text);

  /// Writes what is taken at once. True if nothing is left.
  bool flush();

  /// The same, and waits for the reader so long.
  bool flush_within(std::chrono::milliseconds patience);

  /// Forgets what is kept.
  void discard() noexcept { rest_.clear(); }

 private:
  enum class kind : std::uint8_t { unknown, never_waits, reopened, socket, polled };

  void find_kind() noexcept;
  bool write_some();
  long write_once(std::string_view text) const noexcept;

  int descriptor_;
  int own_ = -1;
  kind kind_ = kind::unknown;
  std::size_t largest_write_ = 1;
  std::string rest_;
};

}  // namespace dataarts::load

#endif
