#ifndef DATAARTS_WAITING_AGE_SCALE_HPP
#define DATAARTS_WAITING_AGE_SCALE_HPP

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace dataarts::waiting {

/// Ages of runs in classes that are 6 to 13 % wide: eight per octave, from an eighth of a second to 36 hours. The first
/// class begins at 0, the last one has no end.
class age_scale {
 public:
  static constexpr std::size_t classes = 1 + 20 * 8;

  /// The class of an age in seconds. Read off the bits of the number, without a logarithm: its exponent and the first
  /// three digits behind it.
  static constexpr std::size_t class_of(float age) noexcept {
    if (!(age >= least)) return 0;
    return std::min<std::size_t>((std::bit_cast<std::uint32_t>(age) >> shift) - first + 1, classes - 1);
  }

  /// Where a class begins, in seconds.
  static constexpr float begin_of(std::size_t index) noexcept { return made_of(index); }

  /// Where it ends; the last class as if there was one more.
  static constexpr float end_of(std::size_t index) noexcept { return made_of(index + 1); }

 private:
  static constexpr float least = 0.125F;
  static constexpr unsigned shift = 20;
  static constexpr std::uint32_t first = std::bit_cast<std::uint32_t>(least) >> shift;

  static constexpr float made_of(std::size_t index) noexcept {
    return index == 0 ? 0.0F : std::bit_cast<float>((first + static_cast<std::uint32_t>(index) - 1) << shift);
  }
};

}  // namespace dataarts::waiting

#endif
