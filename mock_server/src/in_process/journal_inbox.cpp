#include "in_process/journal_inbox.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace dataarts::mock::in_process {
namespace {

void say(std::string& to, char const* name, std::optional<std::string> const& value) {
  if (value) to.append(to.empty() ? "" : ", ").append(name).append(" '").append(*value).append("'");
}

void say(std::string& to, char const* name, std::optional<std::uint64_t> const& value) {
  if (value) to.append(to.empty() ? "" : ", ").append(name).append(" ").append(std::to_string(*value));
}

void say(std::string& to, char const* name, std::optional<bool> const& value) {
  if (value) to.append(to.empty() ? "" : ", ").append(*value ? "" : "not ").append(name);
}

// What is waited for, in words.
std::string to_text(journal_criteria const& of) {
  std::string made;
  say(made, "method", of.method);
  say(made, "target", of.target);
  say(made, "script", of.script);
  say(made, "instance", of.instance);
  say(made, "workspace", of.workspace);
  say(made, "session", of.session);
  say(made, "rule", of.rule);
  say(made, "told", of.told);
  say(made, "fault", of.fault);
  say(made, "status", of.status ? std::optional<std::uint64_t>(*of.status) : std::nullopt);
  say(made, "poll", of.poll);
  say(made, "unmatched", of.unmatched);
  say(made, "signed", of.is_signed);
  say(made, "after the end", of.after_terminal);
  return made.empty() ? "any request" : "a request with " + made;
}

}  // namespace

void journal_inbox::wait(std::uint64_t ticket, request_match const& match, std::unique_ptr<request_waiter> who) {
  completions done;
  {
    std::lock_guard const lock(mutex_);
    waiting_.push_back({ticket, match.criteria(), std::move(who)});
    auto& criteria = waiting_.back().match;
    if (!criteria.since) criteria.since = 0;
    // Before the journal is looked through, so that no entry comes in between.
    if (!follower_ && !closed_) {
      auto wake = [self = weak_from_this(), executor = executor_] {
        boost::asio::post(executor, [self] {
          if (auto const there = self.lock()) there->look();
        });
      };
      follower_ = journal_->follow(1, std::move(wake));
    }
    serve(done);
    if (flights_ && !waiting_.empty() && waiting_.back().ticket == ticket) {
      waiting_.back().noted = {flights_, "next_request waits for " + to_text(match.criteria())};
    }
  }
  tell(done);
}

void journal_inbox::look() {
  completions done;
  {
    std::lock_guard const lock(mutex_);
    serve(done);
  }
  tell(done);
}

void journal_inbox::cancel(std::uint64_t ticket) {
  completions done;
  {
    std::lock_guard const lock(mutex_);
    auto const found =
        std::find_if(waiting_.begin(), waiting_.end(), [&](waiting const& each) { return each.ticket == ticket; });
    if (found == waiting_.end()) return;
    done.push_back({std::move(found->who), boost::asio::error::operation_aborted});
    waiting_.erase(found);
    if (waiting_.empty()) follower_.reset();
  }
  tell(done);
}

void journal_inbox::close() {
  completions done;
  {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    serve(done);
  }
  tell(done);
}

void journal_inbox::serve(completions& to) {
  if (follower_) follower_->take();  // from here on it wakes again
  for (auto each = waiting_.begin(); each != waiting_.end();) {
    auto found = take(each->match);
    if (!found && !closed_) {
      ++each;
      continue;
    }
    auto const error = found ? boost::system::error_code() : boost::asio::error::operation_aborted;
    to.push_back({std::move(each->who), error, std::move(found).value_or(journal_entry())});
    each = waiting_.erase(each);
  }
  if (waiting_.empty() || closed_) follower_.reset();
}

std::optional<journal_entry> journal_inbox::take(journal_criteria& match) {
  auto const recorded = journal_->counts().recorded;
  while (!taken_.empty() && *taken_.begin() + journal_->capacity() <= recorded) taken_.erase(taken_.begin());
  for (;;) {
    auto found = journal_->find(match, 1);
    if (found.empty()) {
      match.since = std::max(*match.since, recorded);  // what came before need not be looked at again
      return std::nullopt;
    }
    match.since = found.front().seq;
    if (taken_.insert(found.front().seq).second) return std::move(found.front());
  }
}

void journal_inbox::tell(completions& whom) {
  for (auto& each : whom) each.who->complete(each.error, std::move(each.found));
}

}  // namespace dataarts::mock::in_process
