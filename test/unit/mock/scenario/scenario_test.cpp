#include <dataarts/mock/scenario.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "temporary_file.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_file)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

std::string refusal(std::string const& text) {
  try {
    mock::parse_scenario(text, "s.json");
  } catch (mock::file_error const& why) {
    return why.what();
  }
  return "accepted";
}

// One instance with that, on a line of its own.
std::string instance(std::string const& members) {
  return "{\"mock\": 1, \"instances\": [\n{\"name\": \"a\", " + members + "}\n]}";
}
std::string step(std::string const& members) {
  return instance("\"timeline\": [{" + members + "}, {\"state\": \"FINISHED\"}]");
}

BOOST_AUTO_TEST_CASE(a_preset_with_something_else_stays_what_it_is) {
  auto const answer_of = [](std::string const& members) {
    auto const made =
        mock::parse_scenario(instance("\"answer\": {\"preset\": \"throttled\", " + members + "}"), "s.json");
    return *made.rules.at(0).answer;
  };
  auto const later = answer_of("\"retry_after\": \"2s\"");
  BOOST_TEST(to_text(later) == "throttled");
  auto const plain = mock::make_answer(mock::documented_error::throttled);
  BOOST_REQUIRE(plain.request_id_in_body().has_value());
  BOOST_TEST((mock::make_answer(later).request_id_in_body() == plain.request_id_in_body()));
  BOOST_TEST(mock::make_answer(later).body() == plain.body());
  BOOST_TEST((!mock::make_answer(answer_of("\"text\": \"slow down\"")).request_id_in_body()));
}

BOOST_AUTO_TEST_CASE(everything_is_read) {
  auto const made = mock::parse_scenario(R"(// a comment
  {
    "$schema": "s", "mock": 1, "seed": 18446744073709551615, "instance_ids": "number", "x-note": {"any": "thing"},
    "scripts": [{"name": "s", "workspace": "w", "type": "Shell", "content": "c", "directory": "/d",
                 "connectionName": "con", "database": "db", "queueName": "q", "configuration": {"a": 0.5},
                 "description": "about", "x-more": 1,}],
    /* another */
    "instances": [
      {"name": "one", "match": {"script": "s", "instance": "i*", "workspace": "w"}, "starts": "load",
       "failed": 0.25, "failed_message": "m",
       "timeline": [{"state": "LAUNCHING", "for": "250ms"},
                    {"state": "RUNNING", "for": {"uniform": {"min": "1s", "max": "2s"}}, "polls": 7},
                    {"answer": "throttled", "for": {"lognormal": {"median": "1m", "p99": "9m30s"}}},
                    {"state": "FINISHED", "message": "done", "results": [{"duration": 540.0, "rows": [[1, "a", null]]}]}]},
      {"name": "two", "answer": "no_api"},
      {"name": "three", "timeline": [{"state": "FAILED", "body": {"status": "FAILED", "n": 1e300}}]},
      {"name": "four", "timeline": [{"state": "FAILED", "body": "text"}]},
    ],
  })",
                                         "s.json");
  BOOST_TEST(*made.seed == UINT64_MAX);
  BOOST_TEST(made.numeric_instance_ids);
  BOOST_TEST_REQUIRE(made.scripts.size() == 1U);
  auto const& script = made.scripts[0];
  BOOST_TEST(script.name + script.workspace + script.type + script.content + script.directory == "swShellc/d");
  BOOST_TEST(script.connection_name + script.database + script.queue_name + script.description == "condbqabout");
  BOOST_TEST(script.configuration == R"({"a":0.5})");
  BOOST_TEST_REQUIRE(made.rules.size() == 4U);
  auto const& rule = made.rules[0];
  BOOST_TEST(*rule.script + *rule.instance + *rule.workspace == "si*w");
  BOOST_TEST((rule.starts == mock::run_start::load));
  BOOST_TEST(rule.failed == 0.25);
  BOOST_TEST(rule.failed_message == "m");
  BOOST_TEST_REQUIRE(rule.timeline.size() == 4U);
  BOOST_TEST((rule.timeline[0].state == mock::run_state::launching));
  BOOST_TEST((rule.timeline[0].lasts->first() == 250ms));
  BOOST_TEST((rule.timeline[1].lasts->shape() == mock::step_time::form::uniform));
  BOOST_TEST((rule.timeline[1].lasts->second() == 2s));
  BOOST_TEST(*rule.timeline[1].polls == 7U);
  BOOST_TEST((rule.timeline[2].error == mock::documented_error::throttled));
  BOOST_TEST((rule.timeline[2].lasts->shape() == mock::step_time::form::lognormal));
  BOOST_TEST((rule.timeline[2].lasts->second() == 570s));
  BOOST_TEST(rule.timeline[3].message == "done");
  BOOST_TEST(rule.timeline[3].results == R"([{"duration":540.0,"rows":[[1,"a",null]]}])");
  BOOST_TEST((made.rules[1].answer == mock::documented_error::no_api));
  BOOST_TEST(!made.rules[1].script.has_value());
  BOOST_TEST(made.rules[2].timeline[0].body == R"({"status":"FAILED","n":1e+300})");
  BOOST_TEST(made.rules[3].timeline[0].body == "text");
}

