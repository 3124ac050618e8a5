#include "../../unit/cli/temporary_file.hpp"
#include "program.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(memory)

namespace {

// Sanitizers keep freed memory for a while, so the process's size says nothing there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_is_telling = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool memory_is_telling = false;
#else
constexpr bool memory_is_telling = true;
#endif
#else
constexpr bool memory_is_telling = true;
#endif

long peak_memory(std::string const& url, std::string const& output, int count) {
  std::string references;
  for (int i = 0; i < count; ++i) {
    references += "{\"script\":\"dwsscript\",\"instance\":\"a1ad-448a-9d56-4154193d49c5\"}\n";
  }
  temporary_file const file(references);
  auto options = for_endpoint(url);
  options.output_file = "/dev/null";
  program run(DATAARTS_PROGRAM, {"query", "--from", file.path(), "--output", output}, options);
  BOOST_TEST(run.wait() == 0);
  return run.peak_memory();
}

// A reference that was kept would take 130 bytes, an answer 1 KiB: 20,000 of them 2.6 MB and 20 MB.
BOOST_AUTO_TEST_CASE(does_not_grow_with_the_number_of_references) {
  mock_program const mock;
  for (std::string const output : {"json", "jsonl", "csv", "table"}) {
    BOOST_TEST_CONTEXT(output) {
      auto const few = peak_memory(mock.url(), output, 4'000);
      auto const many = peak_memory(mock.url(), output, 24'000);
      constexpr long most_growth = 1024;
      if (memory_is_telling) BOOST_TEST(many - few < most_growth);
      constexpr long most = 32 * 1024;
      if (memory_is_telling) BOOST_TEST(many < most);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
