#include <dataarts/trace_context.hpp>

#include "observe/span_ids.hpp"
#include "observe/trace_lines.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(trace_context_test)

using dataarts::is_set;
using dataarts::to_hex;
using dataarts::trace_context;

namespace {

std::string const trace_digits = "4bf92f3577b34da6a3ce929d0e0e4736";
std::string const span_digits = "00f067aa0ba902b7";
std::string const valid = "00-" + trace_digits + "-" + span_digits + "-01";

std::string state_after(std::string const& value) { return trace_context::parse(valid, value).value().state(); }

std::string members(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_valid_traceparent_is_read_and_written_again) {
  auto const read = trace_context::parse(valid);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(to_hex(read->trace()) == trace_digits);
  BOOST_TEST(to_hex(read->parent()) == span_digits);
  BOOST_TEST(read->sampled());
  BOOST_TEST(read->state() == "");
  BOOST_TEST(read->traceparent() == valid);
  BOOST_TEST((trace_context(read->trace(), read->parent()) == *read));
}

BOOST_AUTO_TEST_CASE(flags_other_than_sampled_are_not_passed_on) {
  auto const stem = valid.substr(0, 53);
  BOOST_TEST(!trace_context::parse(stem + "00")->sampled());
  BOOST_TEST(!trace_context::parse(stem + "fe")->sampled());
  BOOST_TEST(trace_context::parse(stem + "fe")->traceparent() == stem + "00");
  BOOST_TEST(trace_context::parse(stem + "ff")->traceparent() == stem + "01");
}

BOOST_AUTO_TEST_CASE(a_later_version_is_read_as_far_as_it_is_known) {
  for (auto const& text :
       {"cc" + valid.substr(2), "01" + valid.substr(2) + "-what-the-future-brings", "fe" + valid.substr(2) + "-"}) {
    auto const read = trace_context::parse(text);
    BOOST_TEST_REQUIRE(read.has_value(), text);
    BOOST_TEST(read->traceparent() == valid);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_valid_is_refused) {
  for (auto const& text : {
           std::string(),
           std::string("00"),
           valid.substr(0, 54),
           valid + "-",  // version 00 has no more than this
           valid + "0",  //
           valid + " ",  //
           " " + valid,  //
           "ff" + valid.substr(2),
           "0g" + valid.substr(2),
           "0" + valid,
           "cc" + valid.substr(2) + ".what",
           "00_" + valid.substr(3),
           "00-" + std::string(32, '0') + "-" + span_digits + "-01",
           "00-" + trace_digits + "-" + std::string(16, '0') + "-01",
           "00-" + trace_digits + "_" + span_digits + "-01",
           "00-" + trace_digits + "-" + span_digits + "_01",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + span_digits + "-01",
           "00-" + trace_digits + "-00F067AA0BA902B7-01",
           "00-" + trace_digits + "-" + span_digits + "-0A",
           "00-" + trace_digits + "-" + span_digits + "-.1",
           "00-" + trace_digits.substr(1) + "--" + span_digits + "-01",
           "00-" + trace_digits.substr(1) + "\xc3-" + span_digits + "-01",
       }) {
    BOOST_TEST(!trace_context::parse(text).has_value(), "\"" << text << "\"");
  }
}

BOOST_AUTO_TEST_CASE(every_other_byte_in_any_place_is_refused_or_read_as_it_stands) {
  for (std::size_t at = 0; at < valid.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      auto text = valid;
      text[at] = static_cast<char>(byte);
      auto const read = trace_context::parse(text);
      bool const is_digit = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
      bool const is_dash = at == 2 || at == 35 || at == 52;
      // The one exception: version ff.
      bool const is_fine = is_dash ? byte == '-' : is_digit;
      BOOST_TEST_REQUIRE(read.has_value() == is_fine, "byte " << byte << " at " << at);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_trace_needs_an_id) {
  BOOST_CHECK_THROW(trace_context({}, {1}), std::invalid_argument);
  BOOST_TEST(!is_set(trace_context({1}).parent()));
}

BOOST_AUTO_TEST_CASE(a_valid_tracestate_is_passed_on) {
  for (auto const& text : {std::string("congo=t61rcWkgMzE"), std::string("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
                           std::string("fw529a3039@dt=FfAi,4@a=x"), std::string("a-_*/0=a value:;!\"#~"), members(32),
                           std::string(256, 'k') + "=v", "k=" + std::string(256, 'v')}) {
    BOOST_TEST(state_after(text) == text);
  }
  BOOST_TEST(state_after("") == "");
  BOOST_TEST(state_after(" \t ") == "");
  BOOST_TEST(state_after(" a=1 ,\t,, b=2\t,") == "a=1,b=2");
}

BOOST_AUTO_TEST_CASE(a_tracestate_that_is_not_valid_is_left_out_and_the_trace_goes_on) {
  for (auto const& text :
       {std::string("a"), std::string("a="), std::string("=1"), std::string("A=1"), std::string("1=1"),
        std::string("a=1=2"), std::string("a =1"), std::string("a=1,a=2"), std::string("a=\x01"),
        std::string("a=\xc3\xa4"), std::string("a=1\r\nX: y"), std::string("a@1b=1"), std::string("@b=1"),
        std::string("a@=1"), members(33), std::string(257, 'k') + "=v", "k=" + std::string(257, 'v'),
        "t@" + std::string(15, 's') + "=v"}) {
    BOOST_TEST(state_after(text) == "", text);
  }
  BOOST_TEST(trace_context::parse(valid, "a=1").value().with_state("?").state() == "");
}

BOOST_AUTO_TEST_CASE(of_a_long_tracestate_long_members_go_first_and_then_the_last_ones) {
  auto const long_member = "long=" + std::string(200, 'v');
  auto const member = [](char name, std::size_t size) {
    return std::string(1, name) + "=" + std::string(size - 2, 'v');
  };
  auto const short_ones = member('a', 120) + "," + member('b', 120) + "," + member('c', 120);
  BOOST_TEST(state_after(short_ones + "," + long_member) == short_ones);
  BOOST_TEST(state_after(long_member + "," + short_ones) == short_ones);
  BOOST_TEST(state_after(short_ones + "," + member('d', 120)) == short_ones + "," + member('d', 120));
  BOOST_TEST(state_after(short_ones + "," + member('d', 120) + "," + member('e', 120)) ==
             short_ones + "," + member('d', 120));
  auto const exact = member('a', 255) + "," + member('b', 256);
  BOOST_TEST(exact.size() == trace_context::max_state_size);
  BOOST_TEST(state_after(exact) == exact);
}

BOOST_AUTO_TEST_CASE(the_lines_go_before_the_blank_line_and_have_the_size_that_was_announced) {
  auto const context = trace_context::parse(valid).value();
  for (std::string const state : {"", "a=1"}) {
    std::string const request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    auto traced = request;
    dataarts::observe::add_trace_lines(traced, context.trace(), context.parent(), true, state);
    auto const line = "traceparent: " + valid + "\r\n" + (state.empty() ? "" : "tracestate: a=1\r\n");
    BOOST_TEST(traced == "GET / HTTP/1.1\r\nHost: h\r\n" + line + "\r\n");
    BOOST_TEST(dataarts::observe::trace_lines_size(state) == line.size());
  }
}

BOOST_AUTO_TEST_CASE(ids_are_set_and_do_not_repeat) {
  dataarts::observe::span_ids ids;
  dataarts::observe::span_ids others;
  std::set<dataarts::span_id> spans;
  std::set<dataarts::trace_id> traces;
  for (int i = 0; i < 5000; ++i) {
    for (auto* const from : {&ids, &others}) {
      spans.insert(from->next_span());
      traces.insert(from->next_trace());
    }
  }
  BOOST_TEST(spans.size() == 10'000u);
  BOOST_TEST(traces.size() == 10'000u);
  BOOST_TEST(!spans.contains({}));
  BOOST_TEST(!traces.contains({}));
}

BOOST_AUTO_TEST_SUITE_END()
