#include "plan/exact_duration.hpp"

#include "duration_text.hpp"

namespace dataarts::load {

std::optional<std::string> exact_duration(std::chrono::nanoseconds value) {
  using common::duration_units;
  auto rest = value.count();
  if (rest < 0 || value > common::longest_duration || rest % duration_units.back().length.count() != 0) {
    return std::nullopt;
  }
  if (rest == 0) return "0s";
  std::string text;
  for (auto const& unit : duration_units) {
    auto const count = rest / unit.length.count();
    rest %= unit.length.count();
    if (count != 0) text += std::to_string(count) + std::string(unit.name);
  }
  return text;
}

std::string exact_duration_text(std::chrono::nanoseconds value) {
  return exact_duration(value).value_or(std::to_string(value.count()) + "ns");
}

}  // namespace dataarts::load
