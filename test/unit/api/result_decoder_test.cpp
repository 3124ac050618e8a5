#include "answers.hpp"
#include "decode.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(result_decoder_test)

using dataarts::cell_kind;
using dataarts::run_status;

namespace {

std::vector<std::string> columns_of(dataarts::run_result const& result) {
  std::vector<std::string> columns;
  for (auto const column : result.columns()) {
    columns.push_back(std::string(column.name) + ":" + std::string(column.type));
  }
  return columns;
}

std::vector<std::string> texts_of(dataarts::row const& row) {
  std::vector<std::string> texts;
  for (auto const cell : row) texts.emplace_back(cell.text());
  return texts;
}

dataarts::script_instance read(std::string const& body) {
  auto const outcome = decode(body);
  if (!outcome.instance) throw std::runtime_error(outcome.error.where() + " of " + body);
  return *outcome;
}

using strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(documented_answer_is_read_in_full) {
  auto const answer = read(documented_answer());
  BOOST_TEST((answer.status() == run_status::finished));
  BOOST_TEST(answer.is_terminal());
  BOOST_TEST(answer.status_text() == "FINISHED");
  BOOST_TEST(!answer.message());
  BOOST_TEST(!answer.failure_reason());
  BOOST_TEST(answer.request_id() == "request-1");
  BOOST_REQUIRE_EQUAL(answer.results().size(), 1u);
  auto const result = answer.results()[0];
  BOOST_TEST(result.message().value() == "");
  BOOST_TEST(result.duration().value() == 0.5);
  BOOST_TEST(result.row_count().value() == 1);
  BOOST_TEST(!result.input_row_count());
  BOOST_TEST(!result.result_count());
  BOOST_TEST(!result.raw_result());
  BOOST_TEST(!result.rows_json());
  BOOST_TEST(!result.schema_json());
  BOOST_REQUIRE_EQUAL(result.rows().size(), 1u);
  auto const row = result.rows()[0];
  strings const cells{"913460.0",
                      "765.0",
                      "8/31/2015 23:26",
                      "Harry Bridges Plaza (Ferry Building)",
                      "50.0",
                      "8/31/2015 23:39",
                      "San Francisco Caltrain (Townsend at 4th)",
                      "70.0",
                      "288",
                      "Subscriber",
                      "2139"};
  BOOST_TEST(texts_of(row) == cells, boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(row.size(), cells.size());
  for (std::size_t i = 0; i != cells.size(); ++i) {
    BOOST_TEST(row[i].text() == cells[i]);
    BOOST_TEST((row[i].kind() == (i == 0 || i == 1 || i == 4 || i == 7 ? cell_kind::float64 : cell_kind::text)));
  }
  BOOST_TEST(row[0].as_double().value() == 913460.0);
  BOOST_TEST(row[0].as_int64().value() == 913460);
  strings const columns{"TripID:int",        "Duration:int",          "StartDate:string",  "StartStation:string",
                        "StartTerminal:int", "EndDate:string",        "EndStation:string", "EndTerminal:int",
                        "Bike:string",       "SubscriberType:string", "ZipCode:string"};
  BOOST_TEST(columns_of(result) == columns, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(documented_answer_comes_back_as_json) {
  auto const answer = read(documented_answer());
  BOOST_TEST(boost::json::parse(dataarts::to_json(answer)) == boost::json::parse(documented_answer()));
}

BOOST_AUTO_TEST_CASE(every_shape_comes_back_as_it_was_sent) {
  for (auto const& given : readable_answers()) {
    BOOST_TEST_CONTEXT(given.name) {
      auto const answer = read(given.body);
      BOOST_TEST(dataarts::to_json(answer) == given.expected());
    }
  }
}

BOOST_AUTO_TEST_CASE(statuses) {
  auto const status_of = [](char const* text) { return read(R"({"status":")" + std::string(text) + "\"}"); };
  BOOST_TEST((status_of("LAUNCHING").status() == run_status::launching));
  BOOST_TEST((status_of("RUNNING").status() == run_status::running));
  BOOST_TEST((status_of("FINISHED").status() == run_status::finished));
  BOOST_TEST((status_of("FAILED").status() == run_status::failed));
  for (auto const* const unknown : {"", "finished", "STOPPED", "FINISHED ", "FAIL"}) {
    auto const answer = status_of(unknown);
    BOOST_TEST((answer.status() == run_status::unknown));
    BOOST_TEST(!answer.is_terminal());
    BOOST_TEST(answer.status_text() == unknown);
  }
}

BOOST_AUTO_TEST_CASE(failure_reason_is_the_first_message_there_is) {
  auto const reason = [](char const* body) { return std::string(read(body).failure_reason().value_or("-")); };
  BOOST_TEST(reason(R"({"status":"FAILED","message":"top","results":[{"message":"inner"}]})") == "top");
  BOOST_TEST(reason(R"({"status":"FAILED","message":"","results":[{"message":""},{"message":"inner"}]})") == "inner");
  BOOST_TEST(reason(R"({"status":"FAILED","message":null,"results":[null,{"message":{"a":1}}]})") == R"({"a":1})");
  BOOST_TEST(reason(R"({"status":"FAILED"})") == "-");
  BOOST_TEST(reason(R"({"status":"FINISHED","message":"top"})") == "-");
}

BOOST_AUTO_TEST_CASE(counts_are_read_from_integers_integral_numbers_and_texts) {
  struct {
    char const* sent;
    std::optional<std::int64_t> value;
  } const cases[] = {{"0", 0},
                     {"12", 12},
                     {"12.0", 12},
                     {"1.2e1", 12},
                     {"\"12\"", 12},
                     {"\"12.0\"", 12},
                     {"-1", -1},
                     {"9223372036854775807", INT64_MAX},
                     {"null", {}},
                     {"12.5", {}},
                     {"\"\"", {}},
                     {"9223372036854775808", {}},
                     {"\"12a\"", {}},
                     {"\" 12\"", {}},
                     {"true", {}},
                     {"[12]", {}},
                     {"{\"a\":1}", {}},
                     {"\"0x10\"", {}},
                     {"-9223372036854775808", INT64_MIN}};
  for (auto const& given : cases) {
    BOOST_TEST_CONTEXT(given.sent) {
      auto const sent = std::string(given.sent);
      auto const body =
          answer_with(R"("rowCount":)" + sent + R"(,"inputRowCount":)" + sent + R"(,"resultCount":)" + sent);
      auto const answer = read(body);
      auto const result = answer.results()[0];
      BOOST_TEST((result.row_count() == given.value));
      BOOST_TEST((result.input_row_count() == given.value));
      BOOST_TEST((result.result_count() == given.value));
      BOOST_TEST(dataarts::to_json(answer) == body);
    }
  }
}

BOOST_AUTO_TEST_CASE(duration_is_read_from_numbers_and_texts) {
  auto const duration = [](char const* sent) {
    return read(answer_with(R"("duration":)" + std::string(sent))).results()[0].duration();
  };
  BOOST_TEST(duration("0.5").value() == 0.5);
  BOOST_TEST(duration("3").value() == 3.0);
  BOOST_TEST(duration("\"0.25\"").value() == 0.25);
  BOOST_TEST(!duration("null"));
  BOOST_TEST(!duration("\"soon\""));
  BOOST_TEST(!duration("{}"));
}

BOOST_AUTO_TEST_CASE(cells_have_kinds_and_keep_their_text) {
  struct {
    char const* sent;
    cell_kind kind;
    char const* text;
  } const cases[] = {
      {"null", cell_kind::null, "null"},
      {"true", cell_kind::boolean, "true"},
      {"false", cell_kind::boolean, "false"},
      {"0", cell_kind::int64, "0"},
      {"-0", cell_kind::int64, "-0"},
      {"9223372036854775807", cell_kind::int64, "9223372036854775807"},
      {"-9223372036854775808", cell_kind::int64, "-9223372036854775808"},
      {"9223372036854775808", cell_kind::uint64, "9223372036854775808"},
      {"18446744073709551615", cell_kind::uint64, "18446744073709551615"},
      {"18446744073709551616", cell_kind::decimal, "18446744073709551616"},
      {"-9223372036854775809", cell_kind::decimal, "-9223372036854775809"},
      {"100000000000000000000", cell_kind::float64, "100000000000000000000"},
      {"1.10", cell_kind::float64, "1.10"},
      {"0.0", cell_kind::float64, "0.0"},
      {"0.000000000", cell_kind::float64, "0.000000000"},
      {"-0.0", cell_kind::float64, "-0.0"},
      {"1e5", cell_kind::float64, "1e5"},
      {"1E+5", cell_kind::float64, "1E+5"},
      {"0.1", cell_kind::float64, "0.1"},
      {"123456789012.345", cell_kind::float64, "123456789012.345"},
      {"0.30000000000000004", cell_kind::float64, "0.30000000000000004"},
      {"0.3000000000000000", cell_kind::float64, "0.3000000000000000"},
      {"0.3000000000000000100", cell_kind::decimal, "0.3000000000000000100"},
      {"1.7976931348623157e308", cell_kind::float64, "1.7976931348623157e308"},
      {"1e308", cell_kind::float64, "1e308"},
      {"1e309", cell_kind::decimal, "1e309"},
      {"-1e400", cell_kind::decimal, "-1e400"},
      {"5e-324", cell_kind::float64, "5e-324"},
      {"1e-400", cell_kind::decimal, "1e-400"},
      {"1234567890123456789012345678.0123456789", cell_kind::decimal, "1234567890123456789012345678.0123456789"},
      {"-0.0000000001", cell_kind::float64, "-0.0000000001"},
      {"9999999999999999999999999999.9999999999", cell_kind::decimal, "9999999999999999999999999999.9999999999"},
      {R"("")", cell_kind::text, ""},
      {R"("null")", cell_kind::text, "null"},
      {R"("\u4e2d\u6587 \ud83d\ude00")", cell_kind::text, "中文 😀"},
      {"[]", cell_kind::json, "[]"},
      {R"({ "a" : [ 1.10 , "\u00e9\"" , { } ] })", cell_kind::json, R"({"a":[1.10,"é\"",{}]})"},
  };
  for (auto const& given : cases) {
    BOOST_TEST_CONTEXT(given.sent) {
      auto const answer = read(answer_with_cells(given.sent));
      auto const row = answer.results()[0].rows()[0];
      BOOST_REQUIRE_EQUAL(row.size(), 1u);
      BOOST_TEST(static_cast<int>(row[0].kind()) == static_cast<int>(given.kind));
      BOOST_TEST(row[0].text() == given.text);
    }
  }
}

BOOST_AUTO_TEST_CASE(long_numbers_keep_every_digit) {
  std::string const number = "-" + std::string(2000, '7') + "." + std::string(3000, '3') + "e-17";
  auto const answer = read(answer_with_cells(number));
  BOOST_TEST((answer.results()[0].rows()[0][0].kind() == cell_kind::decimal));
  BOOST_TEST(answer.results()[0].rows()[0][0].text() == number);
}

BOOST_AUTO_TEST_CASE(cells_of_every_length_around_the_borders_of_their_heads) {
  for (std::size_t const size : {0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 14, 15, 16, 17, 254, 255, 256, 257, 4096, 70000}) {
    std::string const text(size, 'x');
    auto const answer = read(answer_with_cells("\"" + text + "\",1,\"" + text + "\""));
    auto const row = answer.results()[0].rows()[0];
    BOOST_TEST(texts_of(row) == (strings{text, "1", text}), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(any_cell_of_a_wide_row_is_found) {
  for (std::size_t const width : {1, 7, 8, 9, 15, 16, 17, 24, 25, 1000}) {
    std::string cells;
    for (std::size_t i = 0; i != width; ++i)
      cells += (i == 0 ? "" : ",") + ("\"" + std::string(i % 40, 'c')) + std::to_string(i) + "\"";
    auto const answer = read(answer_with_cells(cells + "],[" + cells));
    for (auto const row : answer.results()[0].rows()) {
      BOOST_REQUIRE_EQUAL(row.size(), width);
      for (std::size_t i = 0; i != width; ++i)
        BOOST_TEST(row[i].text() == std::string(i % 40, 'c') + std::to_string(i));
    }
  }
}

BOOST_AUTO_TEST_CASE(rows_sent_as_text_are_read) {
  auto const answer =
      read(answer_with(R"("rows":"[[1, \"a\"],\n [null, [2]]]","schema":"[{\"n\": \"int\"}, {\"t\":\"text\"}]")"));
  auto const result = answer.results()[0];
  BOOST_REQUIRE_EQUAL(result.rows().size(), 2u);
  BOOST_TEST(texts_of(result.rows()[0]) == (strings{"1", "a"}), boost::test_tools::per_element());
  BOOST_TEST(texts_of(result.rows()[1]) == (strings{"null", "[2]"}), boost::test_tools::per_element());
  BOOST_TEST(columns_of(result) == (strings{"n:int", "t:text"}), boost::test_tools::per_element());
  BOOST_TEST(!result.rows_json());
  BOOST_TEST(!result.schema_json());
}

BOOST_AUTO_TEST_CASE(long_rows_sent_as_text_are_read) {
  std::string rows = "[";
  for (int i = 0; i < 3000; ++i)
    rows += (i == 0 ? "[" : ",[") + std::to_string(i) + R"(,\"text \\\" )" + std::to_string(i) + R"(\"])";
  auto const answer = read(answer_with(R"("rows":")" + rows + "]\""));
  auto const read_rows = answer.results()[0].rows();
  BOOST_REQUIRE_EQUAL(read_rows.size(), 3000u);
  BOOST_TEST(read_rows[2999][1].text() == "text \" 2999");
}

BOOST_AUTO_TEST_CASE(rows_and_schema_in_other_shapes_are_kept_as_json) {
  struct {
    char const* sent;
    char const* json;
  } const rows[] = {{R"("plain")", R"("plain")"},
                    {R"("[1]")", R"("[1]")"},
                    {R"({ "a" : 1 })", R"({"a":1})"},
                    {"[ 1 ]", "[1]"},
                    {R"([[1,"b"],{"c":[]}])", nullptr},
                    {R"([["x"],"y",["z"]])", nullptr},
                    {"3", "3"}};
  for (auto const& given : rows) {
    BOOST_TEST_CONTEXT(given.sent) {
      auto const answer = read(answer_with(R"("rows":)" + std::string(given.sent)));
      BOOST_TEST(answer.results()[0].rows().empty());
      BOOST_TEST(answer.results()[0].rows_json().value() == (given.json == nullptr ? given.sent : given.json));
    }
  }
}

BOOST_AUTO_TEST_CASE(columns_of_other_schemas_are_given_where_they_can_be_read) {
  struct {
    char const* sent;
    strings columns;
  } const schemas[] = {{R"({"a":"int","b":"text"})", {"a:int", "b:text"}},
                       {R"([{"a":"int","b":"text"},{"c":"date"}])", {"a:int", "b:text", "c:date"}},
                       {R"([{"a":"int"},{"b":null}])", {}},
                       {R"([{"a":"int"},"b"])", {}},
                       {R"([{"a":"int"},{}])", {}},
                       {R"(["a"])", {}},
                       {"{}", {}},
                       {"1", {}}};
  for (auto const& given : schemas) {
    BOOST_TEST_CONTEXT(given.sent) {
      auto const answer = read(answer_with(R"("schema":)" + std::string(given.sent)));
      auto const result = answer.results()[0];
      BOOST_TEST(columns_of(result) == given.columns, boost::test_tools::per_element());
      BOOST_TEST(result.schema_json().value() == given.sent);
    }
  }
}

BOOST_AUTO_TEST_CASE(raw_result_is_json) {
  auto const raw = [](char const* sent) {
    return std::string(
        read(answer_with(R"("rawResult":)" + std::string(sent))).results()[0].raw_result().value_or("-"));
  };
  BOOST_TEST(raw(R"({ "a" : "\"" })") == R"({"a":"\""})");
  BOOST_TEST(raw(R"("a\n\"")") == R"("a\n\"")");
  BOOST_TEST(raw("1.50") == "1.50");
  BOOST_TEST(raw("null") == "-");
}

BOOST_AUTO_TEST_CASE(copies_share_and_outlive) {
  std::optional<dataarts::script_instance> copy;
  {
    auto const answer = read(documented_answer());
    copy = answer;
    BOOST_TEST(copy->status_text().data() == answer.status_text().data());
  }
  BOOST_TEST(copy->results()[0].rows()[0][10].text() == "2139");
  auto moved = std::move(*copy);
  copy = moved;
  BOOST_TEST(copy->memory_size() == moved.memory_size());
}

BOOST_AUTO_TEST_CASE(a_decoder_is_used_again_after_success_and_after_failure) {
  dataarts::result_decoder decoder;
  auto const whole = [](std::string const& body) { return [size = body.size()] { return size; }; };
  for (auto const& given : readable_answers()) {
    auto const bad = given.body + "x";
    BOOST_TEST(!decode_pieces(decoder, bad, whole(bad)).instance);
    auto const outcome = decode_pieces(decoder, given.body, whole(given.body));
    BOOST_TEST(dataarts::to_json(*outcome) == given.expected());
  }
  dataarts::decode_error error;
  BOOST_TEST(decoder.write(R"({"status":"FIN)", error));
  decoder.reset();
  BOOST_TEST(decoder.write(R"({"status":"FAILED"})", error));
  BOOST_TEST(decoder.finish(error));
  BOOST_TEST((decoder.take("").status() == run_status::failed));
}

BOOST_AUTO_TEST_CASE(a_wrong_length_hint_does_no_harm) {
  for (std::uint64_t const hint : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 20, ~std::uint64_t{0}}) {
    dataarts::result_decoder decoder;
    decoder.content_length_hint(hint);
    auto const body = documented_answer();
    auto const outcome = decode_pieces(decoder, body, [] { return 100; });
    BOOST_TEST(outcome->results()[0].rows()[0].size() == 11u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
