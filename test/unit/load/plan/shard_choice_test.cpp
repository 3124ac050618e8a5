#include "plan/shard_choice.hpp"

#include "plan/plan_error.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(shard_choices)

using namespace dataarts::load;

using variables = std::map<std::string, std::string>;

std::string chosen(variables const& values, std::optional<std::string_view> option = {}) {
  auto const read = [&](char const* name) -> char const* {
    auto const found = values.find(name);
    return found == values.end() ? nullptr : found->second.c_str();
  };
  try {
    auto const choice = choose_shard(option, read);
    return fmt::format("{}/{} {}", choice.shard.index, choice.shard.count, choice.origin);
  } catch (plan_error const& why) {
    return why.what();
  }
}

BOOST_AUTO_TEST_CASE(nobody_says_anything) {
  BOOST_TEST(chosen({}) == "0/1 ");
  BOOST_TEST(chosen({{"JOB_COMPLETION_INDEX", ""}, {"DATAARTS_LOAD_SHARDS", ""}, {"SLURM_NTASKS", "1"}}) == "0/1 ");
}

BOOST_AUTO_TEST_CASE(the_option) {
  BOOST_TEST(chosen({}, "2/8") == "2/8 --shard");
  BOOST_TEST(chosen({{"SLURM_PROCID", "x"}, {"JOB_COMPLETION_INDEX", "1"}}, "0/1") == "0/1 --shard");
  for (auto const* const text : {"", "2", "2/", "/2", "-1/2", "1/x", "1/2/3", "0/0", " 0/1", "0/100001"}) {
    BOOST_TEST(chosen({}, text) ==
               fmt::format("\"{}\" is no shard; expected its number from 0 and how many there are, such as 0/4", text));
  }
  BOOST_TEST(chosen({}, "4/4") == "\"4/4\": there is no shard 4 of 4, they are numbered from 0; expected 0/4 to 3/4");
}

BOOST_AUTO_TEST_CASE(each_engine) {
  BOOST_TEST(chosen({{"JOB_COMPLETION_INDEX", "3"}, {"DATAARTS_LOAD_SHARDS", "4"}}) ==
             "3/4 JOB_COMPLETION_INDEX and DATAARTS_LOAD_SHARDS");
  BOOST_TEST(chosen({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "2"}}) == "0/2 SLURM_PROCID and SLURM_NTASKS");
  BOOST_TEST(chosen({{"PARALLEL_SEQ", "1"}, {"DATAARTS_LOAD_SHARDS", "4"}}) ==
             "0/4 PARALLEL_SEQ and DATAARTS_LOAD_SHARDS");
  BOOST_TEST(chosen({{"PARALLEL_SEQ", "4"}, {"DATAARTS_LOAD_SHARDS", "4"}}) ==
             "3/4 PARALLEL_SEQ and DATAARTS_LOAD_SHARDS");
}

BOOST_AUTO_TEST_CASE(one_of_two_is_missing) {
  BOOST_TEST(
      chosen({{"JOB_COMPLETION_INDEX", "3"}}) ==
      "JOB_COMPLETION_INDEX=3 is set, but DATAARTS_LOAD_SHARDS is not: set it to the number of processes, or use "
      "--shard, such as 0/1 for all of the plan");
  BOOST_TEST(chosen({{"SLURM_PROCID", "0"}}).starts_with("SLURM_PROCID=0 is set, but SLURM_NTASKS is not: "));
  BOOST_TEST(chosen({{"SLURM_NTASKS", "2"}}) ==
             "SLURM_NTASKS=2 is set, but SLURM_PROCID is not: start it by srun, or use --shard, such as 0/1 for all of "
             "the plan");
  BOOST_TEST(chosen({{"DATAARTS_LOAD_SHARDS", "2"}}) ==
             "DATAARTS_LOAD_SHARDS=2 is set, but nothing says which of them this process is: neither "
             "JOB_COMPLETION_INDEX nor PARALLEL_SEQ is set; use --shard");
}

BOOST_AUTO_TEST_CASE(no_such_number) {
  BOOST_TEST(chosen({{"JOB_COMPLETION_INDEX", "4"}, {"DATAARTS_LOAD_SHARDS", "4"}}) ==
             "JOB_COMPLETION_INDEX=4: expected a whole number from 0 to 3");
  BOOST_TEST(chosen({{"PARALLEL_SEQ", "0"}, {"DATAARTS_LOAD_SHARDS", "4"}}) ==
             "PARALLEL_SEQ=0: expected a whole number from 1 to 4");
  BOOST_TEST(chosen({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "two"}}) ==
             "SLURM_NTASKS=two: expected a whole number from 1 to 100000");
}

BOOST_AUTO_TEST_CASE(contradictions) {
  BOOST_TEST(chosen({{"JOB_COMPLETION_INDEX", "1"},
                     {"DATAARTS_LOAD_SHARDS", "4"},
                     {"SLURM_PROCID", "2"},
                     {"SLURM_NTASKS", "4"}}) ==
             "JOB_COMPLETION_INDEX and DATAARTS_LOAD_SHARDS say shard 1/4, but SLURM_PROCID and SLURM_NTASKS say 2/4; "
             "use --shard");
  BOOST_TEST(chosen({{"DATAARTS_LOAD_SHARDS", "3"}, {"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "4"}}) ==
             "DATAARTS_LOAD_SHARDS=3, but SLURM_PROCID and SLURM_NTASKS say shard 2/4; use --shard");
  BOOST_TEST(
      chosen({{"PARALLEL_SEQ", "3"}, {"DATAARTS_LOAD_SHARDS", "4"}, {"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "4"}}) ==
      "2/4 SLURM_PROCID and SLURM_NTASKS");
}

BOOST_AUTO_TEST_SUITE_END()
