// histograms: what the judge asks of our histograms. Reads lines from standard input and answers each with a line.
//   values VALUE:TIMES ...   records them
//   hdr BASE64               reads them, in the format V2
// An answer: BASE64 COUNT MIN MAX MEAN DEVIATION, then the values at the percentiles that the arguments name; or
// "error".
#include "histogram/hdr_v2.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string answer(std::string const& line, std::vector<double> const& percentiles) {
  using dataarts::load::hdr_histogram;
  std::istringstream words(line);
  std::string kind;
  words >> kind;
  hdr_histogram some;
  if (kind == "values") {
    std::int64_t value = 0;
    std::uint64_t times = 0;
    for (char colon = 0; words >> value >> colon >> times;) some.record(value, times);
  } else {
    std::string text;
    words >> text;
    try {
      some = dataarts::load::decode_hdr_v2_base64(text);
    } catch (dataarts::load::hdr_error const& e) {
      return fmt::format("error {}: {}", to_string(e.code()), e.what());
    }
  }
  auto made = fmt::format("{} {} {} {} {} {}", dataarts::load::encode_hdr_v2_base64(some), some.count(), some.min(),
                          some.max(), some.mean(), some.standard_deviation());
  for (auto const each : percentiles) made += fmt::format(" {}", some.value_at_percentile(each));
  return made;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<double> percentiles;
  for (int i = 1; i < count; ++i) percentiles.push_back(std::strtod(arguments[i], nullptr));
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line, percentiles) << '\n' << std::flush;
}
