#include "command/distinct_files.hpp"

#include "usage_error.hpp"

#include "../result/sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <optional>
#include <string>

BOOST_AUTO_TEST_SUITE(load_distinct_files)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

/// Of two outputs.
std::string refusal_of(fs::path const& one, fs::path const& other) {
  distinct_files files;
  files.write("--out", one);
  try {
    files.write("--csv", other);
  } catch (dataarts::apps::usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_path_for_two_outputs_is_refused) {
  folder const here;
  auto const file = (here / "x").string();
  BOOST_TEST(refusal_of(file, file) ==
             "--csv: " + file + " is the file of --out, too, and would replace it: give each a file of its own");
  BOOST_TEST(refusal_of(file, here / "y") == "accepted");
  write_text(file, "");
  BOOST_TEST(refusal_of(file, file).starts_with("--csv: "));
  BOOST_TEST(refusal_of(file, here / "y") == "accepted");
}

BOOST_AUTO_TEST_CASE(other_spellings_of_a_path_are_the_same_file) {
  folder const here;
  fs::create_directory(here / "sub");
  fs::create_directory_symlink(here / "sub", here / "link");
  fs::create_symlink("x", here / "sub" / "to-x");
  // Before the file is there, and when it is.
  for (auto const there : {false, true}) {
    if (there) write_text(here / "sub" / "x", "");
    for (auto const* const other : {"sub/./x", "sub/../sub/x", "link/x", "sub/to-x", "link/to-x"}) {
      BOOST_TEST(refusal_of(here / "sub/x", here / other).starts_with("--csv: "), other << ' ' << there);
    }
    BOOST_TEST(refusal_of(here / "sub/x", here / "x") == "accepted");
  }
  fs::create_hard_link(here / "sub/x", here / "hard");
  BOOST_TEST(refusal_of(here / "sub/x", here / "hard").starts_with("--csv: "));
  BOOST_TEST(refusal_of("x", "./x").starts_with("--csv: "));
  BOOST_TEST(refusal_of("x", fs::current_path() / "x").starts_with("--csv: "));
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_may_be_written_twice) {
  BOOST_TEST(refusal_of("/dev/null", "/dev/null") == "accepted");
}

BOOST_AUTO_TEST_CASE(what_is_read_is_not_written) {
  folder const here;
  write_text(here / "plan.json", "");
  distinct_files files;
  files.read("--plan", here / "plan.json");
  files.write("--out", std::nullopt);
  BOOST_CHECK_THROW(files.write("--out", here / "plan.json"), dataarts::apps::usage_error);
  BOOST_CHECK_NO_THROW(files.write("--out", here / "result.jsonl"));
}

BOOST_AUTO_TEST_SUITE_END()
