#include "http/response_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(workspace_test)

using dataarts::errc;
using dataarts::http::response_reader;
using dataarts::http::spare_workspaces;
using progress = response_reader::progress;

namespace {

std::string answer_of(std::string_view body, std::string_view status = "200 OK") {
  std::string text("HTTP/1.1 ");
  text.append(status).append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

progress put(response_reader& reader, std::string_view bytes) {
  return reader.commit(boost::asio::buffer_copy(reader.prepare(), boost::asio::buffer(bytes)));
}

std::string const running = answer_of(R"({"status":"RUNNING","results":[]})");
std::string const finished = answer_of(R"({"status":"FINISHED","results":[{"message":"m"}]})");

}  // namespace

BOOST_AUTO_TEST_CASE(answers_that_come_in_turns_are_read_apart) {
  spare_workspaces spare;
  response_reader a({}, &spare);
  response_reader b({}, &spare);
  for (std::size_t cut = 1; cut < finished.size(); ++cut) {
    a.begin();
    b.begin();
    BOOST_TEST_REQUIRE((put(a, finished.substr(0, cut)) == progress::more));
    BOOST_TEST_REQUIRE((put(b, running) == progress::complete));
    auto const from_b = b.take_result();
    BOOST_TEST_REQUIRE((put(a, finished.substr(cut)) == progress::complete));
    auto const from_a = a.take_result();
    BOOST_TEST(from_a.status_text() == "FINISHED");
    BOOST_TEST(from_a.results().size() == 1u);
    BOOST_TEST(from_b.status_text() == "RUNNING");
    BOOST_TEST(from_b.results().empty());
  }
  BOOST_TEST(spare.size() == 2u);
}

BOOST_AUTO_TEST_CASE(answers_one_after_another_share_one_workspace) {
  spare_workspaces spare;
  response_reader a({}, &spare);
  response_reader b({}, &spare);
  std::string text;
  for (auto* const each : {&a, &b}) {
    each->begin();
    BOOST_TEST((put(*each, running) == progress::complete));
    BOOST_TEST(spare.size() == 0u);
    BOOST_TEST(each->take_result().status_text() == "RUNNING");
    BOOST_TEST(spare.size() == 1u);
    // A refusal, and a body that is only kept, need nothing of it afterwards.
    each->begin();
    BOOST_TEST((put(*each, answer_of("{}", "404 Not Found")) == progress::complete));
    BOOST_TEST(spare.size() == 1u);
    each->begin(&text);
    BOOST_TEST((put(*each, answer_of("{}")) == progress::complete));
    BOOST_TEST(text == "{}");
    BOOST_TEST(spare.size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(what_was_left_of_an_answer_is_in_none_that_follows) {
  spare_workspaces spare;
  response_reader a({}, &spare);
  response_reader b({}, &spare);
  auto const broken = answer_of(R"({"status":"FAILED","results":[{"message":)"
                                "\x01");
  for (auto const given_up : {false, true}) {
    a.begin();
    if (given_up) {
      BOOST_TEST((put(a, finished.substr(0, finished.size() - 2)) == progress::more));
      a.begin();
    } else {
      BOOST_TEST((put(a, broken) == progress::failed));
      BOOST_TEST((a.take_failure({}, {}) == errc::invalid_json));
    }
    BOOST_TEST_REQUIRE(spare.size() == 1u);
    b.begin();
    BOOST_TEST_REQUIRE((put(b, running) == progress::complete));
    auto const got = b.take_result();
    BOOST_TEST(got.status_text() == "RUNNING");
    BOOST_TEST(got.results().empty());
  }
}

BOOST_AUTO_TEST_CASE(a_buffer_that_has_grown_for_a_header_is_not_kept) {
  spare_workspaces spare;
  dataarts::http::reader_limits limits;
  limits.max_header = std::size_t{1024} * 1024;
  response_reader reader(limits, &spare);
  auto const head = "HTTP/1.1 200 OK\r\nX-Large: " + std::string(200'000, 'x') + "\r\n";
  auto const large = head + running.substr(running.find("\r\n") + 2);
  reader.begin();
  for (std::string_view rest = large; !rest.empty();) {
    auto const size = boost::asio::buffer_copy(reader.prepare(), boost::asio::buffer(rest));
    auto const came_to = reader.commit(size);
    rest.remove_prefix(size);
    BOOST_TEST_REQUIRE((came_to == (rest.empty() ? progress::complete : progress::more)));
  }
  BOOST_TEST(reader.take_result().status_text() == "RUNNING");
  BOOST_TEST_REQUIRE(spare.size() == 1u);
  auto const kept = spare.take({});
  BOOST_TEST(kept->capacity == 0u);
  BOOST_TEST(!kept->buffer);
  // One of a usual size is, and one that was dropped is made again.
  spare.give_back(spare.take({}));
  reader.begin();
  BOOST_TEST((put(reader, running) == progress::complete));
  BOOST_TEST(reader.take_result().status_text() == "RUNNING");
  BOOST_TEST(spare.take({})->capacity > 0u);
}

BOOST_AUTO_TEST_CASE(of_too_many_those_used_last_are_kept) {
  spare_workspaces spare;
  std::vector<std::unique_ptr<dataarts::http::workspace>> taken;
  for (int i = 0; i < 3; ++i) taken.push_back(spare.take({}));
  auto const* const last = taken.back().get();
  for (auto& each : taken) spare.give_back(std::move(each));
  spare.keep_at_most(5);
  BOOST_TEST(spare.size() == 3u);
  spare.keep_at_most(1);
  BOOST_TEST(spare.size() == 1u);
  BOOST_TEST(spare.take({}).get() == last);
  spare.keep_at_most(0);
  BOOST_TEST(spare.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
