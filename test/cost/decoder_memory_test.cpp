// What the decoder asks the heap for: exact numbers of allocations, and the peak of memory for a large answer.

#include "allocation_counter.hpp"
#include "api/result_decoder.hpp"
#include "documented_answer.hpp"
#include "instrumented.hpp"

#include <dataarts/script_instance.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

boost::test_tools::assertion_result heap_is_counted(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result counted(!is_instrumented);
  counted.message() << "skipped: under a sanitizer the allocations are its own";
  return counted;
}

/// A body as it comes from the network: pieces of 64 KiB. Aborts on an error, since a message would need the heap.
dataarts::script_instance decode(dataarts::result_decoder& decoder, std::string_view body,
                                 std::optional<std::uint64_t> hint = std::nullopt) {
  dataarts::decode_error error;
  decoder.content_length_hint(hint);
  for (constexpr std::size_t piece = 64 * 1024; !body.empty(); body.remove_prefix(std::min(piece, body.size()))) {
    if (!decoder.write(body.substr(0, piece), error)) std::abort();
  }
  if (!decoder.finish(error)) std::abort();
  return decoder.take("4f1f3a6f4b6e4d1f9f0e5d5c8a7b6c5d");
}

/// 10,000 rows and about 3 MB, with cells of all kinds, as wide as the documented row and some more.
std::string large_body(bool long_texts) {
  std::string body = R"--({"status":"FINISHED","results":[{"rowCount":10000,"rows":[)--";
  for (int i = 0; i < 10'000; ++i) {
    auto const n = std::to_string(i);
    body += (i == 0 ? "[" : ",[") + n +
            R"--(,765.0,"8/31/2015 23:26","Harry Bridges Plaza (Ferry Building)",50.0,true,null,)--";
    if (long_texts) {
      body +=
          R"--("San Francisco Caltrain (Townsend at 4th)",70.25,"288","Subscriber","2139","8/31/2015 23:39","a longer remark, )--";
      body += R"--(as free text columns of real tables hold them, of some hundred characters, number )--" + n + "\"]";
    } else {
      for (int cell = 0; cell < 60; ++cell) body += std::to_string(cell) + ",";
      body += "\"\"]";
    }
  }
  return body + R"--(],"schema":[{"a":"int"},{"b":"int"}]}]})--";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decoder_memory_test, *boost::unit_test::precondition(heap_is_counted))

BOOST_AUTO_TEST_CASE(a_warm_decoder_allocates_the_block_of_the_result_and_nothing_else) {
  auto const body = documented_answer();
  dataarts::result_decoder decoder;
  for (int i = 0; i < 3; ++i) decode(decoder, body);
  auto const before = count_allocations();
  std::size_t size = 0;
  allocation_count alive;
  {
    auto const answer = decode(decoder, body);
    alive = count_allocations() - before;
    size = answer.memory_size();
  }
  auto const after = count_allocations() - before;
  BOOST_TEST(alive.allocations == 1u);
  BOOST_TEST(alive.releases == 0u);
  BOOST_TEST(after.allocations == 1u);
  BOOST_TEST(after.releases == 1u);
  BOOST_TEST_MESSAGE("the documented answer takes " << size << " bytes");
}

BOOST_AUTO_TEST_CASE(copies_and_views_allocate_nothing) {
  dataarts::result_decoder decoder;
  auto const answer = decode(decoder, documented_answer());
  auto const before = count_allocations();
  std::size_t seen = 0;
  {
    auto const copy = answer;
    for (auto const result : copy.results()) {
      for (auto const row : result.rows()) {
        for (auto const cell : row) seen += cell.text().size() + (cell.as_double() ? 1 : 0);
      }
      for (auto const column : result.columns()) seen += column.name.size();
      seen += result.duration() ? 1 : 0;
    }
  }
  auto const count = count_allocations() - before;
  BOOST_TEST(seen > 0u);
  BOOST_TEST(count.allocations == 0u);
}

BOOST_AUTO_TEST_CASE(the_peak_for_a_large_answer_is_little_more_than_its_body) {
  for (auto const long_texts : {true, false}) {
    auto const body = large_body(long_texts);
    for (auto const& hint : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(body.size())}) {
      dataarts::result_decoder decoder;
      auto const before = bytes_in_use_now();
      restart_most_bytes();
      auto const answer = decode(decoder, body, hint);
      auto const peak = most_bytes_in_use() - before;
      auto const ratio = static_cast<double>(peak) / static_cast<double>(body.size());
      BOOST_TEST(answer.results()[0].rows().size() == 10'000u);
      BOOST_TEST(answer.memory_size() <= peak);
      BOOST_TEST(ratio <= 1.2, "peak of " << peak << " for a body of " << body.size());
      BOOST_TEST_MESSAGE("a body of " << body.size() << " bytes" << (hint ? ", announced" : "") << ": peak " << peak
                                      << " (" << ratio << " times), result " << answer.memory_size());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_decoder_does_not_keep_the_memory_of_a_large_answer) {
  auto const body = large_body(true);
  dataarts::result_decoder decoder;
  auto const before = bytes_in_use_now();
  decode(decoder, body);
  dataarts::decode_error error;
  if (!decoder.write(std::string_view(body).substr(0, body.size() / 2), error)) std::abort();
  decoder.reset();
  auto const kept = bytes_in_use_now() - before;
  BOOST_TEST(kept <= 256u * 1024u);
}

BOOST_AUTO_TEST_SUITE_END()
