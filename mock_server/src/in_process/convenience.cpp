#include "in_process/convenience.hpp"

#include "in_process/named_runs.hpp"

#include <dataarts/mock/failure_reporter.hpp>

#include <exception>
#include <stdexcept>

namespace dataarts::mock::in_process {

std::shared_ptr<answer_source> make_own_runs(options const& settings) {
  script_runs_options of_runs;
  of_runs.seed = settings.seed;
  of_runs.clock = settings.clock;
  of_runs.keep_looks = true;
  return std::make_shared<own_runs>(std::move(of_runs));
}

convenience::convenience(options const& settings, request_inbox::executor_type const& executor)
    : own_(std::dynamic_pointer_cast<own_runs>(settings.answers)),
      given_(std::dynamic_pointer_cast<script_runs>(settings.answers)),
      journal_(settings.journal),
      on_failure_(settings.on_failure),
      unwinding_(std::uncaught_exceptions()) {
  if (journal_ && journal_->capacity() > 0) {
    inbox_ = std::make_shared<journal_inbox>(journal_, executor, settings.clock ? settings.clock->flights() : nullptr);
  }
}

// Null: nobody used them.
script_runs* convenience::used() const {
  if (own_) return own_->used();
  if (!given_) {
    throw std::logic_error(
        "mock server: its answers are neither its own nor those of a script_runs, and remember no runs; leave "
        "options::answers null, or make it a script_runs");
  }
  return given_.get();
}

script_runs& convenience::runs() { return own_ ? own_->use() : *used(); }

script_runs& convenience::runs_with(std::string const& rule) {
  if (auto* const in = used()) return *in;
  throw std::invalid_argument("instance '" + rule + "': there are no rules at all; add or load some");
}

void convenience::add(run_rule const& rule) {
  add_rule(runs(), rule);
  verified_.store(false, std::memory_order_relaxed);  // nobody has looked at this one
}

void convenience::load(std::filesystem::path const& file) {
  if (!own_) used();
  auto const read = load_scenario(file);
  read.add_to(own_ ? own_->use(read) : *given_);
  verified_.store(false, std::memory_order_relaxed);
}

std::uint64_t convenience::polls(std::string const& rule) { return polls_of(runs_with(rule), rule); }

std::size_t convenience::hold(std::string const& rule) {
  auto& in = runs_with(rule);
  return command_rule(in, rule, true, [&](run_selection const& which) { return in.hold(which); });
}

std::size_t convenience::release(std::string const& rule) {
  auto& in = runs_with(rule);
  return command_rule(in, rule, true, [&](run_selection const& which) { return in.release(which); });
}

std::size_t convenience::advance(std::string const& rule, std::optional<run_state> to) {
  auto& in = runs_with(rule);
  return command_rule(in, rule, true, [&](run_selection const& which) { return in.advance(which, to); });
}

std::size_t convenience::reset(std::string const& rule) {
  auto& in = runs_with(rule);
  return command_rule(in, rule, false, [&](run_selection const& which) { return in.reset(which); });
}

verification convenience::verify() {
  auto const* const in = used();
  verified_.store(true, std::memory_order_relaxed);
  return in != nullptr ? in->verify(journal_.get()) : verification();
}

std::shared_ptr<request_inbox> convenience::inbox() const {
  if (!inbox_) {
    throw std::logic_error(
        "mock server: to wait for requests needs a journal that keeps entries; see options::journaled");
  }
  return inbox_;
}

void convenience::report() noexcept {
  try {
    if (verified_.load(std::memory_order_relaxed) || std::uncaught_exceptions() > unwinding_) return;
    auto const* const in = own_ ? own_->used() : given_.get();
    auto const to = on_failure_ ? on_failure_ : current_failure_reporter();
    if (in == nullptr || !to) return;
    auto const found = in->verify(journal_.get());
    if (!found) to("mock server: " + to_text(found));
  } catch (...) {
    // A destructor is no place for it; what the reporter did before it threw is all that can be had.
  }
}

void convenience::close() noexcept {
  try {
    if (inbox_) inbox_->close();
  } catch (...) {
    // No memory to tell those who wait; they are dropped with the server.
  }
}

}  // namespace dataarts::mock::in_process
