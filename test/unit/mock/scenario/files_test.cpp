#include <dataarts/mock/scenario.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <stop_token>
#include <string>
#include <system_error>
#include <vector>

#include "../runs/runs_driver.hpp"
#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_files)

namespace {

namespace mock = dataarts::mock;

std::string with_body(std::string const& file) {
  return R"({"mock": 1, "instances": [{"name": ")" + file + R"(", "match": {"script": "s", "instance": "i"},
  "timeline": [{"state": "FINISHED", "body_file": ")" +
         file + R"("}]}]})";
}

std::string refusal(std::filesystem::path const& path) {
  try {
    mock::load_scenario(path);
  } catch (mock::file_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(a_body_is_a_file_beside_its_scenario) {
  test::folder in;
  in.write("b.txt", "the body");
  auto const file = in.write("s.json", with_body("b.txt"));
  auto const made = mock::load_scenario(file);
  BOOST_TEST((made.files == std::vector<std::filesystem::path>{file, in.path_of("b.txt")}));
  test::runs_driver on;
  made.add_to(on.runs);
  BOOST_TEST(on.query("s", "i") == "200 the body");
}

BOOST_AUTO_TEST_CASE(a_body_that_is_missing_is_named_to_be_watched) {
  test::folder in;
  auto const file = in.write("s.json", with_body("b.txt"));
  for (std::filesystem::path const& path : {std::filesystem::path(file), std::filesystem::path(in.path_of(""))}) {
    try {
      mock::load_scenario(path);
      BOOST_ERROR("accepted");
    } catch (mock::file_error const& why) {
      BOOST_REQUIRE(why.files().size() == 1U);
      BOOST_TEST(why.files().front().filename() == "b.txt");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_read_can_be_stopped) {
  test::folder in;
  in.write("b.txt", "the body");
  auto const file = in.write("s.json", with_body("b.txt"));
  std::stop_source ending;
  ending.request_stop();
  BOOST_CHECK_THROW(mock::load_scenario({file}, ending.get_token()), std::system_error);
}

BOOST_AUTO_TEST_CASE(a_body_that_changes_is_another_revision) {
  test::folder in;
  in.write("b.txt", "one");
  auto const file = in.write("s.json", with_body("b.txt"));
  auto const before = mock::load_scenario(file).rules.at(0).revision;
  BOOST_TEST(mock::load_scenario(file).rules.at(0).revision == before);
  in.write("b.txt", "two");
  BOOST_TEST(mock::load_scenario(file).rules.at(0).revision != before);
}

BOOST_AUTO_TEST_CASE(a_body_outside_of_the_folder_is_refused) {
  test::folder in;
  std::string const outside = " is not the path of a file in the folder of this one or below it";
  std::string const part = ":2:38: instances[0].timeline[0].body_file";
  std::filesystem::create_directory(in.path_of("below"));
  in.write("b.txt", "x");
  for (std::string const name : {"../b.txt", "/etc/hostname", "a/../../b.txt", "", ".."}) {
    auto const file = in.write("below/s.json", with_body(name));
    BOOST_TEST(refusal(file) == file + part + outside, name);
  }
  std::filesystem::create_symlink(in.path_of("b.txt"), in.path_of("below/link.txt"));
  auto const linked = in.write("below/s.json", with_body("link.txt"));
  BOOST_TEST(refusal(linked) == linked + part + " is a link to a file outside of the folder of this one");
  auto const inside = in.write("s.json", with_body("below/../b.txt"));
  BOOST_TEST(refusal(inside) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_body_that_is_missing_or_empty_is_refused) {
  test::folder in;
  auto const file = in.write("s.json", with_body("b.txt"));
  BOOST_TEST(refusal(file) == file + ":2:38: instances[0].timeline[0].body_file : cannot read " + in.path_of("b.txt") +
                                  ": No such file or directory");
  in.write("b.txt", "");
  BOOST_TEST(refusal(file) == file + ":2:38: instances[0].timeline[0].body_file is an empty file");
}

BOOST_AUTO_TEST_CASE(a_folder_is_all_its_scenarios_by_name) {
  test::folder in;
  in.write("b.json", R"({"mock": 1, "seed": 2})");
  in.write("a.json", with_body("body.json"));
  in.write("body.json", R"({"status": "FINISHED"})");
  in.write(".hidden.json", "no JSON");
  in.write("readme.txt", "no JSON");
  auto const made = mock::load_scenario(std::filesystem::path(in.path_of("")));
  BOOST_TEST_REQUIRE(made.files.size() == 3U);
  BOOST_TEST(made.files[0].filename() == "a.json");
  BOOST_TEST(made.files[1].filename() == "body.json");
  BOOST_TEST(made.files[2].filename() == "b.json");
  BOOST_TEST((made.seed == 2U));
}

BOOST_AUTO_TEST_CASE(a_folder_without_a_scenario_is_refused) {
  test::folder in;
  BOOST_TEST(refusal(in.path_of("")) == "there is no scenario file, *.json, in " + in.path_of(""));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_given_twice_is_a_mistake) {
  std::filesystem::path const one = "scenario-that-is-given-twice.json";
  try {
    mock::load_scenario({one, "." / one});
    BOOST_ERROR("it was accepted");
  } catch (mock::file_error const& why) {
    auto const& all = why.problems();
    BOOST_TEST(std::any_of(all.begin(), all.end(), [](auto& each) { return each.message == "this is given twice"; }));
  }
}

BOOST_AUTO_TEST_CASE(reloading_takes_all_or_nothing) {
  test::folder in;
  auto const text = [](std::string const& state) {
    return R"({"mock": 1, "instances": [{"name": "a", "match": {"script": "s", "instance": "i"}, "answer": ")" + state +
           "\"}]}";
  };
  std::vector<std::filesystem::path> const files{in.write("s.json", text("running"))};
  test::runs_driver on;
  mock::load_scenario(files).add_to(on.runs);
  BOOST_TEST(on.state("s", "i") == "RUNNING");
  in.write("s.json", text("finished"));
  BOOST_TEST(mock::reload_scenario(files, on.runs).rules.size() == 1U);
  BOOST_TEST(on.state("s", "i") == "FINISHED");
  in.write("s.json", text("gone"));
  BOOST_CHECK_THROW(mock::reload_scenario(files, on.runs), mock::file_error);
  BOOST_TEST(on.state("s", "i") == "FINISHED");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
