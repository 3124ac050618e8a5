// Waits that go on where an earlier one was ended.

#include "temporary_file.hpp"
#include "timed_runs.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>

BOOST_AUTO_TEST_SUITE(checkpoint_test)

using dataarts::client;
using dataarts::errc;
using dataarts::finished_wait;
using dataarts::fleet_options;
using namespace std::chrono_literals;
using duration = dataarts::clock::duration;

namespace {

constexpr int count = 40;

std::string read(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(std::filesystem::path const& path, std::string const& content) {
  std::ofstream(path, std::ios::binary) << content;
}

/// What a wait gave, apart from the order.
std::map<std::size_t, std::string> content_of(std::vector<finished_wait> const& ends) {
  std::map<std::size_t, std::string> made;
  for (auto const& each : ends) made.emplace(each.index, each.outcome.has_value() ? to_json(*each.outcome) : "failed");
  return made;
}

struct situation : test::fleet {
  situation()
      : fleet([](std::string_view id) {
          return duration(1s) * static_cast<int>(std::hash<std::string_view>()(id) % 60);
        }) {}

  std::vector<finished_wait> wait(std::filesystem::path const& path) {
    client asking(context.get_executor(), config);
    auto stream = asking.wait_all(references(count, "bad"), fleet_options().checkpoint(path));
    return all_of(stream);
  }

  dataarts::failure refusal(std::filesystem::path const& path) {
    client asking(context.get_executor(), config);
    try {
      auto const stream = asking.wait_all(references(1), fleet_options().checkpoint(path));
    } catch (dataarts::call_error const& error) {
      return error.why();
    }
    return {};
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_wait_that_was_killed_at_any_line_gives_the_same_results) {
  test::temporary_file const file("");
  std::filesystem::remove(file.path);
  situation now;
  auto const whole = content_of(now.wait(file.path));
  BOOST_TEST(whole.size() == std::size_t{count});
  auto const text = read(file.path);

  std::vector<std::size_t> cuts{0};
  for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    cuts.push_back(at + 1);                              // behind a line
    cuts.push_back(at);                                  // before its end
    cuts.push_back(at - std::min<std::size_t>(at, 30));  // in the middle of it
  }
  for (auto const cut : cuts) {
    write(file.path, text.substr(0, cut));
    auto const lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(cut), '\n');
    auto const known = static_cast<std::size_t>(std::max<std::ptrdiff_t>(lines - 1, 0));
    auto const before = now.runs->times.size();
    auto const ends = now.wait(file.path);
    BOOST_TEST((content_of(ends) == whole));
    // All runs are over by now: one look for each that is not known.
    BOOST_TEST(now.runs->times.size() - before == count - known);
    auto const from_file =
        std::count_if(ends.begin(), ends.end(), [](auto const& each) { return each.from_checkpoint; });
    BOOST_TEST(static_cast<std::size_t>(from_file) == known);
    auto const again = read(file.path);
    BOOST_TEST(std::count(again.begin(), again.end(), '\n') == count + 1);
  }
}

BOOST_AUTO_TEST_CASE(request_ids_digits_and_workspaces_are_kept) {
  test::temporary_file const file("");
  std::filesystem::remove(file.path);
  test::fleet now([](std::string_view) { return duration(0); });
  auto const body =
      R"({"status":"FINISHED","results":[{"duration":0.50,"rows":[[12345678901234567890.10,null,"日\n"]]}]})";
  now.runs->instead = [&](std::string const&, int) {
    return std::make_shared<dataarts::mock::answer const>(200, body);
  };
  std::vector<dataarts::instance_ref> const asked{{"日报", "i", "w1"}, {"日报", "i"}};
  std::string ids[2];
  for (int turn = 0; turn < 2; ++turn) {
    client asking(now.context.get_executor(), now.config);
    auto stream = asking.wait_all(asked, fleet_options().checkpoint(file.path));
    for (auto const& each : now.all_of(stream)) {
      BOOST_TEST(each.from_checkpoint == (turn == 1));
      BOOST_TEST(to_json(*each.outcome) == body);
      if (each.index == 0) ids[turn] = each.outcome->request_id();
    }
  }
  BOOST_TEST(now.runs->times.size() == 2u);
  BOOST_TEST(!ids[0].empty());
  BOOST_TEST(ids[0] == ids[1]);
}

BOOST_AUTO_TEST_CASE(refusals_are_asked_for_again) {
  test::temporary_file const file("");
  std::filesystem::remove(file.path);
  test::fleet now([](std::string_view) { return duration(0); });
  bool there = false;
  now.runs->instead = [&](std::string const&, int) {
    return there ? nullptr
                 : std::make_shared<dataarts::mock::answer const>(400, R"({"error_code":"DLF.6201","error_msg":"no"})");
  };
  for (int turn = 0; turn < 2; ++turn) {
    client asking(now.context.get_executor(), now.config);
    auto stream =
        asking.wait_all(test::fleet::references(1), fleet_options().checkpoint(file.path).not_found_grace(0s));
    BOOST_TEST(now.all_of(stream).at(0).outcome.has_value() == there);
    there = true;
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_its_own_is_left_alone) {
  situation now;
  auto const head = R"({"dataarts_checkpoint":1,"endpoint":")" + now.config.endpoint + R"(","project_id":"p1"})" + "\n";
  struct {
    std::string content;
    std::string says;
  } const cases[] = {
      {"hello\nworld\n", "is no checkpoint: not JSON: "},
      {"hello", "is no checkpoint: not JSON: "},
      {"{}\n", "is no checkpoint: there is no dataarts_checkpoint"},
      {"{\"dataarts_checkpoint\":2}\n", "is a checkpoint of version 2, this program reads version 1"},
      {R"({"dataarts_checkpoint":1,"endpoint":"http://other","project_id":"p1"})"
       "\n",
       "is of the endpoint \"http://other\", this wait is for \"http://127"},
      {R"({"dataarts_checkpoint":1,"endpoint":")" + now.config.endpoint + R"(","project_id":"p2"})" + "\n",
       R"(is of the project_id "p2", this wait is for "p1")"},
      {R"({"dataarts_checkpoint":1,"endpoint":")" + now.config.endpoint + R"(","project_id":"p1","workspace":"w"})" +
           "\n",
       R"(is of the workspace "w", this wait is for "")"},
      {head + "{\"script\":\"s\"}\n", "line 2: there is no instance"},
      {head + "{\"script\":\"s\",\"instance\":\"i\"}\n", "line 2: there is no answer"},
      {head + "[]\n", "line 2: not a JSON object"},
      {head + "\n", "line 2: not JSON: "},
  };
  for (auto const& each : cases) {
    test::temporary_file const file(each.content);
    auto const why = now.refusal(file.path);
    BOOST_TEST((why == errc::checkpoint_unusable));
    BOOST_TEST(why.where().find(each.says) != std::string_view::npos, why.where());
    BOOST_TEST(read(file.path) == each.content);
  }
  BOOST_TEST(now.refusal("/dev/null").where() == "/dev/null is not a regular file");
  BOOST_TEST(now.refusal("/nowhere/file").where() == "/nowhere/file cannot be opened: No such file or directory");
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_back_names_its_place) {
  situation now;
  auto const head = R"({"dataarts_checkpoint":1,"endpoint":")" + now.config.endpoint + R"(","project_id":"p1"})" + "\n";
  test::temporary_file const file(head + R"({"script":"etl","instance":"bad1","answer":{"status":5}})" + "\n");
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(count, "bad"), fleet_options().checkpoint(file.path));
  BOOST_CHECK_EXCEPTION(now.all_of(stream), dataarts::call_error, [&](dataarts::call_error const& error) {
    return error.why() == errc::checkpoint_unusable &&
           error.why().where().find("at byte " + std::to_string(head.size()) + ": the answer cannot be read") !=
               std::string_view::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_stream_that_ends_leaves_its_file_to_the_next_one) {
  test::temporary_file const file("");
  std::filesystem::remove(file.path);
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto twice = [](client& from, std::string path) -> boost::asio::awaitable<bool> {
    std::optional<dataarts::fleet_stream> stream;
    auto const options = fleet_options().checkpoint(path);
    stream.emplace(from.wait_all(test::fleet::references(count), options));
    auto const first = co_await stream->next();
    stream.reset();
    stream.emplace(from.wait_all(test::fleet::references(count), options));
    auto const again = co_await stream->next();
    co_return first.has_value() && again.has_value() && again->from_checkpoint;
  };
  BOOST_TEST(now.run(twice(asking, file.path)));
}

BOOST_AUTO_TEST_CASE(two_waits_do_not_share_a_file) {
  test::temporary_file const file("");
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto const stream = asking.wait_all(test::fleet::references(1), fleet_options().checkpoint(file.path));
  BOOST_TEST(now.refusal(file.path).where().ends_with(" is in use by another wait"));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_grow_ends_the_wait) {
  test::temporary_file const file("");
  std::filesystem::remove(file.path);
  situation now;
  client asking(now.context.get_executor(), now.config);
  auto stream = asking.wait_all(test::fleet::references(count, "bad"), fleet_options().checkpoint(file.path));
  auto* const before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  rlimit const small{400, old.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string says;
  try {
    now.all_of(stream);
  } catch (dataarts::call_error const& error) {
    says = error.why().where();
  }
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, before);
  BOOST_TEST(says.ends_with("cannot be written: File too large"), says);
  auto const text = read(file.path);
  BOOST_TEST(text.ends_with('\n'));
  // What is left was given up.
  for (auto const& each : now.all_of(stream)) {
    if (each.outcome.has_error()) BOOST_TEST((each.outcome.error() == errc::checkpoint_unusable));
  }
  BOOST_TEST(stream.progress().left == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
