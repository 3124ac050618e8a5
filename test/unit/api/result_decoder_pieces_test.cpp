#include "answers.hpp"
#include "decode.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(result_decoder_pieces_test)

// However a body is cut into pieces, it is read as it is as a whole.

namespace {

/// Everything that can be seen of an instance, kinds of cells and found columns included.
std::string picture(dataarts::script_instance const& instance) {
  auto text = dataarts::to_json(instance) + " " + std::to_string(instance.memory_size());
  for (auto const result : instance.results()) {
    for (auto const row : result.rows()) {
      text += "\n";
      for (auto const cell : row) text += std::to_string(static_cast<int>(cell.kind())) + std::string(cell.text());
      // NOLINTNEXTLINE(modernize-loop-convert): reading by index is what is tested.
      for (std::size_t i = 0; i != row.size(); ++i) text += row[i].text();
    }
    for (auto const column : result.columns()) text.append("\n").append(column.name).append("|").append(column.type);
    text += result.rows_json().value_or("-");
    text += result.schema_json().value_or("-");
  }
  return text;
}

std::vector<answer_case> bodies() {
  auto all = readable_answers();
  all.push_back({"documented", documented_answer(), ""});
  std::string wide;
  for (int i = 0; i < 40; ++i)
    wide += (i == 0 ? "" : ",") + std::to_string(i * 1.5) + ",\"text " + std::to_string(i) + "\\u00e9\"";
  all.push_back({"wide row", answer_with_cells(wide), ""});
  all.push_back({"long texts",
                 answer_with_cells("\"" + std::string(300, 'x') + "\",\"" + std::string(5000, 'y') + "é\\n" +
                                   std::string(40, 'z') + "\""),
                 ""});
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pieces_of_one_size) {
  for (auto const& given : bodies()) {
    auto const whole = picture(*decode(given.body));
    for (std::size_t const piece : {1, 2, 3, 5, 7, 16, 61}) {
      auto const outcome = decode(given.body, piece);
      BOOST_TEST(picture(*outcome) == whole, given.name << " in pieces of " << piece);
    }
  }
}

BOOST_AUTO_TEST_CASE(two_pieces_with_every_border) {
  for (auto const& given : bodies()) {
    if (given.body.size() > 1000) continue;
    auto const whole = picture(*decode(given.body));
    for (std::size_t border = 1; border < given.body.size(); ++border) {
      dataarts::result_decoder decoder;
      auto first = true;
      auto const outcome =
          decode_pieces(decoder, given.body, [&] { return std::exchange(first, false) ? border : given.body.size(); });
      BOOST_TEST(picture(*outcome) == whole, given.name << " cut at " << border);
    }
  }
}

BOOST_AUTO_TEST_CASE(random_pieces) {
  auto const seed = std::random_device{}();
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20; ++round) {
    for (auto const& given : bodies()) {
      auto const longest = 1u << (random() % 8);
      dataarts::result_decoder decoder;
      auto const outcome = decode_pieces(decoder, given.body, [&] { return 1 + random() % longest; });
      BOOST_TEST(picture(*outcome) == picture(*decode(given.body)), given.name << ", seed " << seed);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
