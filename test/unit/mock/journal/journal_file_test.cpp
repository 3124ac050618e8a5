#include <dataarts/mock/journal_file.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "folder.hpp"
#include "journal_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_journal_file)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

std::string text_of(std::filesystem::path const& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

BOOST_AUTO_TEST_CASE(a_line_is_json_in_a_fixed_order) {
  mock::journal_entry entry;
  entry.seq = 17;
  entry.mock_time = 34s;
  entry.connection = 3;
  entry.request_on_connection = 6;
  entry.session = "t1";
  entry.method = "GET";
  entry.target = "/x";
  entry.script = "load";
  entry.instance = "i\"\\\n";
  entry.rule = "nightly-load";
  entry.step = 0;
  entry.poll = 4;
  entry.told = "RUNNING";
  entry.status = 200;
  entry.bytes = 112;
  entry.gap = 10s + 1ns;
  BOOST_TEST(to_json_line(entry) ==
             R"({"seq":17,"t_real":"1970-01-01T00:00:00.000000Z","t_mock":"+34.000s","conn":3,"req_on_conn":6,)"
             R"("session":"t1","method":"GET","target":"/x","workspace":null,"script":"load","instance":"i\"\\\n",)"
             R"("rule":"nightly-load","step":0,"poll":4,"answer":"RUNNING","status":200,"bytes":112,"fault":null,)"
             R"("auth":{"mode":"none","ok":null},"gap":"10.000000001s"})");
  entry = {};
  entry.script = "\xe8\x84\x9a\xff\xe6\x9c";
  entry.matched = false;
  entry.terminal = entry.after_terminal = true;
  entry.auth_scheme = "SDK-HMAC-SHA256";
  entry.access_key = "ak-1";
  entry.signed_headers = "host";
  entry.auth = mock::auth_result::refused;
  auto const line = boost::json::parse(to_json_line(entry)).as_object();
  BOOST_TEST(line.at("script").as_string() == "\xe8\x84\x9a%FF%E6%9C");
  BOOST_TEST(boost::json::serialize(line.at("auth")) ==
             R"({"mode":"sig","ok":false,"scheme":"SDK-HMAC-SHA256","key":"ak-1","signed":"host"})");
  BOOST_TEST(line.at("unmatched").as_bool());
  BOOST_TEST(line.at("after_terminal").as_bool());
}

BOOST_AUTO_TEST_CASE(each_entry_is_a_line_of_the_file) {
  test::folder const folder;
  auto const file = std::filesystem::path(folder.path_of("journal.jsonl"));
  std::ofstream(file) << "of an earlier start\n";
  test::journal_driver on(2);
  on.record_poll("before");
  {
    mock::journal_file written(on.log, file, {});
    for (int i = 0; i < 1'500; ++i) on.record_poll(std::to_string(i));
    written.flush();
    std::istringstream lines(text_of(file));
    std::string line;
    std::uint64_t seq = 1;
    while (std::getline(lines, line)) {
      auto const read = boost::json::parse(line).as_object();
      BOOST_REQUIRE(read.at("seq").to_number<std::uint64_t>() == ++seq);
      BOOST_REQUIRE(read.at("instance").as_string() == std::to_string(seq - 2));
    }
    BOOST_TEST(seq == 1'501U);
    BOOST_TEST(written.dropped() == 0U);
    on.record_poll("last");
  }
  BOOST_TEST(text_of(file).find(R"("instance":"last")") != std::string::npos);
  on.record_poll("after");
  BOOST_TEST(text_of(file).find("after") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_opened_is_named) {
  test::journal_driver on;
  BOOST_CHECK_EXCEPTION(mock::journal_file(on.log, "/no/such/folder/j", {}), std::runtime_error, [](auto const& why) {
    return std::string(why.what()) == "cannot write the journal /no/such/folder/j: No such file or directory";
  });
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_said_once) {
  test::journal_driver on;
  std::vector<std::string> said;
  mock::journal_file::settings how;
  how.on_problem = [&](std::string const& what) { said.push_back(what); };
  mock::journal_file written(on.log, "/dev/full", how);
  on.record_poll("a");
  written.flush();
  on.record_poll("b");
  on.record_poll("c");
  written.flush();
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(said.front().starts_with("cannot write the journal /dev/full: No space left on device"));
  BOOST_TEST(written.dropped() == 3U);
  BOOST_TEST(on.log.count() == 3U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
