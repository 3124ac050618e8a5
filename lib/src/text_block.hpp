#ifndef DATAARTS_TEXT_BLOCK_HPP
#define DATAARTS_TEXT_BLOCK_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dataarts {

/// Some characters in a row that are looked at together: sixteen where the processor can compare so many at once, eight
/// in a word elsewhere. Questions are answered by marks, of which the first one counts.
class text_block {
 public:
#if defined(__SSE2__)
  static constexpr std::ptrdiff_t size = 16;
  static constexpr bool usable = true;

  class marks {
   public:
    explicit marks(__m128i bytes) noexcept : bytes_(bytes) {}
    marks operator|(marks other) const noexcept { return marks(_mm_or_si128(bytes_, other.bytes_)); }

    /// Index of the first marked character; `size` if none is.
    std::ptrdiff_t first() const noexcept {
      constexpr std::uint32_t beyond = 1U << size;
      return std::countr_zero(static_cast<std::uint32_t>(_mm_movemask_epi8(bytes_)) | beyond);
    }

   private:
    __m128i bytes_;
  };

  explicit text_block(char const* at) noexcept : bytes_(_mm_loadu_si128(reinterpret_cast<__m128i const*>(at))) {}

  marks equal_to(char c) const noexcept { return marks(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }

  /// Control characters below the blank, and what is not ASCII: the compared bytes are signed.
  marks below_blank_or_not_ascii() const noexcept { return marks(_mm_cmplt_epi8(bytes_, _mm_set1_epi8(0x20))); }

 private:
  __m128i bytes_;
#else
  static constexpr std::ptrdiff_t size = 8;
  // Borrows go upwards, so that marks behind the first one may be wrong: the first character has to be the lowest.
  static constexpr bool usable = std::endian::native == std::endian::little;

  class marks {
   public:
    explicit marks(std::uint64_t high_bits) noexcept : high_bits_(high_bits) {}
    marks operator|(marks other) const noexcept { return marks(high_bits_ | other.high_bits_); }

    /// Index of the first marked character; `size` if none is.
    std::ptrdiff_t first() const noexcept { return std::countr_zero(high_bits_ & 0x80 * ones) / 8; }

   private:
    std::uint64_t high_bits_;
  };

  explicit text_block(char const* at) noexcept : word_(0) { std::memcpy(&word_, at, sizeof word_); }

  marks equal_to(char c) const noexcept {
    auto const zero_where_equal = word_ ^ (static_cast<unsigned char>(c) * ones);
    return marks((zero_where_equal - ones) & ~zero_where_equal);
  }

  /// Control characters below the blank, and what is not ASCII.
  marks below_blank_or_not_ascii() const noexcept { return marks((word_ - 0x20 * ones) | word_); }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101;

  std::uint64_t word_;
#endif
};

}  // namespace dataarts

#endif
