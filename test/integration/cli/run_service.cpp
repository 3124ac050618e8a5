#include "run_service.hpp"

#include <dataarts/mock/answer_source.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace dataarts::cli::test {
namespace {

mock::run_step step(mock::run_state state, std::optional<std::uint64_t> polls = {}) {
  mock::run_step made;
  made.state = state;
  made.polls = polls;
  return made;
}

mock::run_step end_well() {
  auto made = step(mock::run_state::finished);
  made.results = R"([{"duration":0.5,"rowCount":2,"rows":[["a",1],["b",2]],"schema":[{"Name":"string"},{"N":"int"}]}])";
  return made;
}

mock::run_step end_badly() {
  auto made = step(mock::run_state::failed);
  made.message = "Table \"citys\" does not exist.";
  return made;
}

void add(mock::script_runs& to, std::string const& script, std::string const& instance,
         std::vector<mock::run_step> timeline) {
  mock::run_rule rule;
  rule.script = script;
  rule.instance = instance;
  rule.timeline = std::move(timeline);
  to.add(rule);
}

void add_executed(mock::script_runs& to, std::string const& script, std::vector<mock::run_step> timeline) {
  mock::run_rule rule;
  rule.script = script;
  rule.timeline = std::move(timeline);
  rule.starts = mock::run_start::execute;
  to.add(rule);
}

}  // namespace

class run_service::watched final : public mock::answer_source {
 public:
  explicit watched(std::shared_ptr<mock::answer_source> inner) : inner_(std::move(inner)) {}

  mock::decision decide(mock::request_view const& request) override {
    auto made = inner_->decide(request);
    std::lock_guard const lock(mutex_);
    seen_.emplace_back(request.path, request.body);
    arrived_.notify_all();
    return made;
  }

  void wait_for(std::string_view text, std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::minutes(1), [&] { return count_of(text) >= count; })) {
      throw std::runtime_error("not enough requests for " + std::string(text) + " came in a minute");
    }
  }

  std::size_t count(std::string_view text) {
    std::lock_guard const lock(mutex_);
    return count_of(text);
  }

  std::string body_of(std::string_view text) {
    std::lock_guard const lock(mutex_);
    auto const latest = std::find_if(seen_.rbegin(), seen_.rend(),
                                     [&](auto const& each) { return each.first.find(text) != std::string::npos; });
    return latest != seen_.rend() ? latest->second : std::string();
  }

 private:
  std::size_t count_of(std::string_view text) const {
    return static_cast<std::size_t>(std::count_if(
        seen_.begin(), seen_.end(), [&](auto const& each) { return each.first.find(text) != std::string::npos; }));
  }

  std::shared_ptr<mock::answer_source> inner_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::pair<std::string, std::string>> seen_;
};

run_service::run_service() : runs_(std::make_shared<mock::script_runs>()), watched_(std::make_shared<watched>(runs_)) {
  using enum mock::run_state;
  // First, since of two rules that fit as well the later one holds.
  add_executed(*runs_, "daily", {step(launching, 1), step(running, 1), end_well()});
  add_executed(*runs_, "hourly", {step(running)});
  for (std::string const script : {"daily", "weekly"}) {
    add(*runs_, script, "quick*", {step(running, 1), end_well()});
    add(*runs_, script, "bad*", {step(running, 1), end_badly()});
    add(*runs_, script, "late*", {step(running, 20), end_well()});
    add(*runs_, script, "slow*", {step(running)});
  }
  mock::options settings;
  settings.answers = watched_;
  settings.port = ::test::port_behind_given_proxy();
  server_ = std::make_unique<mock::server>(context_, std::move(settings));
  thread_ = std::thread([this] { context_.run(); });
}

run_service::~run_service() {
  server_.reset();
  context_.stop();
  thread_.join();
}

void run_service::wait_for_requests(std::string_view text, std::size_t count) { watched_->wait_for(text, count); }

std::size_t run_service::requests(std::string_view text) { return watched_->count(text); }

std::string run_service::body_of(std::string_view text) { return watched_->body_of(text); }

}  // namespace dataarts::cli::test
