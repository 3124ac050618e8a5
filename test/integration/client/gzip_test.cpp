#include "support.hpp"

#include "gzip.hpp"

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(gzip_test)

namespace asio = boost::asio;
using dataarts::client;

BOOST_AUTO_TEST_CASE(packed_answers_are_asked_for_only_if_wanted_and_unpacked) {
  asio::io_context context;
  std::vector<std::string> requests;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    for (;;) {
      auto request = co_await peer.request();
      if (request.empty()) co_return;
      bool const wanted = request.find("\r\nAccept-Encoding: gzip\r\n") != std::string::npos;
      requests.push_back(std::move(request));
      auto answer = test::http_answer(test::running_body);
      if (wanted) {
        auto const packed = test::gzip(test::running_body);
        answer = test::http_answer(packed, "200 OK", "Content-Encoding: gzip\r\n");
      }
      co_await peer.send(answer);
    }
  });
  for (bool const wanted : {false, true}) {
    auto config = test::config_for(server);
    config.accept_gzip = wanted;
    config.auth = dataarts::credentials::keys("EXAMPLEAK", "EXAMPLESK");
    client asking(context.get_executor(), config);
    for (int i = 0; i < 3; ++i) {
      auto const answer = test::run(context, asking.query({"s", "i"}));
      BOOST_TEST_REQUIRE(answer.has_value(), answer.error());
      BOOST_TEST(dataarts::to_json(*answer) == test::running_body);
    }
  }
  BOOST_TEST(server.accepted() == 2u);
  BOOST_TEST_REQUIRE(requests.size() == 6u);
  BOOST_TEST(requests[0].find("Accept-Encoding") == std::string::npos);
  BOOST_TEST(requests[3].find("\r\nAccept-Encoding: gzip\r\n") != std::string::npos);
  // What is signed is the same either way.
  auto const signed_headers = [](std::string const& request) {
    auto const begin = request.find("SignedHeaders=");
    return request.substr(begin, request.find(',', begin) - begin);
  };
  BOOST_TEST(signed_headers(requests[0]).size() > 20u);
  BOOST_TEST(signed_headers(requests[0]) == signed_headers(requests[3]));
  BOOST_TEST(signed_headers(requests[3]).find("accept") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