BOOST_AUTO_TEST_CASE(the_version_is_enough) {
  auto const made = mock::parse_scenario("{\"mock\": 1} // end", "s.json");
  BOOST_TEST(!made.seed.has_value());
  BOOST_TEST(!made.numeric_instance_ids);
  BOOST_TEST(made.rules.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_said_with_its_place) {
  BOOST_TEST(refusal("{\"mock\": 1,\n  \"seed\": }").starts_with("s.json:2:11: not JSON: "));
  BOOST_TEST(refusal("{\"mock\": 1}\n /* c */ x") == "s.json:2:10: not JSON: there is something behind the end");
  BOOST_TEST(refusal("[]") == "s.json:1:1: the file is not an object");
}

BOOST_AUTO_TEST_CASE(a_syntax_error_says_what_would_be_right) {
  auto const told = [](std::string const& text) {
    auto const all = refusal(text);
    constexpr std::string_view before = "s.json:";
    return all.starts_with(before) ? all.substr(before.size()) : all;
  };
  BOOST_TEST(told("{\n  \"mock\": 1\n  \"seed\": 2}") ==
             "3:3: not JSON: found \"seed\" where a comma or } has to be; is a comma missing before it?");
  BOOST_TEST(
      told("{'mock': 1}") ==
      "1:2: not JSON: found 'mock' where the name of a member has to be; names stand in double quotes: \"mock\"");
  BOOST_TEST(told("{mock: 1}") ==
             "1:2: not JSON: found mock where the name of a member has to be; names stand in double quotes: \"mock\"");
  BOOST_TEST(told("{\"mock\" 1}") == "1:9: not JSON: found 1 where a : and a value have to follow the name \"mock\"");
  BOOST_TEST(told("{\"mock\": }") == "1:10: not JSON: found } where a value has to be");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": True}") == "1:20: not JSON: found True where a value has to be; write true");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": None}") == "1:20: not JSON: found None where a value has to be; write null");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": abc}") ==
             "1:20: not JSON: found abc where a value has to be; a text stands in double quotes: \"abc\"");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": 'b c'}") ==
             "1:20: not JSON: found 'b c' where a value has to be; texts stand in double quotes: \"b c\"");
  BOOST_TEST(told("{\"mock\": 1,, \"seed\": 1}") ==
             "1:12: not JSON: found , where the name of a member has to be; there is a comma too many");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": [1}") ==
             "1:22: not JSON: found } where the [ of line 1 has to be closed by ]");
  BOOST_TEST(told("{\"mock\": 1,\n \"x-a\": [1") == "2:11: not JSON: the file ends, and the [ of line 2 is not closed");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": \"b\n}") ==
             "1:20: not JSON: a text begins here and does not end in its line; is the closing \" missing?");
  BOOST_TEST(told("  // nothing\n") == "2:1: not JSON: the file is empty");
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": \"\\q\"}").starts_with("1:22: not JSON: "));  // as the parser says it
  BOOST_TEST(told("{\"mock\": 1, \"x-a\": 1.}").starts_with("1:22: not JSON: "));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_at_the_top_is_said_with_its_place) {
  BOOST_TEST(refusal("// c\n{}") ==
             "s.json:2:1: the file has no mock; a scenario file has \"mock\": 1, the version of its form");
  BOOST_TEST(refusal("{\"mock\": 2}") ==
             "s.json:1:2: mock is not 1, the only version of the form that this program knows");
  BOOST_TEST(refusal("{\"mock\": 1, // \"sed\": 1\n \"sed\": 1}") ==
             "s.json:2:2: sed is not known; did you mean seed?");
  BOOST_TEST(refusal("{\"mock\": 1, \"quota\": {}}") == "s.json:1:13: quota is not a list");
  BOOST_TEST(refusal("{\"mock\": 1, \"seed\": -1}") == "s.json:1:13: seed is not a whole number of 0 or more");
  BOOST_TEST(refusal("{\"mock\": 1, \"seed\": 1.5}") == "s.json:1:13: seed is not a whole number of 0 or more");
  BOOST_TEST(refusal("{\"mock\": 1, \"instances\": {}}") == "s.json:1:13: instances is not a list");
  BOOST_TEST(refusal("{\"mock\": 1, \"scripts\": [1,\n2]}") ==
             "s.json:1:25: scripts[0] is not an object\ns.json:2:1: scripts[1] is not an object");
  BOOST_TEST(refusal("{\"mock\": 1, \"instance_ids\": \"numbr\"}") ==
             "s.json:1:13: instance_ids is 'numbr'; it has to be text or number; did you mean number?");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_script_is_said_with_its_place) {
  auto const told = [](std::string const& script) { return refusal("{\"mock\": 1, \"scripts\": [\n" + script + "]}"); };
  BOOST_TEST(told("{}") == "s.json:2:1: scripts[0] has no name");
  BOOST_TEST(told("{\"name\": \"a b\"}") ==
             "s.json:2:2: scripts[0].name has to be 1 to 128 letters, digits, hyphens, periods or underscores");
  BOOST_TEST(told("{\"name\": \"a\", \"content\": 1}") == "s.json:2:15: scripts[0].content is not a text");
  BOOST_TEST(told("{\"name\": \"a\", \"contnt\": \"\"}") ==
             "s.json:2:15: scripts[0].contnt is not known; did you mean content?");
  BOOST_TEST(
      told("{\"name\": \"a\", \"type\": \"Bash\"}").starts_with("s.json:2:15: scripts[0].type has to be one of "));
  BOOST_TEST(told("{\"name\": \"a\"},\n{\"name\": \"a\"}") ==
             "s.json:3:2: scripts[1].name is 'a'; there is a script of that name already");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_an_instance_is_said_with_its_place) {
  BOOST_TEST(refusal("{\"mock\": 1, \"instances\": [\n{\"answer\": \"no_api\"}]}") ==
             "s.json:2:1: instances[0] has no name");
  BOOST_TEST(refusal(instance("\"anser\": \"no_api\""))
                 .starts_with("s.json:2:15: instances[0].anser is not known; did you mean answer?"));
  std::string const answers =
      "it has to be dlf6201, dlf6205, dlf20819, unauthorized, throttled, no_api, launching, running, finished, failed "
      "or {\"status\": …}";
  BOOST_TEST(refusal(instance("\"answer\": \"dlf6210\"")) ==
             "s.json:2:15: instances[0].answer is 'dlf6210'; " + answers + "; did you mean dlf6201?");
  BOOST_TEST(refusal(instance("\"answer\": 7")) ==
             "s.json:2:15: instances[0].answer is neither a name nor an object; " + answers);
  BOOST_TEST(refusal(instance("\"match\": {\"instnce\": \"i\"}, \"answer\": \"no_api\"")) ==
             "s.json:2:25: instances[0].match.instnce is not known; did you mean instance?");
  BOOST_TEST(refusal(instance("\"match\": 1, \"answer\": \"no_api\"")) ==
             "s.json:2:15: instances[0].match is not an object");
  BOOST_TEST(
      refusal(instance("\"starts\": \"laod\", \"timeline\": [{\"state\": \"RUNNING\"}]")) ==
      "s.json:2:15: instances[0].starts is 'laod'; it has to be first_poll, load or execute; did you mean load?");
  BOOST_TEST(refusal(instance("\"failed\": \"0.5\", \"timeline\": [{\"state\": \"FINISHED\"}]")) ==
             "s.json:2:15: instances[0].failed is not a number between 0 and 1");
  BOOST_TEST(refusal(instance("\"failed\": 2, \"timeline\": [{\"state\": \"FINISHED\"}]")) ==
             "s.json:2:15: instances[0].failed is 2.000000; it has to be a share between 0 and 1");
  BOOST_TEST(refusal(instance("\"timeline\": []")) ==
             "s.json:2:15: instances[0].timeline is empty; a rule has a timeline of at least one step, or an answer");
  BOOST_TEST(refusal(instance("\"match\": {}")) == "s.json:2:1: instances[0] has neither a timeline nor an answer");
  BOOST_TEST(refusal("{\"mock\": 1, \"instances\": [{\"name\": \"a\", \"answer\": \"no_api\"},\n"
                     "  {\"name\": \"a\", \"answer\": \"no_api\"}]}") ==
             "s.json:2:4: instances[1].name is 'a', as that of an earlier instance");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_step_is_said_with_its_place) {
  std::string const at = "s.json:2:29: instances[0].timeline[0].";
  auto const duration = std::string(R"( is not a duration, such as "250ms", "5s" or "9m30s")");
  BOOST_TEST(refusal(step("\"polls\": 1")) ==
             "s.json:2:28: instances[0].timeline[0] has to have one of state and answer");
  BOOST_TEST(refusal(step("\"polls\": 0, \"state\": \"RUNNING\"")) == at + "polls is not a whole number of 1 or more");
  BOOST_TEST(refusal(step("\"state\": \"RUNING\", \"polls\": 1")) ==
             at + "state is 'RUNING'; it has to be LAUNCHING, RUNNING, FINISHED or FAILED; did you mean RUNNING?");
  BOOST_TEST(refusal(step("\"for\": \"5\", \"state\": \"RUNNING\"")) == at + "for" + duration);
  BOOST_TEST(refusal(step("\"for\": 5, \"state\": \"RUNNING\"")) == at + "for" + duration);
  BOOST_TEST(refusal(step("\"for\": {}, \"state\": \"RUNNING\"")) ==
             at + R"(for is neither a duration nor {"uniform": …} or {"lognormal": …})");
  BOOST_TEST(refusal(step("\"for\": {\"uniform\": {\"min\": \"1s\"}}, \"state\": \"RUNNING\"")) ==
             "s.json:2:37: instances[0].timeline[0].for.uniform has no max");
  BOOST_TEST(
      refusal(step("\"for\": {\"uniform\": {\"min\": \"2s\", \"max\": \"1s\"}}, \"state\": \"RUNNING\"")) ==
      "s.json:2:37: instances[0].timeline[0].for.uniform is not possible: the least of a uniform time is 2.000000 s; "
      "it has to be no more than the most, 1.000000 s");
  BOOST_TEST(refusal(step("\"for\": {\"lognormal\": {\"median\": \"x\", \"p99\": \"1s\"}}, \"state\": \"RUNNING\"")) ==
             "s.json:2:51: instances[0].timeline[0].for.lognormal.median" + duration);
  BOOST_TEST(refusal(step("\"for\": {\"lognorml\": {}}, \"state\": \"RUNNING\"")) ==
             "s.json:2:37: instances[0].timeline[0].for.lognorml is not known; did you mean lognormal?");
  BOOST_TEST(refusal(step("\"hold\": 1, \"state\": \"RUNNING\"")) == at + "hold is neither true nor false");
  BOOST_TEST(refusal(step("\"results\": {}, \"state\": \"RUNNING\", \"polls\": 1")) == at + "results is not a list");
  BOOST_TEST(refusal(step("\"body\": \"\", \"state\": \"RUNNING\", \"polls\": 1")) == at + "body is empty");
  BOOST_TEST(
      refusal(step("\"state\": \"FAILED\"")) ==
      "s.json:2:28: instances[0].timeline[0] is FINISHED or FAILED, and other steps follow; a run has only one end");
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_said_at_once) {
  BOOST_TEST(
      refusal("{\"mock\": 1, \"sed\": 1,\n"
              " \"instances\": [\n"
              "  {\"name\": 1, \"answer\": \"x\"},\n"
              "  {\"name\": \"b\", \"timeline\": [{\"state\": \"RUNNING\", \"for\": 1}, {\"state\": 2}]}]}") ==
      "s.json:1:13: sed is not known; did you mean seed?\n"
      "s.json:3:4: instances[0].name is not a text\n"
      "s.json:3:15: instances[0].answer is 'x'; it has to be dlf6201, dlf6205, dlf20819, unauthorized, throttled, "
      "no_api, launching, running, finished, failed or {\"status\": …}\n"
      "s.json:4:51: instances[1].timeline[0].for is not a duration, such as \"250ms\", \"5s\" or \"9m30s\"\n"
      "s.json:4:63: instances[1].timeline[1].state is not a text; it has to be LAUNCHING, RUNNING, FINISHED or "
      "FAILED");
}

