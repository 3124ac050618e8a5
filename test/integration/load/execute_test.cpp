// Scripts that the load test starts itself: what its result file says is what the journal of the server says.

#include "folder.hpp"
#include "timed_run.hpp"

#include "plan/look_times.hpp"
#include "result/result_reader.hpp"

#include <dataarts/mock/fault_rule.hpp>
#include <dataarts/mock/quota_rule.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(execute_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

/// What the journal says of the requests from an instant on.
struct journal_ledger {
  std::uint64_t executes = 0;
  std::uint64_t started = 0;  ///< executes that made an instance
  std::uint64_t polls = 0;
  std::set<std::string> instances, over;
  std::array<std::uint64_t, load::outcome_count> ended{};
  std::vector<std::chrono::nanoseconds> polled_at;
};

outcome class_of(mock::journal_entry const& entry) {
  if (entry.fault == "cut") return outcome::eof_mid_body;
  if (entry.fault == "stall") return outcome::deadline;
  if (entry.status == 429) return outcome::throttled;
  if (entry.status >= 500) return outcome::server_5xx;
  return entry.status == 200 ? outcome::answered : outcome::client_4xx;
}

journal_ledger ledger_of(mock::journal const& from, std::chrono::nanoseconds since = 0s) {
  journal_ledger made;
  auto const entries = from.find();
  for (auto const& each : entries) {
    if (each.mock_time < since) continue;
    auto const what = class_of(each);
    ++made.ended[static_cast<std::size_t>(what)];
    if (each.method == "POST") {
      BOOST_TEST(each.target.ends_with("/execute"));
      ++made.executes;
      if (what == outcome::answered) ++made.started;
      continue;
    }
    ++made.polls;
    made.instances.insert(each.instance);
    made.polled_at.push_back(each.mock_time);
    if (what == outcome::answered && each.terminal) made.over.insert(each.instance);
    BOOST_TEST(!each.after_terminal);
  }
  std::sort(made.polled_at.begin(), made.polled_at.end());
  return made;
}

void judge(load::measurement const& total, journal_ledger const& expected) {
  BOOST_TEST(total.runs.executes == expected.executes);
  BOOST_TEST(total.runs.polls == expected.polls);
  BOOST_TEST(total.wire.requests_sent == expected.executes + expected.polls);
  BOOST_TEST(total.planned == expected.executes + expected.polls);
  for (std::size_t i = 0; i < load::outcome_count; ++i) {
    BOOST_TEST_CONTEXT(to_string(static_cast<outcome>(i))) { BOOST_TEST(total.ended[i] == expected.ended[i]); }
  }
}

mock::fault_rule on_the_wire(std::string name, std::uint64_t poll, mock::wire_fault what) {
  mock::fault_rule made;
  made.name = std::move(name);
  made.on = mock::fault_polls::one(poll);
  made.wire = std::make_shared<mock::wire_fault const>(what);
  return made;
}

/// One start each second. Runs take 9 s, and are looked at 1.5 s after they began and every 3 s.
struct executing {
  explicit executing(std::chrono::nanoseconds warmup = 0s, std::chrono::nanoseconds duration = 20s) {
    it.told.out = files.path_of("run.jsonl");
    it.at_rate(1, warmup, duration);
    auto& plan = it.settings.plan;
    plan.model = load::load_model::workload;
    plan.execute = true;
    plan.targets.emplace_back("s", "{k}");
    plan.polling.initial_delay = 1500ms;
    plan.polling.interval = 3s;
    plan.timeout = 500ms;
  }

  static mock::instance nine_seconds() {
    mock::instance made("runs");
    made.script("s").starts(mock::run_start::execute).running_for(9s).then_finished();
    return made;
  }

  /// What the result file says.
  load::measurement const& carry_out() {
    it.carry_out();
    filed = load::read_result(*it.told.out);
    return filed.total;
  }

  test::folder files;
  test::timed_run it{std::make_shared<dataarts::memory_network>()};
  load::result filed;
};

}  // namespace

BOOST_AUTO_TEST_CASE(scripts_are_started_and_looked_at_until_they_are_over) {
  executing here;
  here.it.server->add(executing::nine_seconds());
  auto const& total = here.carry_out();

  auto const journal = ledger_of(*here.it.journal);
  judge(total, journal);
  // The last of those that are found over began after 9 s, and is looked at the fourth time after 19.5 s.
  BOOST_TEST(total.runs.started == 20U);
  BOOST_TEST(total.runs.executes == 20U);
  BOOST_TEST(total.runs.over == 10U);
  BOOST_TEST(total.runs.given_up == 10U);
  BOOST_TEST(total.runs.polls == 10U * 4 + 3 * 3 + 3 * 2 + 3 * 1);
  BOOST_TEST(journal.over.size() == total.runs.over);
  BOOST_TEST(journal.instances.size() == 19U);  // of the last one there is no look
  BOOST_TEST(here.it.server->runs().counts().executes == 20U);
  BOOST_TEST(total.states[static_cast<std::size_t>(load::run_state::finished)] == 10U);
  BOOST_TEST(total.states[static_cast<std::size_t>(load::run_state::running)] == total.runs.polls - 10U);
  BOOST_TEST(total.runs.detection.count() == 0U);  // the service does not tell when a run was over
}

