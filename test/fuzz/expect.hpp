#ifndef DATAARTS_TEST_FUZZ_EXPECT_HPP
#define DATAARTS_TEST_FUZZ_EXPECT_HPP

#include <cstdlib>
#include <iostream>
#include <string_view>

/// Ends the program, which the fuzzer reports as a finding, unless `holds`.
inline void expect(bool holds, std::string_view what, std::string_view detail = {}) {
  if (holds) return;
  std::cerr << "does not hold: " << what << ' ' << detail << std::endl;
  std::abort();
}

#endif
