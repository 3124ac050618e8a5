#include "record_command.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_record_command)

namespace {

namespace program = dataarts::mock::program;

// Where the folder is none: with one it would serve until a signal comes.
program::verb_outcome record_into(std::string const& out) {
  return program::run_record({"--upstream", "http://127.0.0.1:1", "--out", out}, [](std::string const&) {});
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_cannot_be_written_to_is_told_at_the_start) {
  test::folder in;
  auto const file = in.write("file", "x");
  for (auto const& out : {file, file + "/below"}) {
    auto const told = record_into(out);
    BOOST_TEST(told.status == 3);
    BOOST_TEST_REQUIRE(told.complaints.size() == 1U);
    BOOST_TEST(told.complaints[0] == "cannot write to the folder " + out + " (--out): Not a directory");
    BOOST_TEST(told.text == "");
  }
}

BOOST_AUTO_TEST_SUITE_END()