BOOST_AUTO_TEST_CASE(looks_keep_to_the_poll_policy_to_the_nanosecond) {
  executing here(0s, 60s);
  auto& plan = here.it.settings.plan;
  plan.polling = {.initial_delay = 700ms, .interval = 1s, .growth = 1.5, .max_interval = 5s, .jitter = 0.5};
  plan.stages = {{1, 1, 10s}, {0, 0, 50s}};
  plan.seed = 11;
  here.it.server->add(executing::nine_seconds());
  auto const& total = here.carry_out();

  std::vector<std::chrono::nanoseconds> expected;
  for (std::uint64_t k = 0; k < 10; ++k) {
    load::look_times looks(plan.polling, plan.seed, k);
    auto const began = std::chrono::seconds(k);
    for (auto after = 0ns; after < 9s;) {
      after = looks.next();
      expected.push_back(began + after);
    }
  }
  std::sort(expected.begin(), expected.end());
  auto const journal = ledger_of(*here.it.journal);
  judge(total, journal);
  BOOST_TEST((journal.polled_at == expected));
  BOOST_TEST(total.runs.over == 10U);
  BOOST_TEST(total.runs.given_up == 0U);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_with_looks_is_counted_and_the_runs_go_on) {
  executing here(0s, 60s);
  here.it.settings.plan.stages = {{1, 1, 20s}, {0, 0, 40s}};
  mock::own_answer broken;
  broken.status = 503;
  mock::own_answer busy;
  busy.status = 429;
  auto rule = executing::nine_seconds();
  rule.failing(0.5)
      .on_poll(1, mock::canned_answer(broken))
      .fault(on_the_wire("stall", 2, mock::wire_fault::stall(20)))
      .on_poll(3, mock::canned_answer(busy))
      .fault(on_the_wire("cut", 4, mock::wire_fault::cut(20)));
  here.it.server->add(rule);
  auto const& total = here.carry_out();

  auto const journal = ledger_of(*here.it.journal);
  judge(total, journal);
  // The fourth look, which would have found the end, is lost; the fifth finds it.
  BOOST_TEST(total.runs.over == 20U);
  BOOST_TEST(total.runs.given_up == 0U);
  BOOST_TEST(journal.over.size() == 20U);
  BOOST_TEST(total.runs.polls == 20U * 5);
  for (auto const which : {outcome::server_5xx, outcome::deadline, outcome::throttled, outcome::eof_mid_body}) {
    BOOST_TEST(total.count(which) == 20U);
  }
  auto const failed = total.states[static_cast<std::size_t>(load::run_state::failed)];
  BOOST_TEST((failed > 0 && failed < 20));
  BOOST_TEST(failed + total.states[static_cast<std::size_t>(load::run_state::finished)] == 20U);
}

BOOST_AUTO_TEST_CASE(a_script_that_is_not_started_is_not_looked_at) {
  executing here(0s, 60s);
  auto& plan = here.it.settings.plan;
  plan.stages = {{2, 2, 20s}, {0, 0, 40s}};
  here.it.server->add(executing::nine_seconds());
  mock::quota_rule one_each_second;
  one_each_second.name = "executes";
  one_each_second.key = mock::quota_key::api;
  one_each_second.limit = 1;
  one_each_second.window = 1s;
  here.it.server->add(one_each_second);
  plan.polling.initial_delay = 10s;  // queries have a quota of their own, which no two of them share
  auto const& total = here.carry_out();

  auto const journal = ledger_of(*here.it.journal);
  judge(total, journal);
  BOOST_TEST(total.runs.executes == 40U);
  BOOST_TEST(total.runs.started == 40U);
  BOOST_TEST(journal.started == 20U);
  BOOST_TEST(total.count(outcome::throttled) == 20U);
  BOOST_TEST(total.runs.over == 20U);
  BOOST_TEST(total.runs.given_up == 20U);
  BOOST_TEST(total.runs.polls == 20U);
}

BOOST_AUTO_TEST_CASE(the_warm_up_is_in_no_figure) {
  executing here(5s, 20s);
  here.it.server->add(executing::nine_seconds());
  auto const& total = here.carry_out();

  auto const whole = ledger_of(*here.it.journal);
  auto const measured = ledger_of(*here.it.journal, 5s);
  judge(total, measured);
  BOOST_TEST(whole.executes == 25U);
  BOOST_TEST(measured.executes == 20U);
  BOOST_TEST(measured.polls < whole.polls);
  BOOST_TEST(total.runs.started == 20U);
  BOOST_TEST(total.runs.over == 10U);
  BOOST_TEST(total.runs.given_up == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
