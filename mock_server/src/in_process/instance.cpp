#include <dataarts/mock/instance.hpp>

#include <memory>
#include <stdexcept>
#include <utility>

namespace dataarts::mock {

instance& instance::script(std::string pattern) {
  rule_.script = std::move(pattern);
  return *this;
}

instance& instance::id(std::string pattern) {
  rule_.instance = std::move(pattern);
  return *this;
}

instance& instance::workspace(std::string pattern) {
  rule_.workspace = std::move(pattern);
  return *this;
}

instance& instance::project(std::string pattern) {
  rule_.project = std::move(pattern);
  return *this;
}

instance& instance::add(run_state state) {
  rule_.timeline.push_back({.state = state});
  return *this;
}

instance& instance::finished(std::string results) {
  add(run_state::finished);
  rule_.timeline.back().results = std::move(results);
  return *this;
}

instance& instance::failed(std::string message) {
  add(run_state::failed);
  rule_.timeline.back().message = std::move(message);
  return *this;
}

instance& instance::answering(canned_answer what) {
  add(run_state::running);
  rule_.timeline.back().error = std::move(what);
  return *this;
}

run_step& instance::last(char const* word) {
  if (rule_.timeline.empty()) {
    throw std::logic_error("instance '" + rule_.name + "': " + word +
                           "() says something of a step, and there is none yet; begin with launching() or running()");
  }
  return rule_.timeline.back();
}

instance& instance::lasting(step_time lasts) {
  last("lasting").lasts = lasts;
  return *this;
}

instance& instance::for_polls(std::uint64_t queries) {
  last("for_polls").polls = queries;
  return *this;
}

instance& instance::held() {
  last("held").hold = true;
  return *this;
}

instance& instance::message(std::string text) {
  last("message").message = std::move(text);
  return *this;
}

instance& instance::results(std::string json) {
  last("results").results = std::move(json);
  return *this;
}

instance& instance::body(std::string text) {
  last("body").body = std::move(text);
  return *this;
}

instance& instance::latency(step_time each) {
  last("latency").latency = each;
  return *this;
}

instance& instance::always(canned_answer what) {
  rule_.answer = std::move(what);
  return *this;
}

instance& instance::starts(run_start when) {
  rule_.starts = when;
  return *this;
}

instance& instance::failing(double share) {
  rule_.failed = share;
  return *this;
}

instance& instance::failing(double share, std::string message) {
  rule_.failed_message = std::move(message);
  return failing(share);
}

instance& instance::fault(fault_rule what) {
  rule_.faults.push_back(std::move(what));
  return *this;
}

instance& instance::add_fault(std::uint64_t nth, char const* what, fault_rule made) {
  made.name = std::string(what) + " on poll " + std::to_string(nth);
  made.on = fault_polls::one(nth);
  return fault(std::move(made));
}

instance& instance::on_poll(std::uint64_t nth, wire_fault what) {
  return add_fault(nth, "wire", {.wire = std::make_shared<wire_fault const>(what)});
}

instance& instance::on_poll(std::uint64_t nth, canned_answer const& what) {
  return add_fault(nth, "answer", {.answer = std::make_shared<answer const>(make_answer(what))});
}

instance& instance::late_on_poll(std::uint64_t nth, step_time by) { return add_fault(nth, "late", {.delay = by}); }

instance& instance::expect(expectation what) {
  rule_.expect = what;
  return *this;
}

expectation& instance::expected() {
  if (!rule_.expect) rule_.expect.emplace();
  return *rule_.expect;
}

instance& instance::expect_polls(std::uint64_t least, std::uint64_t most) {
  expected().polls = {least, most};
  return *this;
}

instance& instance::expect_gap(std::chrono::nanoseconds least, std::chrono::nanoseconds most) {
  expected().gap = {least, most};
  return *this;
}

instance& instance::expect_end_seen() {
  expected().terminal = true;
  return *this;
}

instance& instance::expect_nothing_after_end() {
  expected().after_terminal = 0;
  return *this;
}

instance& instance::revision(std::uint64_t number) {
  rule_.revision = number;
  return *this;
}

}  // namespace dataarts::mock