// What needs several members that are right is looked for also where others are wrong; what follows from a mistake that
// is told is not told once more.
BOOST_AUTO_TEST_CASE(one_mistake_does_not_hide_another) {
  BOOST_TEST(refusal(R"({"mock": 1, "instances": [
{"timeline": [
  {"state": "RUNNING", "poll": 3},
  {"state": "FINISHED", "poll": 1},
  {"state": "RUNING"},
  {"state": "FINISHED"}],
 "faults": [{"name": "f", "on": "all", "reset": true}, {"name": "f", "on": "every poll"}],
 "expect": {"polls": {"min": 5, "max": 4}}},
{"name": "a", "answer": "no_api"},
{"name": "a", "anser": "no_api"}]})") ==
             "s.json:2:1: instances[0] has no name\n"
             "s.json:3:24: instances[0].timeline[0].poll is not known; did you mean polls?\n"
             "s.json:4:3: instances[0].timeline[1] is FINISHED or FAILED, and other steps follow; a run has only one "
             "end\n"
             "s.json:4:25: instances[0].timeline[1].poll is not known; did you mean polls?\n"
             "s.json:5:3: instances[0].timeline[2] never ends, and other steps follow; it needs a time or a number of "
             "polls\n"
             "s.json:5:4: instances[0].timeline[2].state is 'RUNING'; it has to be LAUNCHING, RUNNING, FINISHED or "
             "FAILED; did you mean RUNNING?\n"
             "s.json:7:27: instances[0].faults[0].on is 'all'; it has to be every poll\n"
             "s.json:7:56: instances[0].faults[1] does nothing; it needs a delay, an answer, a cut or the like\n"
             "s.json:7:57: instances[0].faults[1].name is 'f', as that of another fault; each needs a name of its own\n"
             "s.json:8:33: instances[0].expect.polls.max is below min; it has to be at least min\n"
             "s.json:10:2: instances[2].name is 'a', as that of an earlier instance\n"
             "s.json:10:15: instances[2].anser is not known; did you mean answer?");
}

