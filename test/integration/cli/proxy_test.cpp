#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(proxy)

namespace {

BOOST_AUTO_TEST_CASE(a_proxy_that_cannot_be_used_is_named_without_its_password) {
  struct sample {
    std::vector<std::string> options;
    char const* variable;
    char const* value;
    char const* begin;
  };
  for (auto const& each : {sample{{"--proxy", "socks5://p:1"}, "LANG", "C", "dataarts: --proxy: "},
                           sample{{}, "DATAARTS_PROXY", "http://user:sesame@p:x", "dataarts: DATAARTS_PROXY: "},
                           sample{{}, "http_proxy", "socks5://user:sesame@p:1", "dataarts: http_proxy: "}}) {
    auto options = for_endpoint("http://127.0.0.1:1");
    options.environment[each.variable] = each.value;
    std::vector<std::string> arguments{"query"};
    arguments.insert(arguments.end(), each.options.begin(), each.options.end());
    arguments.insert(arguments.end(), {"s", "i"});
    auto const run = run_dataarts(arguments, options);
    BOOST_TEST(run.code == 2, run.error);
    BOOST_TEST(run.error.find(each.begin) == 0U, run.error);
    auto const form =
        each.options.empty() ? "expected [http://][USER:PASSWORD@]HOST[:PORT]\n" : "expected [http://]HOST[:PORT]\n";
    BOOST_TEST(run.error.ends_with(form), run.error);
    BOOST_TEST(run.error.find("sesame") == std::string::npos, run.error);
  }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_is_not_there_is_told_and_none_switches_it_off) {
  mock_program const mock;
  auto options = for_endpoint(mock.url());
  options.environment["http_proxy"] = "http://127.0.0.1:1";
  options.environment["DATAARTS_TIMEOUT"] = "20s";
  auto const through = run_dataarts({"query", "--output", "jsonl", "dwsscript", "running"}, options);
  BOOST_TEST(through.code == 5);
  BOOST_TEST(through.out.find("through the proxy 127.0.0.1:1") != std::string::npos, through.out);
  auto const direct = run_dataarts({"query", "--proxy", "none", "dwsscript", "running"}, options);
  BOOST_TEST(direct.code == 0, direct.error);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
