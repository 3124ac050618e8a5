// What packed answers ask the heap for: once warm, the block of the result, as plain ones do.

#include "allocation_counter.hpp"
#include "documented_answer.hpp"
#include "gzip.hpp"
#include "http/response_reader.hpp"
#include "instrumented.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

namespace {

boost::test_tools::assertion_result heap_is_counted(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result counted(!is_instrumented);
  counted.message() << "skipped: under a sanitizer the allocations are its own";
  return counted;
}

/// Aborts on an error, since a message would need the heap.
dataarts::script_instance read(dataarts::http::response_reader& reader, std::string const& bytes) {
  using progress = dataarts::http::response_reader::progress;
  reader.begin();
  auto const size = boost::asio::buffer_copy(reader.prepare(), boost::asio::buffer(bytes));
  if (size != bytes.size() || reader.commit(size) != progress::complete || !reader.is_result()) std::abort();
  return reader.take_result();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gzip_memory_test, *boost::unit_test::precondition(heap_is_counted))

BOOST_AUTO_TEST_CASE(a_warm_reader_allocates_the_block_of_the_result_and_nothing_else) {
  auto const response = documented_response();
  auto const packed = test::gzip(response.substr(response.find("\r\n\r\n") + 4));
  auto const bytes = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) +
                     "\r\n\r\n" + packed;
  dataarts::http::response_reader reader({.accept_gzip = true});
  for (int i = 0; i < 3; ++i) read(reader, bytes);
  for (int i = 0; i < 10; ++i) {
    auto const before = count_allocations();
    auto const answer = read(reader, bytes);
    auto const during = count_allocations() - before;
    BOOST_TEST((answer.status() == dataarts::run_status::finished));
    BOOST_TEST(during.allocations == 1u);
    BOOST_TEST(during.releases == 0u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
