#include "answers.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <ranges>
#include <string>
#include <vector>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(rendered_answers)

namespace {

std::vector<answered_query> some_answers() {
  std::string many = R"({"status":"FINISHED","results":[{"rows":[)";
  for (int i = 0; i < 3000; ++i)
    many += (i == 0 ? "" : ",") + std::string(R"(["a long cell, with a comma and \u202e",5.50])");
  many += R"(],"schema":[{"A":"string"},{"B":"double"}]}]})";
  std::vector<answered_query> made;
  made.push_back(answered({"s", "a", "w"}, documented_body));
  made.push_back(answered({"s", "b"}, R"({"status":"FAILED","message":"no \"table\"\n"})"));
  made.push_back(no_such_script({"s", "c"}));
  made.push_back(answered({"s", "d"}, many));
  made.push_back(answered({"s", "e"}, many));
  made.push_back(answered({"s", "f"}, documented_body));
  return made;
}

using maker = std::unique_ptr<answer_format> (*)(page const&);
constexpr maker makers[] = {make_json_array_format, make_json_lines_format, make_csv_format,
                            make_csv_rows_format,   make_table_format,      make_rows_format};

page pages(bool terminal) {
  page made;
  made.terminal = made.colour = terminal;
  made.columns = terminal ? 60 : 0;
  made.lines = 3;
  return made;
}

BOOST_AUTO_TEST_CASE(what_is_rendered_first_is_written_as_what_is_written_at_once) {
  auto const answers = some_answers();
  for (auto const make : makers) {
    for (auto const terminal : {false, true}) {
      auto const expected = formatted(make(pages(terminal)), answers);
      output_texts out;
      auto const format = make(pages(terminal));
      std::vector<std::string> kept;
      for (auto const& each : std::views::reverse(answers)) kept.push_back(format->render(each));
      for (auto& each : std::views::reverse(kept)) format->put(each, out);
      format->end(out);
      BOOST_TEST(out.results == expected.results);
      BOOST_TEST(out.notes == expected.notes);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_large_answer_leaves_in_pieces) {
  auto const answers = some_answers();
  for (auto const make : {make_json_array_format, make_json_lines_format, make_csv_rows_format, make_rows_format}) {
    auto const expected = formatted(make(pages(false)), answers);
    std::string written;
    std::size_t largest = 0;
    output_texts out;
    out.relief = [&] {
      largest = std::max(largest, out.results.size());
      written += out.results;
      out.results.clear();
    };
    auto const format = make(pages(false));
    for (auto const& answer : answers) format->add(answer, out);
    format->end(out);
    written += out.results;
    BOOST_TEST(written == expected.results);
    BOOST_TEST(expected.results.size() > 3 * output_texts::piece);
    BOOST_TEST(largest < 2 * output_texts::piece);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
