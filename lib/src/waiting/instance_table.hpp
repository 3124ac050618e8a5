#ifndef DATAARTS_WAITING_INSTANCE_TABLE_HPP
#define DATAARTS_WAITING_INSTANCE_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dataarts::waiting {

/// What the scheduler keeps of each instance. Times are in ticks of the scheduler.
struct instance_state {
  std::uint32_t added = 0;
  std::uint32_t looked = 0;  // at the last look that found the run going; before the first one, when it was added
  std::uint32_t script = 0;
  std::uint8_t version = 0;   // of what was known about the script when the next look was planned
  std::uint8_t failures = 0;  // in a row
  std::uint8_t mark = 0;      // the caller's
  std::uint8_t place = 0;
};
static_assert(sizeof(instance_state) == 16);

/// Instances by number. Grows by pieces, so that there is never a half of it unused, and nothing is copied.
class instance_table {
 public:
  std::uint32_t add(instance_state const& added) {
    if (size_ % piece_size == 0) pieces_.push_back(std::make_unique<instance_state[]>(piece_size));
    auto const index = size_++;
    (*this)[index] = added;
    return index;
  }

  instance_state& operator[](std::uint32_t index) noexcept { return pieces_[index / piece_size][index % piece_size]; }
  instance_state const& operator[](std::uint32_t index) const noexcept {
    return pieces_[index / piece_size][index % piece_size];
  }

  std::uint32_t size() const noexcept { return size_; }

  std::size_t memory_size() const noexcept {
    return pieces_.size() * piece_size * sizeof(instance_state) + pieces_.capacity() * sizeof(pieces_[0]);
  }

 private:
  static constexpr std::uint32_t piece_size = 4096;

  std::vector<std::unique_ptr<instance_state[]>> pieces_;
  std::uint32_t size_ = 0;
};

}  // namespace dataarts::waiting

#endif
