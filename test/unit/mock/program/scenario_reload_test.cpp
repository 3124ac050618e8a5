#include "scenario_reload.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <time.h>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_reload)

namespace {

namespace program = dataarts::mock::program;

std::string text_of(std::string const& script, std::string const& more = {}) {
  return R"({"mock": 1, "instances": [{"name": "a", "match": {"script": ")" + script +
         R"("}, "timeline": [{"state": "RUNNING")" + more + "}]}]}";
}

// A scenario that was read, and is watched from now on.
struct watched_scenario {
  explicit watched_scenario(std::string const& text) {
    std::filesystem::create_directory(in.path_of("s"));
    in.write("s/a.json", text);
  }

  void read() {
    before = program::file_stamps({in.path_of("s")});
    used = std::make_shared<program::scenario_in_use>(program::load_scenarios({in.path_of("s")}, 7),
                                                      std::vector<std::filesystem::path>{in.path_of("s")});
  }
  void watch() {
    on = std::make_unique<program::scenario_reload>(
        context, used, before, [this](std::string const& line) { events.push_back(line); },
        [this](std::string const& problem) { complaints.push_back(problem); });
  }
  // The next event.
  std::string event() {
    while (events.size() == seen) context.run_one();
    return events[seen++];
  }
  std::string script() const { return used->now()->rules.at(0).script.value(); }

  test::folder in;
  boost::asio::io_context context{1};
  program::file_stamps before;
  std::shared_ptr<program::scenario_in_use> used;
  std::vector<std::string> events, complaints;
  std::size_t seen = 0;
  std::unique_ptr<program::scenario_reload> on;
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_has_not_changed_is_not_read_again) {
  watched_scenario its(text_of("one"));
  its.read();
  auto const first = its.used->now();
  its.watch();
  BOOST_TEST(its.used->now().get() == first.get());
  // The first event is that of the first change.
  its.in.write("s/a.json", text_of("another"));
  BOOST_TEST(its.event() == "{\"event\":\"reloaded\",\"files\":1,\"instances\":1}\n");
  BOOST_TEST(its.script() == "another");
}

BOOST_AUTO_TEST_CASE(what_changed_before_it_was_watched_is_read_again_and_told) {
  watched_scenario its(text_of("one"));
  its.read();
  its.in.write("s/a.json", text_of("another"));
  its.watch();
  BOOST_TEST(its.event() == "{\"event\":\"reloaded\",\"files\":1,\"instances\":1}\n");
  BOOST_TEST(its.script() == "another");
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_what_is_read_again) {
  watched_scenario its(text_of("one"));
  auto const pipe = its.in.path_of("s/other");
  BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  its.used =
      std::make_shared<program::scenario_in_use>(program::scenario_answers(), std::vector<std::filesystem::path>{pipe});
  its.watch();  // reads on a thread of its own, and comes to no end until something is written
  BOOST_TEST(its.events.empty());
  its.used->give_up();
  std::ofstream(pipe) << text_of("late");
}

BOOST_AUTO_TEST_CASE(a_file_that_comes_with_a_change_is_watched) {
  watched_scenario its(text_of("one"));
  its.read();
  its.in.write("s/body.txt", "first");
  its.in.write("s/a.json", text_of("another", R"(, "body_file": "body.txt")"));
  its.watch();
  BOOST_TEST(its.event() == "{\"event\":\"reloaded\",\"files\":2,\"instances\":1}\n");
  its.in.write("s/body.txt", "the second one");
  BOOST_TEST(its.event() == "{\"event\":\"reloaded\",\"files\":2,\"instances\":1}\n");
}

BOOST_AUTO_TEST_CASE(a_body_that_went_before_it_was_watched_is_missed) {
  watched_scenario its(text_of("one", R"(, "body_file": "body.txt")"));
  its.in.write("s/body.txt", "first");
  its.read();
  std::filesystem::remove(its.in.path_of("s/body.txt"));
  its.watch();
  BOOST_TEST(its.event() == "{\"event\":\"reload_failed\",\"problems\":1}\n");
  BOOST_TEST(its.complaints.size() == 1U);
}

// Nothing is known of a body before the file is read that names it, but the time of its last change.
BOOST_AUTO_TEST_CASE(a_body_that_changed_before_it_was_watched_is_read_again) {
  watched_scenario its(text_of("one", R"(, "body_file": "body.txt")"));
  auto const body = its.in.write("s/body.txt", "first");
  its.read();
  ::timespec read{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &read);
  for (struct stat now{}; now.st_ctim.tv_sec < read.tv_sec ||
                          (now.st_ctim.tv_sec == read.tv_sec && now.st_ctim.tv_nsec <= read.tv_nsec);) {
    its.in.write("s/body.txt", "second");  // until the clock of the file system has moved on
    BOOST_TEST_REQUIRE(::stat(body.c_str(), &now) == 0);
  }
  its.watch();
  BOOST_TEST(its.event() == "{\"event\":\"reloaded\",\"files\":2,\"instances\":1}\n");
}

BOOST_AUTO_TEST_SUITE_END()