BOOST_AUTO_TEST_CASE(a_member_that_is_given_twice_is_refused) {
  BOOST_TEST(refusal("{\"mock\": 1, \"instances\": [{\"name\": \"a\", \"answer\": \"no_api\",\n \"name\": \"b\"}]}") ==
             "s.json:2:2: instances[0].name is given twice, at first in line 1, column 28; remove one of the two");
  BOOST_TEST(refusal("{\"mock\": 1, \"x-a\": 1, \"x-a\": {\"b\": 1, \"b\": 2}}") == "accepted");
  BOOST_TEST(refusal("{\"mock\": 1, \"x-a\": [\"mock\", {\"mock\": \"}\"}]} // \"mock\": 2") == "accepted");
  BOOST_TEST(refusal("{\"mock\": 1, \"mock\": 2}") ==
             "s.json:1:2: mock is not 1, the only version of the form that this program knows\n"
             "s.json:1:13: mock is given twice, at first in line 1, column 2; remove one of the two");
}

BOOST_AUTO_TEST_CASE(several_files_make_one_scenario) {
  test::temporary_file const one(R"({"mock": 1, "seed": 3, "scripts": [{"name": "a"}]})");
  test::temporary_file const two(R"({"mock": 1, "seed": 4, "scripts": [{"name": "b"}]})");
  auto const made = mock::load_scenario({one.path, two.path});
  BOOST_TEST(*made.seed == 4U);
  BOOST_TEST(made.scripts.size() == 2U);
  BOOST_TEST((made.files == std::vector<std::filesystem::path>{one.path, two.path}));
  mock::script_runs_options given;
  given.seed = 9;
  BOOST_TEST(made.runs_options(given).seed == 4U);
  BOOST_TEST(mock::parse_scenario(R"({"mock": 1})", "n").runs_options(given).seed == 9U);
}

