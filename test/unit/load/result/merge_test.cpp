#include "result/merge.hpp"

#include "result/result_error.hpp"
#include "result/result_reader.hpp"

#include "sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_merge)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)
using files = std::vector<std::filesystem::path>;

// One file for each shard; those named in `killed` have no end.
files write_shards(folder const& here, std::size_t count, std::vector<std::size_t> const& killed = {}) {
  files made;
  for (std::size_t i = 0; i < count; ++i) {
    bool const ended = std::find(killed.begin(), killed.end(), i) == killed.end();
    made.push_back(write_sample(here / ("shard-" + std::to_string(i) + ".jsonl"), make_sample(i, count), ended));
  }
  return made;
}

std::string merged_text(folder const& here, files const& from, bool partial = false) {
  merge_options options;
  options.partial = partial;
  options.into = here / "merged.jsonl";
  options.policy = if_exists::replace;
  merge_results(from, options);
  return text_of(*options.into);
}

std::filesystem::path merged_file(std::filesystem::path into, files const& from) {
  merge_options options;
  options.partial = true;
  options.into = into;
  merge_results(from, options);
  return into;
}

// CODE: MESSAGE, with the folder left out.
std::string refusal_of(folder const& here, files const& from, merge_options const& options = {}) {
  try {
    merge_results(from, options);
    return "merged";
  } catch (result_error const& e) {
    std::string what = std::string(to_string(e.code())) + " " + e.what();
    auto const prefix = (here / "").string();
    for (auto at = what.find(prefix); at != std::string::npos; at = what.find(prefix)) what.erase(at, prefix.size());
    return what;
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(shards_add_up_to_the_run_of_one_process) {
  folder const here;
  auto const alone = make_sample().whole;
  auto const sum = merge_results(write_shards(here, 3));
  BOOST_TEST(sum.total.planned == alone.total.planned);
  BOOST_TEST(sum.total.ended == alone.total.ended, boost::test_tools::per_element());
  BOOST_TEST(sum.total.states == alone.total.states, boost::test_tools::per_element());
  BOOST_TEST(sum.total.status_classes == alone.total.status_classes, boost::test_tools::per_element());
  BOOST_TEST(sum.total.wire.requests_sent == alone.total.wire.requests_sent);
  auto const same = [](hdr_histogram const& a, hdr_histogram const& b) {
    for (std::size_t i = 0; i < hdr_histogram::size; ++i) BOOST_REQUIRE(a.at(i) == b.at(i));
    BOOST_TEST(a.value_at_percentile(99) == b.value_at_percentile(99));
    BOOST_TEST(a.count() == b.count());
  };
  same(sum.total.lag, alone.total.lag);
  same(sum.total.phases.connect, alone.total.phases.connect);
  same(sum.total.phases.first_byte, alone.total.phases.first_byte);
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const* const mine = sum.total.of(static_cast<outcome>(i));
    auto const* const theirs = alone.total.of(static_cast<outcome>(i));
    BOOST_REQUIRE((mine == nullptr) == (theirs == nullptr));
    if (mine == nullptr) continue;
    same(mine->response, theirs->response);
    same(mine->service, theirs->service);
  }
  BOOST_REQUIRE(sum.intervals.size() == alone.intervals.size());
  for (std::size_t i = 0; i < sum.intervals.size(); ++i) {
    BOOST_TEST(sum.intervals[i].second == alone.intervals[i].second);
    BOOST_TEST(sum.intervals[i].planned == alone.intervals[i].planned);
    BOOST_TEST(sum.intervals[i].response.p99 == alone.intervals[i].response.p99);
    BOOST_TEST(sum.intervals[i].service.p50 == alone.intervals[i].service.p50);
    BOOST_TEST(sum.intervals[i].lag.max == alone.intervals[i].lag.max);
    BOOST_TEST(sum.intervals[i].in_flight == 9U);
    BOOST_TEST(sum.intervals[i].cpu == 0.6);
  }
}

BOOST_AUTO_TEST_CASE(what_is_of_the_generators_is_added_or_the_largest) {
  folder const here;
  auto const sum = merge_results(write_shards(here, 3));
  BOOST_TEST((sum.began == make_sample(0, 3).whole.began));
  BOOST_TEST((sum.start_skew == std::chrono::microseconds(300)));
  BOOST_TEST((sum.measured == std::chrono::milliseconds(5002)));
  BOOST_TEST((sum.generator.user == std::chrono::milliseconds(4500)));
  BOOST_TEST((sum.generator.system == std::chrono::milliseconds(2100)));
  BOOST_TEST(sum.generator.peak_resident_bytes == std::uint64_t{60} << 20U);
  BOOST_TEST(sum.generator.threads == 6U);
  BOOST_TEST(sum.in_flight_at_end == 6U);
  BOOST_TEST(sum.target_count == 2U);
  BOOST_REQUIRE(sum.machines.size() == 3U);
  BOOST_TEST(sum.machines[2].host == "host-2");
  BOOST_TEST((sum.reason == end_reason::completed));
  BOOST_TEST(missing_shards(sum).empty());
}

BOOST_AUTO_TEST_CASE(order_and_grouping_do_not_matter) {
  folder const here;
  auto shards = write_shards(here, 4, {2});
  auto const expected = merged_text(here, shards, true);
  std::sort(shards.begin(), shards.end());
  int orders = 0;
  do {
    BOOST_REQUIRE(merged_text(here, shards, true) == expected);
  } while (++orders < 24 && std::next_permutation(shards.begin(), shards.end()));
  BOOST_TEST(orders == 24);

  std::sort(shards.begin(), shards.end());
  auto const first_two = merged_file(here / "01.jsonl", {shards[0], shards[1]});
  auto const last_two = merged_file(here / "23.jsonl", {shards[3], shards[2]});
  auto const outer = merged_file(here / "03.jsonl", {shards[3], shards[0]});
  auto const inner = merged_file(here / "12.jsonl", {shards[1], shards[2]});
  BOOST_TEST(merged_text(here, {first_two, last_two}, true) == expected);
  BOOST_TEST(merged_text(here, {inner, outer}, true) == expected);
  BOOST_TEST(merged_text(here, {shards[3], inner, shards[0]}, true) == expected);
  BOOST_TEST(merged_text(here, {merged_file(here / "012.jsonl", {first_two, shards[2]}), shards[3]}, true) == expected);
}

BOOST_AUTO_TEST_CASE(what_is_merged_of_one_is_that_one) {
  folder const here;
  auto const shards = write_shards(here, 1);
  BOOST_TEST(merged_text(here, shards) == text_of(shards[0]));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_what_is_given) {
  folder const here;
  merge_options options;
  options.into = here / "merged.jsonl";
  auto const given = merge_results(write_shards(here, 3), options);
  auto const read = read_result(*options.into);
  BOOST_TEST(read.total.lag.mean() == given.total.lag.mean());
  BOOST_TEST(read.intervals.size() == given.intervals.size());
  BOOST_TEST(read.intervals.at(3).response.p999 == given.intervals.at(3).response.p999);
  BOOST_TEST(read.shards.size() == 3U);
}

BOOST_AUTO_TEST_CASE(shards_of_unequal_length_are_aligned_by_second) {
  folder const here;
  auto const whole = make_sample(0, 2);
  auto late = make_sample(1, 2);
  late.whole.intervals.erase(late.whole.intervals.begin(), late.whole.intervals.begin() + 2);  // from second 1
  auto const sum = merge_results(files{write_sample(here / "0", whole), write_sample(here / "1", late)});
  BOOST_REQUIRE(sum.intervals.size() == 6U);
  BOOST_TEST(sum.intervals[1].planned == 50U);
  BOOST_TEST(sum.intervals[2].planned == 100U);
}

BOOST_AUTO_TEST_CASE(what_does_not_belong_together_is_refused) {
  folder const here;
  auto const shards = write_shards(here, 3);
  BOOST_TEST(refusal_of(here, {}) == "missing_shards there is no result to merge");
  BOOST_TEST(refusal_of(here, {shards[1]}) ==
             "missing_shards 2 of the 3 shards are not given: numbers 0, 2; --partial merges the others");
  BOOST_TEST(refusal_of(here, {shards[0], shards[2]}) ==
             "missing_shards 1 of the 3 shards is not given: number 1; --partial merges the others");
  BOOST_TEST(refusal_of(here, {shards[0], shards[1], shards[2], shards[1]}) ==
             "doubled_shard shard-1.jsonl: has shard 1, which shard-1.jsonl has too");
  merge_options partial;
  partial.partial = true;
  BOOST_TEST(refusal_of(here, {merged_file(here / "12", {shards[1], shards[2]}), shards[0], shards[2]}, partial) ==
             "doubled_shard shard-2.jsonl: has shard 2, which 12 has too");

  auto other = make_sample(1, 3);
  other.whole.plan_hash = "sha256:fedc";
  BOOST_TEST(
      refusal_of(here, {shards[0], write_sample(here / "other", other), shards[2]}) ==
      "other_plan other: has the plan sha256:fedc, but shard-0.jsonl has sha256:0123456789abcdef; only shards of "
      "one plan add up");
  auto const cut = write_sample(here / "cut", make_sample(1, 4));
  BOOST_TEST(refusal_of(here, {shards[0], cut}, partial) ==
             "other_cut cut: is of 4 shards, but shard-0.jsonl of 3; a plan cut another way is another run");
}

BOOST_AUTO_TEST_CASE(results_of_other_runs_are_refused) {
  folder const here;
  auto const first = write_sample(here / "first", make_sample(0, 2));
  merge_options mixed;
  mixed.mixed = true;

  auto moved = make_sample(1, 2);
  moved.whole.endpoint = "https://127.0.0.2:8443";
  auto const elsewhere = write_sample(here / "elsewhere", moved);
  BOOST_TEST(
      refusal_of(here, {first, elsewhere}) ==
      "other_run elsewhere: is of https://127.0.0.2:8443, but first of https://127.0.0.1:8443; --mixed adds them "
      "up all the same");
  BOOST_TEST(refusal_of(here, {first, elsewhere}, mixed) == "merged");

  auto old = make_sample(1, 2);
  old.whole.began -= std::chrono::milliseconds(4001);  // and 1 ms from shard to shard
  auto const left_over = write_sample(here / "left-over", old);
  BOOST_TEST(refusal_of(here, {first, left_over}) ==
             "other_run left-over: was begun 4.0 s apart from first: it is of another run; shards have one --start-at; "
             "--mixed adds them up all the same");
  BOOST_TEST(refusal_of(here, {first, left_over}, mixed) == "merged");
}

BOOST_AUTO_TEST_CASE(a_shard_that_began_late_is_of_the_same_run) {
  folder const here;
  std::array all{make_sample(0, 3), make_sample(1, 3), make_sample(2, 3)};
  for (auto& each : all) each.whole.common_start = all[0].whole.began;
  all[1].whole.began += std::chrono::seconds(5);
  files written;
  for (auto const& each : all) written.push_back(write_sample(here / each.whole.machines[0].host, each));
  BOOST_TEST(refusal_of(here, written) == "merged");
  // Nor is it when two of them are merged before.
  auto const two = merged_file(here / "two", {written[1], written[2]});
  BOOST_TEST(refusal_of(here, {two, written[0]}) == "merged");
  BOOST_TEST((merge_results(files{two, written[0]}).common_start == all[0].whole.began));
}

BOOST_AUTO_TEST_CASE(thresholds_of_all_shards_are_judged) {
  folder const here;
  std::array all{make_sample(0, 3), make_sample(1, 3), make_sample(2, 3)};
  for (auto& each : all) each.whole.plan.thresholds = {"p99<1s", "errors<1%"};
  files written;
  for (auto const& each : all) written.push_back(write_sample(here / each.whole.machines[0].host, each));
  auto const as_given = merge_results(written).plan.thresholds;
  BOOST_TEST(as_given == (std::vector<std::string>{"p99<1s", "errors<1%"}), boost::test_tools::per_element());
  all[2].whole.plan.thresholds = {"max<2s", "p99<1s"};
  written[2] = write_sample(here / "other", all[2]);
  auto const united = merge_results(written).plan.thresholds;
  BOOST_TEST(united == (std::vector<std::string>{"errors<1%", "max<2s", "p99<1s"}), boost::test_tools::per_element());
  auto const grouped = merge_results(files{merged_file(here / "two", {written[2], written[1]}), written[0]});
  BOOST_TEST(grouped.plan.thresholds == united, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lists_of_shards_are_cut) {
  folder const here;
  auto one = make_sample(0, 1);
  one.whole.shard_count = 1'000'000;
  auto const refusal = refusal_of(here, {write_sample(here / "one", one)});
  BOOST_TEST(refusal.starts_with("missing_shards 999999 of the 1000000 shards are not given: numbers 1, 2, 3, "));
  BOOST_TEST(refusal.size() < 400U);
}

BOOST_AUTO_TEST_CASE(a_part_says_what_is_missing) {
  folder const here;
  auto const shards = write_shards(here, 5, {3});
  merge_options options;
  options.partial = true;
  options.into = here / "merged.jsonl";
  auto const sum = merge_results(files{shards[3], shards[1]}, options);
  BOOST_TEST(missing_shards(sum) == (std::vector<std::size_t>{0, 2, 4}), boost::test_tools::per_element());
  BOOST_TEST(sum.cut_short == std::vector<std::size_t>{3}, boost::test_tools::per_element());
  BOOST_TEST(sum.total.planned == 200U);
  BOOST_TEST((sum.reason == end_reason::interrupted));
  auto const read = read_result(*options.into);
  BOOST_TEST(missing_shards(read) == (std::vector<std::size_t>{0, 2, 4}), boost::test_tools::per_element());
  BOOST_TEST(read.cut_short == std::vector<std::size_t>{3}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nothing_is_left_of_a_merge_that_fails) {
  folder const here;
  auto const shards = write_shards(here, 2, {1});
  merge_options options;
  options.into = here / "merged.jsonl";
  BOOST_TEST(refusal_of(here, shards, options) ==
             "cut_short shard 1 ended without its total; --partial takes what there is");
  BOOST_TEST(!std::filesystem::exists(*options.into));

  auto const before = text_of(shards[0]);
  options.into = shards[0];
  options.partial = true;
  options.policy = if_exists::replace;
  BOOST_TEST(refusal_of(here, shards, options) ==
             "already_exists shard-0.jsonl: is one of the results to merge; give another name");
  BOOST_TEST(text_of(shards[0]) == before);
}

BOOST_AUTO_TEST_SUITE_END()
