#ifndef DATAARTS_CLI_TURN_QUEUE_HPP
#define DATAARTS_CLI_TURN_QUEUE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dataarts::cli {

/// Brings texts that come in any order into their order, however many wait for their turn: what is beyond `most_memory`
/// is kept in a temporary file, which has no name and ends with the program. If there can be no such file, all stay in
/// memory.
class turn_queue {
 public:
  explicit turn_queue(std::size_t most_memory = std::size_t{32} * 1024 * 1024) noexcept : most_memory_(most_memory) {}
  turn_queue(turn_queue const&) = delete;
  turn_queue& operator=(turn_queue const&) = delete;
  ~turn_queue();

  bool is_next(std::uint64_t index) const noexcept { return index == first_; }

  /// The next one does not come here.
  void skip() noexcept { ++first_; }

  void put(std::uint64_t index, std::string text);

  /// The next one in order, if it is there. Throws `std::runtime_error` if the file cannot be read.
  std::optional<std::string> take();

  /// The next one in order that is there, whatever is missing before it. For the end, when nothing follows.
  std::optional<std::string> take_any();

  std::size_t memory() const noexcept { return memory_; }

 private:
  struct place {
    std::int64_t offset = in_memory;
    std::uint64_t size = 0;
    std::string text;
  };
  static constexpr std::int64_t in_memory = -1;

  bool write_out(std::string_view text, place& into);
  std::string read_back(place const& from) const;

  std::size_t most_memory_;
  std::size_t memory_ = 0;
  std::uint64_t first_ = 0;
  std::unordered_map<std::uint64_t, place> held_;
  int file_ = -1;
  bool no_file_ = false;
  std::int64_t file_size_ = 0;
};

}  // namespace dataarts::cli

#endif
