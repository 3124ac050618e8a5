#include "journal/seconds_text.hpp"

#include <cstdint>

namespace dataarts::mock::journals {

std::string seconds_text(std::chrono::nanoseconds what) {
  constexpr std::uint64_t second = 1'000'000'000;
  auto const negative = what.count() < 0;
  auto const size =
      negative ? std::uint64_t{0} - static_cast<std::uint64_t>(what.count()) : static_cast<std::uint64_t>(what.count());
  auto decimals = std::to_string(second + size % second).substr(1);
  while (decimals.size() > 3 && decimals.back() == '0') decimals.pop_back();
  return (negative ? "-" : "") + std::to_string(size / second) + '.' + decimals + 's';
}

}  // namespace dataarts::mock::journals
