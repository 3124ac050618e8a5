#include "text_block.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

BOOST_AUTO_TEST_SUITE(text_block_test)

using dataarts::text_block;

BOOST_AUTO_TEST_CASE(the_first_marked_character_is_found_whatever_it_is_and_wherever_it_stands) {
  if constexpr (!text_block::usable) return;
  constexpr auto size = static_cast<std::size_t>(text_block::size);
  for (int byte = 0; byte < 256; ++byte) {
    auto const c = static_cast<char>(byte);
    bool const outside = byte < 0x20 || byte >= 0x80;
    for (std::size_t place = 0; place < size; ++place) {
      std::string text(size, c == 'a' ? 'b' : 'a');
      text[place] = c;
      // What comes later changes nothing, be it marked or close to that.
      for (auto const later : {'a', '\x00', '!', '\x7f', '\xff', c}) {
        if (place + 1 < size) text[place + 1] = later;
        text_block const block(text.data());
        BOOST_TEST_INFO("byte " << byte << " at " << place << ", then " << static_cast<int>(later));
        BOOST_TEST(block.equal_to(c).first() == static_cast<std::ptrdiff_t>(place));
        auto const found = block.below_blank_or_not_ascii().first();
        BOOST_TEST((found == static_cast<std::ptrdiff_t>(place)) == outside);
        auto const either = (block.below_blank_or_not_ascii() | block.equal_to(c)).first();
        BOOST_TEST(either == static_cast<std::ptrdiff_t>(place));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(without_a_marked_character_the_size_is_said) {
  if constexpr (!text_block::usable) return;
  std::string const text(static_cast<std::size_t>(text_block::size), '~');
  text_block const block(text.data());
  BOOST_TEST(block.equal_to('"').first() == text_block::size);
  BOOST_TEST(block.below_blank_or_not_ascii().first() == text_block::size);
}

BOOST_AUTO_TEST_SUITE_END()
