#ifndef DATAARTS_TEST_FUZZ_EXPECT_HPP
#define DATAARTS_TEST_FUZZ_EXPECT_HPP

#include <cstdio>
#include <cstdlib>
#include <string_view>

/// Ends the program, which the fuzzer reports as a finding, unless `holds`.
inline void expect(bool holds, char const* what, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s %.*s\n", what, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

#endif
