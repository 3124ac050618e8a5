#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(tls)

namespace {

class temporary_folder {
 public:
  temporary_folder() : path_("/tmp/dataarts-test-XXXXXX") { BOOST_REQUIRE(::mkdtemp(path_.data()) != nullptr); }
  temporary_folder(temporary_folder const&) = delete;
  temporary_folder& operator=(temporary_folder const&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path_); }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

BOOST_AUTO_TEST_CASE(a_certificate_is_trusted_only_if_the_user_says_so) {
  temporary_folder const folder;
  mock_program const mock({"--tls-dir", folder.path()});
  BOOST_TEST(mock.url().starts_with("https://"));
  auto const ask = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"query", "--output", "jsonl"});
    options.insert(options.end(), {"dwsscript", "running"});
    return run_dataarts(options, for_endpoint(mock.url()));
  };

  auto const trusted = ask({"--ca-file", folder.path() + "/ca.pem"});
  BOOST_TEST(trusted.code == 0);
  BOOST_TEST(trusted.error == "");

  auto const untrusted = ask({});
  BOOST_TEST(untrusted.code == 5);
  BOOST_TEST(untrusted.out.find("\"code\":\"certificate_rejected\"") != std::string::npos);
  BOOST_TEST(untrusted.out.find("\"condition\":\"untrusted\"") != std::string::npos);

  auto const unchecked = ask({"--insecure"});
  BOOST_TEST(unchecked.code == 0);
  BOOST_TEST(unchecked.error.find("dataarts: warning: the server's certificate is not checked (--insecure)") == 0U);
}

BOOST_AUTO_TEST_CASE(a_file_that_holds_no_certificates) {
  auto options = for_endpoint("https://127.0.0.1:1");
  auto const run = run_dataarts({"query", "--ca-file", "/dev/null", "s", "i"}, options);
  BOOST_TEST(run.code == 2);
  BOOST_TEST(run.error.find("dataarts: --ca-file") == 0U);
  BOOST_TEST(lines_of(run.error).size() == 1U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
