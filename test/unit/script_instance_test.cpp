#include "api/answers.hpp"
#include "api/decode.hpp"

#include <dataarts/script_instance.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(script_instance_test)

using dataarts::cell;
using dataarts::cell_kind;
using dataarts::run_status;

static_assert(std::forward_iterator<dataarts::row::iterator>);
static_assert(std::input_iterator<dataarts::row_list::iterator>);
static_assert(std::is_nothrow_copy_constructible_v<dataarts::script_instance>);
static_assert(std::is_nothrow_move_constructible_v<dataarts::script_instance>);

BOOST_AUTO_TEST_CASE(names_of_statuses) {
  BOOST_TEST(to_string(run_status::launching) == "LAUNCHING");
  BOOST_TEST(to_string(run_status::running) == "RUNNING");
  BOOST_TEST(to_string(run_status::finished) == "FINISHED");
  BOOST_TEST(to_string(run_status::failed) == "FAILED");
  BOOST_TEST(to_string(run_status::unknown) == "UNKNOWN");
}

BOOST_AUTO_TEST_CASE(cells_convert_what_they_hold_and_nothing_else) {
  BOOST_TEST(cell(cell_kind::boolean, "true").as_bool().value());
  BOOST_TEST(!cell(cell_kind::boolean, "false").as_bool().value());
  BOOST_TEST(!cell(cell_kind::text, "true").as_bool());
  BOOST_TEST(cell(cell_kind::int64, "-5").as_int64().value() == -5);
  BOOST_TEST(!cell(cell_kind::int64, "-5").as_uint64());
  BOOST_TEST(cell(cell_kind::uint64, "18446744073709551615").as_uint64().value() == UINT64_MAX);
  BOOST_TEST(!cell(cell_kind::uint64, "18446744073709551615").as_int64());
  BOOST_TEST(cell(cell_kind::float64, "70.0").as_int64().value() == 70);
  BOOST_TEST(!cell(cell_kind::float64, "70.5").as_int64());
  BOOST_TEST(cell(cell_kind::float64, "70.5").as_double().value() == 70.5);
  BOOST_TEST(cell(cell_kind::decimal, "0.1000000000000000055").as_double().value() == 0.1);
  BOOST_TEST(!cell(cell_kind::decimal, "1e309").as_double());
  for (auto const kind : {cell_kind::null, cell_kind::boolean, cell_kind::text, cell_kind::json}) {
    BOOST_TEST(!cell(kind, "1").as_int64());
    BOOST_TEST(!cell(kind, "1").as_uint64());
    BOOST_TEST(!cell(kind, "1").as_double());
  }
  BOOST_TEST(cell(cell_kind::null, "null").is_null());
  std::ostringstream out;
  out << cell(cell_kind::text, "a b");
  BOOST_TEST(out.str() == "a b");
}

BOOST_AUTO_TEST_CASE(empty_views) {
  BOOST_TEST(dataarts::row().empty());
  BOOST_TEST((dataarts::row().begin() == dataarts::row().end()));
  BOOST_TEST(dataarts::row_list().empty());
  BOOST_TEST(dataarts::column_list().empty());
  BOOST_TEST(dataarts::result_list().empty());
  auto const running = decode(R"({"status":"RUNNING"})");
  BOOST_TEST(running->results().empty());
  BOOST_TEST((running->results().begin() == running->results().end()));
  auto const empty = decode(answer_with(""));
  BOOST_TEST(empty->results()[0].rows().empty());
  BOOST_TEST(empty->results()[0].columns().empty());
}

BOOST_AUTO_TEST_CASE(iterators_walk_in_order) {
  auto const answer = decode(answer_with(R"("rows":[[1,2],[3],[]],"schema":[{"a":"x"},{"b":"y"}])"));
  std::string seen;
  for (auto const result : answer->results()) {
    for (auto const row : result.rows()) {
      for (auto const value : row) seen += value.text();
      seen += ';';
    }
    for (auto const column : result.columns()) seen.append(column.name).append(column.type);
  }
  BOOST_TEST(seen == "12;3;;axby");
  auto at = answer->results()[0].rows()[0].begin();
  auto const before = at++;
  BOOST_TEST((*before).text() == "1");
  BOOST_TEST((*at).text() == "2");
  auto rows = answer->results()[0].rows().begin();
  BOOST_TEST((*rows++).size() == 2u);
  BOOST_TEST((*rows).size() == 1u);
}

BOOST_AUTO_TEST_CASE(append_json_appends) {
  auto const answer = decode(R"({"status":"RUNNING"})");
  std::string out = "x";
  append_json(out, *answer);
  BOOST_TEST(out == R"(x{"status":"RUNNING"})");
}

BOOST_AUTO_TEST_CASE(json_can_leave_row_by_row) {
  auto const answer =
      decode(R"({"status":"FINISHED","results":[{"rows":[[1],[2.50],["x"]]},{"rows":[]},{"rows":[[null]]}]})");
  std::vector<std::string> pieces;
  std::string out;
  append_json(out, *answer, [&] {
    pieces.push_back(out);
    out.clear();
  });
  BOOST_TEST(pieces == (std::vector<std::string>{R"({"status":"FINISHED","results":[{"rows":[[1])", ",[2.50]",
                                                 R"(,["x"])", R"(]},{"rows":[]},{"rows":[[null])"}),
             boost::test_tools::per_element());
  BOOST_TEST(out == "]}]}");
}

BOOST_AUTO_TEST_CASE(copies_may_be_used_and_dropped_by_many_threads) {
  auto first = decode(documented_answer()).instance;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = *first] {
      for (int round = 0; round < 1000; ++round) {
        auto mine = copy;
        auto moved = std::move(mine);
        if (moved.results()[0].rows()[0].size() != 11) std::abort();
      }
    });
  }
  first.reset();
  for (auto& thread : threads) thread.join();
}

BOOST_AUTO_TEST_SUITE_END()
