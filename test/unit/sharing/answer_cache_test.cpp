#include "sharing/answer_cache.hpp"

#include "../api/decode.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>

BOOST_AUTO_TEST_SUITE(answer_cache_suite)

using namespace std::chrono_literals;
using dataarts::instance_ref;
using dataarts::sharing_options;
using dataarts::sharing::answer_cache;

namespace {

constexpr answer_cache::time_point start{1000s};

dataarts::script_instance answer(std::string const& status, std::size_t padding = 0) {
  return decode(R"({"status":")" + status + R"(","message":")" + std::string(padding, 'x') + R"("})").instance.value();
}

sharing_options of(std::size_t bytes) {
  sharing_options made;
  made.remember_bytes = bytes;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_over_is_good_for_ever) {
  answer_cache cache(of(1 << 20));
  instance_ref const ref("s", "i", "w");
  cache.keep(ref, answer("FINISHED"), start);
  BOOST_TEST(cache.find(ref, start + 1000h, {}) != nullptr);
  BOOST_TEST(cache.find(instance_ref("s", "i", "w"), start, 1s) != nullptr);
  BOOST_TEST(cache.find(ref, start, 0s) == nullptr);
  BOOST_TEST(cache.find({"s", "i"}, start, {}) == nullptr);
  BOOST_TEST(cache.find({"s", "j", "w"}, start, {}) == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_under_way_is_good_for_the_age_asked_for) {
  answer_cache cache(of(1 << 20));
  instance_ref const ref("s", "i");
  cache.keep(ref, answer("RUNNING"), start);
  BOOST_TEST(cache.find(ref, start, {}) == nullptr);
  BOOST_TEST(cache.find(ref, start + 1s, 2s) != nullptr);
  BOOST_TEST(cache.find(ref, start + 2s, 2s) == nullptr);
  cache.keep(ref, answer("FAILED"), start + 3s);
  BOOST_TEST(cache.size() == 1u);
  BOOST_TEST(cache.find(ref, start + 100s, {}) != nullptr);
}

BOOST_AUTO_TEST_CASE(terminal_answers_can_age_too) {
  auto options = of(1 << 20);
  options.remember_terminal = false;
  answer_cache cache(options);
  instance_ref const ref("s", "i");
  cache.keep(ref, answer("FINISHED"), start);
  BOOST_TEST(cache.find(ref, start, {}) == nullptr);
  BOOST_TEST(cache.find(ref, start + 1s, 2s) != nullptr);
}

BOOST_AUTO_TEST_CASE(the_bound_holds_and_the_least_used_goes) {
  answer_cache probe(of(1 << 20));
  probe.keep({"s", "0"}, answer("FINISHED"), start);
  auto const one = probe.bytes();
  answer_cache cache(of(3 * one));
  for (int n = 0; n < 3; ++n) cache.keep({"s", std::to_string(n)}, answer("FINISHED"), start);
  BOOST_TEST(cache.size() == 3u);
  BOOST_TEST(cache.find({"s", "0"}, start, {}) != nullptr);  // used: 1 is the next to go
  cache.keep({"s", "3"}, answer("FINISHED"), start);
  BOOST_TEST(cache.size() == 3u);
  BOOST_TEST(cache.bytes() == 3 * one);
  BOOST_TEST(cache.find({"s", "1"}, start, {}) == nullptr);
  BOOST_TEST(cache.find({"s", "0"}, start, {}) != nullptr);
  cache.keep({"s", "4"}, answer("FINISHED", 4 * one), start);
  BOOST_TEST(cache.size() == 3u);
  BOOST_TEST(cache.find({"s", "4"}, start, {}) == nullptr);
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_without_room) {
  answer_cache cache((sharing_options()));
  BOOST_TEST(!cache.enabled());
  cache.keep({"s", "i"}, answer("FINISHED"), start);
  BOOST_TEST(cache.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
