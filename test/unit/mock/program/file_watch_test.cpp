#include "file_watch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_file_watch)

namespace {

namespace program = dataarts::mock::program;

struct watched {
  boost::asio::io_context context{1};
  int told = 0;
  program::file_watch files{context, [this] { ++told; }};

  // Runs until a change is told.
  void await(int nth) {
    while (told < nth) context.run_one();
  }
};

BOOST_AUTO_TEST_CASE(a_file_that_is_written_replaced_removed_or_made_is_told) {
  test::folder in;
  auto const file = in.write("s.json", "one");
  watched on;
  on.files.watch({file});
  in.write("s.json", "two, which is longer");
  on.await(1);
  in.write("s.new", "three");
  std::filesystem::rename(in.path_of("s.new"), file);
  on.await(2);
  std::filesystem::remove(file);
  on.await(3);
  in.write("s.json", "four");
  on.await(4);
  BOOST_TEST(on.told == 4);
}

BOOST_AUTO_TEST_CASE(other_files_of_the_folder_are_not_told) {
  test::folder in;
  auto const file = in.write("s.json", "one");
  watched on;
  on.files.watch({file});
  in.write("other.json", "x");
  in.write("s.json", "two, which is longer");
  on.await(1);
  BOOST_TEST(on.told == 1);
  on.files.watch({in.path_of("other.json")});
  in.write("s.json", "three, which is longer again");
  in.write("other.json", "longer");
  on.await(2);
  BOOST_TEST(on.told == 2);
}

BOOST_AUTO_TEST_CASE(files_to_come_of_a_folder_are_told) {
  test::folder in;
  watched on;
  on.files.watch({in.path_of("")});
  in.write("readme.txt", "x");
  in.write("new.json", "{}");
  on.await(1);
  BOOST_TEST(on.told == 1);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_replaced_as_a_whole_is_told_and_watched_on) {
  test::folder in;
  for (auto const* const each : {"now", "next"}) {
    std::filesystem::create_directory(in.path_of(each));
    in.write(std::string(each) + "/s.json", each);
  }
  watched on;
  on.files.watch({in.path_of("now")});
  std::filesystem::rename(in.path_of("now"), in.path_of("old"));
  std::filesystem::rename(in.path_of("next"), in.path_of("now"));
  on.await(1);
  in.write("now/s.json", "a file of the new folder");
  on.await(2);
  BOOST_TEST(on.told == 2);
  std::filesystem::rename(in.path_of("now"), in.path_of("older"));
  on.await(3);
  std::filesystem::create_directory(in.path_of("now"));
  in.write("now/t.json", "t");
  on.await(4);
  in.write("now/t.json", "longer");
  on.await(5);
}

BOOST_AUTO_TEST_CASE(what_a_link_leads_to_is_told) {
  test::folder in;
  std::filesystem::create_directory(in.path_of("v1"));
  std::filesystem::create_directory(in.path_of("v2"));
  in.write("v1/s.json", "one");
  in.write("v2/s.json", "two, which is longer");
  std::filesystem::create_directory_symlink(in.path_of("v1"), in.path_of("now"));
  std::filesystem::create_symlink(in.path_of("now") + "/s.json", in.path_of("s.json"));
  watched on;
  on.files.watch({in.path_of("s.json")});
  std::filesystem::create_directory_symlink(in.path_of("v2"), in.path_of("next"));
  std::filesystem::rename(in.path_of("next"), in.path_of("now"));
  on.await(1);
  BOOST_TEST(on.told == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