std::string file_refusal(std::vector<std::filesystem::path> const& files) {
  try {
    mock::load_scenario(files);
  } catch (mock::file_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_several_files_is_said_at_once) {
  test::temporary_file const one("{}"), two("[]"), three(R"({"mock": 1, "scripts": [{"name": "a"}]})");
  BOOST_TEST(file_refusal({one.path, two.path, "/nowhere/s.json"}) ==
             one.path + ":1:1: the file has no mock; a scenario file has \"mock\": 1, the version of its form\n" +
                 two.path + ":1:1: the file is not an object\ncannot read /nowhere/s.json: No such file or directory");
}

BOOST_AUTO_TEST_CASE(names_are_unique_in_all_files) {
  auto const text = R"({"mock": 1, "scripts": [{"name": "a"}], "instances": [{"name": "n", "answer": "no_api"}]})";
  test::temporary_file const one(text), two(text);
  BOOST_TEST(file_refusal({one.path, two.path}) == two.path + ": the script 'a' is in " + one.path + ", too\n" +
                                                       two.path + ":1:55: the instance 'n' is in " + one.path +
                                                       ", too; names have to differ");
}

BOOST_AUTO_TEST_CASE(problems_are_told_in_parts) {
  try {
    mock::parse_scenario("{\"mock\": 1,\n \"sed\": 1, \"seed\": \"1\"}", "s.json");
    BOOST_TEST(false);
  } catch (mock::file_error const& why) {
    BOOST_TEST_REQUIRE(why.problems().size() == 2U);
    auto const& first = why.problems()[0];
    BOOST_TEST(first.place.file == "s.json");
    BOOST_TEST(first.place.line == 2U);
    BOOST_TEST(first.place.column == 2U);
    BOOST_TEST(first.path == "sed");
    BOOST_TEST(first.message == "is not known; did you mean seed?");
    BOOST_TEST(why.problems()[1].path == "seed");  // a number in a text is one in a sweep only
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
