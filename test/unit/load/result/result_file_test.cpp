#include "result/result_error.hpp"
#include "result/result_lines.hpp"
#include "result/result_reader.hpp"
#include "result/result_writer.hpp"

#include "sample_run.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <string>

BOOST_AUTO_TEST_SUITE(load_result_file)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)

// All that a file holds of a result, in one text.
std::string essence(result const& of) {
  auto made = boost::json::serialize(header_line(of)) + '\n' + boost::json::serialize(end_line(of)) + '\n';
  measurement const none;
  for (auto const& each : of.intervals) made += boost::json::serialize(interval_line(each, none)) + '\n';
  return made;
}

// CODE: MESSAGE of what reading a text throws, with the folder left out.
std::string refusal(std::string const& text) {
  folder const here;
  write_text(here / "r.jsonl", text);
  try {
    read_result(here / "r.jsonl");
    return "read";
  } catch (result_error const& e) {
    std::string what = e.what();
    auto const prefix = (here / "r.jsonl").string();
    if (what.starts_with(prefix)) what.replace(0, prefix.size(), "r.jsonl");
    return std::string(to_string(e.code())) + " " + what;
  }
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

// A whole file, line by line.
std::vector<std::string> sample_lines() {
  folder const here;
  return lines_of(write_sample(here / "s.jsonl", make_sample()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  folder const here;
  auto run = make_sample(1, 3);
  run.whole.reason = end_reason::hopeless;
  run.whole.total.lag.record(hdr_histogram::highest + 1, 5);
  run.whole.total.runs.executes = 7;
  run.whole.total.runs.polls = 8;
  run.whole.total.wire.held_back_ns = 9;
  auto const read = read_result(write_sample(here / "r.jsonl", run));
  BOOST_TEST(essence(read) == essence(run.whole));
  BOOST_TEST(read.total.lag.clipped() == 5U);
  BOOST_TEST(read.total.runs.executes == 7U);
  BOOST_TEST(read.total.runs.polls == 8U);
  BOOST_TEST(read.total.wire.held_back_ns == 9U);
  BOOST_TEST(read.total.errors() == run.whole.total.errors());
  BOOST_TEST(read.total.of(outcome::answered)->response.count() == run.whole.total.count(outcome::answered));
  BOOST_TEST((read.total.of(outcome::dns) == nullptr));
  BOOST_TEST((read.began == run.whole.began));
  BOOST_TEST(read.shards.at(0).index == 1U);
  BOOST_TEST(read.shards.at(0).count == 3U);
  BOOST_TEST((read.machines == run.whole.machines));
  BOOST_TEST(read.target_count == 2U);
  BOOST_TEST((read.reason == end_reason::hopeless));
  BOOST_TEST(read.intervals.size() == 6U);
  BOOST_TEST(read.cut_short.empty());
}

BOOST_AUTO_TEST_CASE(the_histograms_of_each_second_are_there_for_those_who_ask) {
  folder const here;
  auto const run = make_sample();
  result_reader reader(write_sample(here / "r.jsonl", run));
  std::int64_t expected = first_sample_second;
  for (interval second; reader.next(second); ++expected) {
    BOOST_TEST(second.second == expected);
    measurement read;
    reader.add_histograms(read);
    auto const& written = run.seconds.at(second.second);
    BOOST_TEST(read.lag.count() == written.lag.count());
    BOOST_TEST(read.lag.mean() == written.lag.mean());
    BOOST_TEST(read.of(outcome::answered)->response.mean() == written.of(outcome::answered)->response.mean());
    BOOST_TEST(read.of(outcome::answered)->service.mean() == written.of(outcome::answered)->service.mean());
  }
  BOOST_TEST(expected == last_sample_second + 1);
}

BOOST_AUTO_TEST_CASE(each_line_is_in_the_file_at_once) {
  folder const here;
  auto const run = make_sample();
  result_writer writer(here / "r.jsonl", run.whole);
  BOOST_TEST(lines_of(here / "r.jsonl").size() == 1U);
  writer.add(run.whole.intervals.at(0), run.seconds.at(-1));
  BOOST_TEST(lines_of(here / "r.jsonl").size() == 2U);
  BOOST_TEST(text_of(here / "r.jsonl").back() == '\n');
}

BOOST_AUTO_TEST_CASE(what_a_killed_process_leaves_is_a_result) {
  folder const here;
  auto const run = make_sample(2, 4);
  auto const file = write_sample(here / "r.jsonl", run, false);
  for (std::string const tail : {"", "{\"type\":\"end\",\"rea", "{\"type\":\"end\"}"}) {
    auto const text = text_of(file);
    write_text(file, text + tail);
    auto const read = read_result(file);
    BOOST_TEST(read.cut_short == std::vector<std::size_t>{2}, boost::test_tools::per_element());
    BOOST_TEST((read.reason == end_reason::interrupted));
    BOOST_TEST(read.total.planned == run.whole.total.planned);  // without the warm-up
    BOOST_TEST(read.total.ended == run.whole.total.ended, boost::test_tools::per_element());
    BOOST_TEST(read.total.states == run.whole.total.states, boost::test_tools::per_element());
    BOOST_TEST(read.total.wire.bytes_received == run.whole.total.wire.bytes_received);
    BOOST_TEST(read.total.lag.mean() == run.whole.total.lag.mean());
    auto const* const answers = read.total.of(outcome::answered);
    BOOST_TEST(answers->service.mean() == run.whole.total.of(outcome::answered)->service.mean());
    BOOST_TEST((read.total.of(outcome::throttled) == nullptr));
    BOOST_TEST((read.measured == std::chrono::seconds(5)));
    BOOST_TEST((read.generator.user == std::chrono::milliseconds(1800)));  // 6 seconds at 0.3
    BOOST_TEST(read.generator.threads == 2U);
    BOOST_TEST(read.in_flight_at_end == 3U);
    write_text(file, text);
  }
}

BOOST_AUTO_TEST_CASE(any_cut_of_a_file_is_read_or_refused) {
  folder const here;
  auto const text = text_of(write_sample(here / "whole.jsonl", make_sample()));
  auto const header = text.find('\n') + 1;
  for (std::size_t size = 0; size < text.size(); size += 97) {
    write_text(here / "cut.jsonl", text.substr(0, size));
    if (size < header) {
      BOOST_CHECK_THROW(read_result(here / "cut.jsonl"), result_error);
    } else {
      BOOST_REQUIRE(read_result(here / "cut.jsonl").cut_short.size() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_there_is_kept) {
  folder const here;
  write_text(here / "r.jsonl", "mine");
  auto const run = make_sample();
  BOOST_CHECK_EXCEPTION(result_writer(here / "r.jsonl", run.whole), result_error, [](result_error const& e) {
    return e.code() == result_errc::already_exists &&
           std::string(e.what()).ends_with("give another name, or remove it");
  });
  BOOST_TEST(text_of(here / "r.jsonl") == "mine");
  {
    result_writer const writer(here / "r.jsonl", run.whole, if_exists::replace);
  }
  BOOST_TEST(text_of(here / "r.jsonl").starts_with("{\"type\":\"header\""));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_told) {
  auto const run = make_sample();
  BOOST_CHECK_EXCEPTION(result_writer("/nowhere/r.jsonl", run.whole), result_error, [](result_error const& e) {
    return e.code() == result_errc::cannot_write &&
           std::string(e.what()) == "/nowhere/r.jsonl: cannot be written: No such file or directory";
  });
  if (std::filesystem::exists("/dev/full")) {
    BOOST_CHECK_EXCEPTION(result_writer("/dev/full", run.whole), result_error,
                          [](result_error const& e) { return e.code() == result_errc::cannot_write; });
    BOOST_TEST(std::filesystem::exists("/dev/full"));
  }
  result_writer nobody("/dev/null", run.whole);
  nobody.end(run.whole);
}

BOOST_AUTO_TEST_CASE(texts_are_valid_utf8) {
  folder const here;
  auto run = make_sample();
  run.whole.label = "caf\xE9 \xC3\xA9";
  auto const read = read_result(write_sample(here / "r.jsonl", run));
  BOOST_TEST(read.label == "caf\xEF\xBF\xBD \xC3\xA9");
}

BOOST_AUTO_TEST_CASE(what_later_versions_add_is_left_out) {
  folder const here;
  auto const run = make_sample();
  auto text = text_of(write_sample(here / "r.jsonl", run));
  text = replaced(text, "{\"type\":\"header\",", "{\"weather\":{\"rain\":[]},\"type\":\"header\",");
  text = replaced(text, "{\"type\":\"interval\",", "{\"type\":\"note\",\"x\":1}\n{\"type\":\"interval\",\"new\":[1],");
  text = replaced(text, "{\"type\":\"end\",", "{\"moon\":null,\"type\":\"end\",");
  write_text(here / "r.jsonl", text);
  BOOST_TEST(essence(read_result(here / "r.jsonl")) == essence(run.whole));
}

BOOST_AUTO_TEST_CASE(what_earlier_versions_did_not_count_is_zero) {
  folder const here;
  std::string text;
  auto const lines = sample_lines();
  for (auto const& line : lines) {
    auto const shorter = line.find("held_back_ns") == line.npos ? line : replaced(line, R"(,"held_back_ns":0)", "");
    text += shorter.find("executes") == shorter.npos ? shorter : replaced(shorter, R"(,"executes":0,"polls":0)", "");
    text += '\n';
  }
  write_text(here / "r.jsonl", text);
  BOOST_TEST(essence(read_result(here / "r.jsonl")) == essence(make_sample().whole));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_place) {
  auto const lines = sample_lines();
  BOOST_REQUIRE(lines.size() == 8U);
  std::string const should_be = "; a result file of dataarts-load begins with {\"type\":\"header\",…}";
  BOOST_TEST(refusal("") == "not_a_result r.jsonl: there is no whole first line" + should_be);
  BOOST_TEST(refusal(lines[0]) == "not_a_result r.jsonl: there is no whole first line" + should_be);
  BOOST_TEST(refusal("second,planned\n") == "not_a_result r.jsonl: the first line is no JSON object" + should_be);
  BOOST_TEST(refusal("{}\n") == "not_a_result r.jsonl: the first line is no header" + should_be);
  BOOST_TEST(refusal(lines[1] + '\n') == "not_a_result r.jsonl: the first line is no header" + should_be);

  auto const with = [&lines](std::size_t line, std::string const& from, std::string const& to) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == line ? replaced(lines[i], from, to) : lines[i]) + '\n';
    return refusal(text);
  };
  BOOST_TEST(with(0, "\"format\":1", "\"format\":2") ==
             "unsupported_format r.jsonl:1: has format 2; this version reads format 1");
  BOOST_TEST(with(0, "\"format\":1", "\"format\":\"1\"") ==
             "bad_line r.jsonl:1: member \"format\" is no whole number from 0");
  BOOST_TEST(with(0, "\"endpoint\"", "\"end_point\"") == "bad_line r.jsonl:1: member \"endpoint\" is missing");
  BOOST_TEST(with(0, "\"label\":\"", "\"label\":7,\"x\":\"") == "bad_line r.jsonl:1: member \"label\" is no text");
  BOOST_TEST(with(0, "\"index\":0", "\"index\":1") ==
             "bad_line r.jsonl:1: member \"shards[0].index\" has to be below 1");
  BOOST_TEST(with(0, "\"shard_count\":1", "\"shard_count\":1000000000000") ==
             "bad_line r.jsonl:1: member \"shard_count\" is not from 1 to 1000000");
  BOOST_TEST(with(0, "\"shards\":[{", "\"shards\":[],\"x\":[{") == "bad_line r.jsonl:1: member \"shards\" names none");
  BOOST_TEST(with(0, "\"plan\":{", "\"plan\":{\"model\":\"none\"},\"x\":{")
                 .starts_with("bad_line r.jsonl:1: member \"plan\" is no plan: "));

  BOOST_TEST(with(2, "\"second\":0", "\"second\":-1") == "bad_line r.jsonl:3: member \"second\" is not above -1");
  BOOST_TEST(with(2, "\"second\":0", "\"second\":0.5") == "bad_line r.jsonl:3: member \"second\" is no whole number");
  BOOST_TEST(with(6, "\"second\":4", "\"second\":9223372036854775807") ==
             "bad_line r.jsonl:7: member \"second\" is more than ten years away");
  BOOST_TEST(with(2, "\"cpu_cores\":", "\"cpu_cores\":1e300,\"x\":") ==
             "bad_line r.jsonl:3: member \"cpu_cores\" is more than a million");
  BOOST_TEST(with(2, "\"answered\"", "\"anwsered\"") ==
             "bad_line r.jsonl:3: member \"outcomes.anwsered\" is not known; the file may be of a later version");
  BOOST_TEST(with(2, "\"RUNNING\"", "\"WALKING\"") ==
             "bad_line r.jsonl:3: member \"states.WALKING\" is not known; the file may be of a later version");
  BOOST_TEST(with(2, "\"bytes_sent\":0", "\"bytes_sent\":-4") ==
             "bad_line r.jsonl:3: member \"traffic.bytes_sent\" is no whole number from 0");
  BOOST_TEST(with(2, "\"cpu_cores\":", "\"cpu_cores\":-") ==
             "bad_line r.jsonl:3: member \"cpu_cores\" is no number from 0");
  BOOST_TEST(with(2, "\"type\":\"interval\"", "\"type\":\"header\"") ==
             "bad_line r.jsonl:3: member \"type\" is \"header\" again: two results in one file");
  BOOST_TEST(with(2, "{", "").starts_with("bad_line r.jsonl:3: no JSON: "));
  BOOST_TEST(with(2, "{", "[{").starts_with("bad_line r.jsonl:3: no JSON: "));

  BOOST_TEST(with(7, "\"reason\":\"completed\"", "\"reason\":\"bored\"") ==
             "bad_line r.jsonl:8: member \"reason\" is none of completed, interrupted, hopeless");
  BOOST_TEST(with(7, "\"status_classes\":[", "\"status_classes\":[1,") ==
             "bad_line r.jsonl:8: member \"status_classes\" has not 6 numbers");
  BOOST_TEST(with(7, "\"histograms\":{\"lag\":\"HIST", "\"histograms\":{\"lag\":\"HIXX")
                 .starts_with("bad_line r.jsonl:8: member \"histograms.lag\" is no histogram: begins with "));
  BOOST_TEST(with(7, "\"throttled\":{", "\"throtled\":{") ==
             "bad_line r.jsonl:8: member \"latencies.throtled\" is not known; the file may be of a later version");

  // Counts that cannot be, and such that do not agree.
  BOOST_TEST(with(7, "\"measured_ns\":", "\"measured_ns\":-1,\"x\":") ==
             "bad_line r.jsonl:8: member \"measured_ns\" is no time from 0 to ten years");
  BOOST_TEST(with(7, "\"measured_ns\":", "\"measured_ns\":1,\"x\":") ==
             "bad_line r.jsonl:8: member \"measured_ns\" is less than the 4 seconds before it");
  BOOST_TEST(with(7, "\"start_skew_ns\":", "\"start_skew_ns\":-1,\"x\":") ==
             "bad_line r.jsonl:8: member \"start_skew_ns\" is no time from 0 to ten years");
  BOOST_TEST(with(7, "\"planned\":", "\"planned\":18446744073709551615,\"x\":") ==
             "bad_line r.jsonl:8: member \"planned\" is more than 2^60, which nothing in a run comes to");
  auto const answers = std::to_string(make_sample().whole.total.count(outcome::answered));
  BOOST_TEST(with(7, "\"outcomes\":{\"answered\":" + answers, "\"outcomes\":{\"answered\":9") ==
             "bad_line r.jsonl:8: member \"states\" are more than the 9 answers");
  BOOST_TEST(with(7, "\"reset\":", "\"reset\":1,\"dns\":").find("member \"latencies.reset\" has ") !=
             std::string::npos);

  std::string twice;
  for (auto const& each : lines) twice += each + '\n';
  BOOST_TEST(refusal(twice + lines[7] + '\n') == "bad_line r.jsonl:9: stands behind the end");
  BOOST_TEST(refusal(twice) == "read");
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_told) {
  BOOST_CHECK_EXCEPTION(read_result("/nowhere/r.jsonl"), result_error, [](result_error const& e) {
    return e.code() == result_errc::cannot_open &&
           std::string(e.what()) == "/nowhere/r.jsonl: cannot be opened: No such file or directory";
  });
  BOOST_CHECK_EXCEPTION(read_result("/"), result_error,
                        [](result_error const& e) { return e.code() == result_errc::cannot_read; });
}

BOOST_AUTO_TEST_CASE(this_machine_tells_of_itself) {
  auto const here = this_machine();
  BOOST_TEST(here.cpus >= 1U);
  BOOST_TEST(here.memory_bytes > 0U);
  BOOST_TEST(here.kernel.starts_with("Linux "));
  BOOST_TEST(!here.host.empty());
}

BOOST_AUTO_TEST_SUITE_END()
