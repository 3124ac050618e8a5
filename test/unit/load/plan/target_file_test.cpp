#include "plan/target_file.hpp"

#include "input_error.hpp"
#include "plan/plan_error.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(target_files)

using namespace dataarts::load;
using dataarts::instance_ref;

std::vector<instance_ref> targets_in(std::string const& text) {
  std::istringstream from(text);
  return read_targets(from, "targets.csv");
}

BOOST_AUTO_TEST_CASE(both_formats) {
  std::vector<instance_ref> const expected{{"s", "1"}, {"t", "2", "w"}};
  BOOST_TEST((targets_in("script,instance,workspace\ns,1,\nt,2,w\n") == expected));
  BOOST_TEST((targets_in("{\"script\":\"s\",\"instance\":\"1\"}\n"
                         "{\"script\":\"t\",\"instance\":\"2\",\"workspace\":\"w\"}") == expected));
}

BOOST_AUTO_TEST_CASE(more_than_is_read_at_once) {
  std::string text = "instance,script\n";
  constexpr std::size_t count = 30'000;
  for (std::size_t i = 0; i < count; ++i) text += std::to_string(i) + ",script of it\n";
  auto const targets = targets_in(text);
  BOOST_REQUIRE(targets.size() == count);
  BOOST_TEST((targets.back() == instance_ref("script of it", "29999")));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_place) {
  auto const wrong = [](dataarts::apps::input_error const& why) {
    return std::string(why.what()) == "targets.csv:3:3: the instance is empty; expected an id";
  };
  BOOST_CHECK_EXCEPTION(targets_in("script,instance\ns,1\ns,\n"), dataarts::apps::input_error, wrong);
  auto const none = [](plan_error const& why) {
    return std::string(why.what()).starts_with("targets.csv has no targets; expected a header line");
  };
  BOOST_CHECK_EXCEPTION(targets_in("script,instance\n"), plan_error, none);
  BOOST_CHECK_EXCEPTION(targets_in(""), plan_error, none);
}

BOOST_AUTO_TEST_CASE(names_that_no_request_can_have_are_told_with_their_line) {
  auto const refusal = [](std::string const& text) -> std::string {
    try {
      targets_in(text);
    } catch (plan_error const& why) {
      return why.what();
    }
    return "read";
  };
  BOOST_TEST(refusal("script,instance\ns,1\ns,..\n") ==
             "targets.csv:3: instance id \"..\" is a path of its own, which servers and proxies resolve");
  BOOST_TEST(refusal("script,instance\n\"a\nb\",1\n").starts_with("targets.csv:2: script name "));
  BOOST_TEST(refusal("\n{\"script\":\"a/b\",\"instance\":\"1\"}\n").starts_with("targets.csv:2: script name "));
  BOOST_TEST(refusal("{\"script\":\"s\",\"instance\":\"1\"}\n{\"script\":\"s\",\"instance\":\".\"}")
                 .starts_with("targets.csv:2: instance id "));
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read) {
  auto const missing = [](plan_error const& why) {
    return std::string(why.what()) == "cannot open no such file: No such file or directory";
  };
  BOOST_CHECK_EXCEPTION(read_targets("no such file"), plan_error, missing);
  auto const directory = [](plan_error const& why) {
    return std::string(why.what()) == "/ is a directory; expected a file with targets";
  };
  BOOST_CHECK_EXCEPTION(read_targets("/"), plan_error, directory);
}

BOOST_AUTO_TEST_SUITE_END()
