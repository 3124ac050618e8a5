#include <dataarts/mock/journal.hpp>

#include "journal/follower_queue.hpp"
#include "journal/request_facts.hpp"
#include "journal/ring.hpp"
#include "script_route.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts::mock {
namespace {

using journals::packed_entry;
using journals::text;

// How many entries are copied under one lock.
constexpr std::size_t copied_at_once = 32;

void fill(packed_entry& to, request_view const& request, decision const& made) {
  journals::request_facts const facts(request);
  auto const& told = made.about;
  auto const route = find_route(request);
  to.texts.clear();
  to.put(text::session, told.session.empty() ? facts.session : told.session);
  to.put(text::method, request.method);
  journals::append_target(to.texts, request.target);
  to.end_of(text::target);
  to.put(text::workspace, facts.workspace);
  to.put(text::script, route.script);
  to.put(text::instance, route.instance);
  to.put(text::rule, told.rule);
  to.put(text::told, told.told);
  to.put(text::fault, told.fault);
  to.put(text::scheme, facts.scheme);
  if (facts.has_key()) {
    auto const alias = journals::alias_of(facts.access_key);
    to.texts.append(alias.data(), alias.size());
  }
  to.end_of(text::key);
  to.put(text::names, facts.signed_headers);
  to.poll = told.poll;
  to.bytes = request.method == "HEAD" ? 0 : made.reply->body().size();
  to.has_gap = told.gap.has_value();
  if (told.gap) to.gap = *told.gap;
  to.has_step = told.step.has_value();
  if (told.step) to.step = *told.step;
  to.status = made.reply->status();
  to.matched = made.matched && !told.missed;
  to.terminal = told.terminal;
  to.after_terminal = told.after_terminal;
  to.removed = false;
  to.auth = told.auth;
}

}  // namespace

class journal::impl {
 public:
  explicit impl(std::size_t capacity) : kept_(capacity) {}

  void start(clock::time_point at) noexcept {
    std::lock_guard const lock(mutex_);
    if (!started_) started_ = at;
  }
  std::uint64_t next_connection() noexcept { return connections_.fetch_add(1, std::memory_order_relaxed) + 1; }

  void record(request_view const& request, decision const& made, journal_place const& where) {
    if (!wanted_.load(std::memory_order_relaxed) && kept_.capacity() == 0) return;
    auto const now = std::chrono::system_clock::now();
    std::lock_guard const lock(mutex_);
    if (kept_.capacity() > 0 && kept_.full()) {
      if (!kept_.at(0).removed) ++forgotten_;
    }
    auto& to = kept_.capacity() > 0 ? kept_.push() : unkept_;
    fill(to, request, made);
    to.seq = ++recorded_;
    to.real_time = now;
    to.mock_time = where.at - started_.value_or(where.at);
    to.connection = where.connection;
    to.request_on_connection = where.request_on_connection;
    for (auto const& each : followers_) each->put(to);
  }

  std::size_t capacity() const noexcept { return kept_.capacity(); }
  journal_counters counts() const {
    std::lock_guard const lock(mutex_);
    return {recorded_, forgotten_};
  }

  /// Entries from that number on, some at a time; `from` moves on to where to go on. Empty at the end.
  std::vector<journal_entry> next(std::uint64_t& from) const {
    std::vector<journal_entry> made;
    std::lock_guard const lock(mutex_);
    auto nth = place_of(from);
    while (nth < kept_.size() && made.size() < copied_at_once) {
      auto const& each = kept_.at(nth++);
      if (!each.removed) made.push_back(journals::unpacked(each));
      from = each.seq + 1;
    }
    return made;
  }

  /// Entries before that number, newest first; `before` moves on likewise.
  std::vector<journal_entry> previous(std::uint64_t& before) const {
    std::vector<journal_entry> made;
    std::lock_guard const lock(mutex_);
    auto nth = place_of(before);
    while (nth > 0 && made.size() < copied_at_once) {
      auto const& each = kept_.at(--nth);
      if (!each.removed) made.push_back(journals::unpacked(each));
      before = each.seq;
    }
    return made;
  }

  bool remove(std::uint64_t seq) {
    std::lock_guard const lock(mutex_);
    auto const nth = place_of(seq);
    if (nth == kept_.size() || kept_.at(nth).seq != seq) return false;
    return !std::exchange(kept_.at(nth).removed, true);
  }

  void clear() {
    std::lock_guard const lock(mutex_);
    kept_.clear();
  }

  std::uint64_t add(std::shared_ptr<journal_follower::queue> follower) {
    std::lock_guard const lock(mutex_);
    followers_.push_back(std::move(follower));
    wanted_ = true;
    return recorded_;
  }
  void take_off(std::shared_ptr<journal_follower::queue> const& follower) noexcept {
    std::lock_guard const lock(mutex_);
    std::erase(followers_, follower);
    wanted_ = !followers_.empty();
  }

 private:
  // Of the first entry that is not before `seq`. Numbers have no holes.
  std::size_t place_of(std::uint64_t seq) const noexcept {
    if (kept_.size() == 0 || seq <= kept_.at(0).seq) return 0;
    return std::min<std::uint64_t>(seq - kept_.at(0).seq, kept_.size());
  }

  std::atomic<std::uint64_t> connections_ = 0;
  std::atomic<bool> wanted_ = false;
  mutable std::mutex mutex_;  // of the following
  std::optional<clock::time_point> started_;
  journals::ring kept_;
  packed_entry unkept_;
  std::uint64_t recorded_ = 0;
  std::uint64_t forgotten_ = 0;
  std::vector<std::shared_ptr<journal_follower::queue>> followers_;
};

journal::journal(std::size_t capacity) {
  if (capacity > most_entries) {
    throw std::invalid_argument("journal: the capacity is " + std::to_string(capacity) + "; it has to be at most " +
                                std::to_string(most_entries));
  }
  impl_ = std::make_unique<impl>(capacity);
}
journal::~journal() = default;

std::size_t journal::capacity() const noexcept { return impl_->capacity(); }
journal_counters journal::counts() const { return impl_->counts(); }

std::vector<journal_entry> journal::find(journal_criteria const& criteria, std::size_t limit) const {
  std::vector<journal_entry> found;
  auto const forward = criteria.since.has_value();
  std::uint64_t at = forward ? *criteria.since + 1 : no_limit;
  while (found.size() < limit) {
    auto const before = at;
    auto some = forward ? impl_->next(at) : impl_->previous(at);
    if (at == before) break;
    for (auto& each : some) {
      if (found.size() < limit && criteria.matches(each)) found.push_back(std::move(each));
    }
  }
  if (!forward) std::reverse(found.begin(), found.end());
  return found;
}

std::uint64_t journal::count(journal_criteria const& criteria) const {
  std::uint64_t found = 0;
  std::uint64_t at = criteria.since.value_or(0) + 1;
  for (auto before = at - 1; before != at;) {
    before = at;
    for (auto const& each : impl_->next(at)) found += criteria.matches(each) ? 1 : 0;
  }
  return found;
}

std::optional<journal_entry> journal::entry(std::uint64_t seq) const {
  auto at = seq;
  auto some = impl_->next(at);
  if (some.empty() || some.front().seq != seq) return std::nullopt;
  return std::move(some.front());
}

std::uint64_t journal::remove(journal_criteria const& criteria) {
  std::uint64_t removed = 0;
  for (auto const& each : find(criteria)) removed += impl_->remove(each.seq) ? 1 : 0;
  return removed;
}

bool journal::remove(std::uint64_t seq) { return impl_->remove(seq); }

void journal::clear() { impl_->clear(); }

std::unique_ptr<journal_follower> journal::follow(std::size_t capacity, std::function<void()> wake) {
  if (capacity == 0 || capacity > most_entries) {
    throw std::invalid_argument("journal: the capacity of a follower is " + std::to_string(capacity) +
                                "; it has to be between 1 and " + std::to_string(most_entries));
  }
  auto made = std::make_shared<journal_follower::queue>(capacity, std::move(wake));
  auto const began_after = impl_->add(made);
  return std::unique_ptr<journal_follower>(new journal_follower(*this, std::move(made), began_after));
}

void journal::start(clock::time_point at) noexcept { impl_->start(at); }
std::uint64_t journal::next_connection() noexcept { return impl_->next_connection(); }
void journal::record(request_view const& request, decision const& made, journal_place const& where) {
  impl_->record(request, made, where);
}

journal_follower::journal_follower(class journal& of, std::shared_ptr<queue> made, std::uint64_t began_after) noexcept
    : of_(of), queue_(std::move(made)), began_after_(began_after) {}
journal_follower::~journal_follower() { of_.impl_->take_off(queue_); }
std::vector<journal_entry> journal_follower::take(std::size_t most) { return queue_->take(most); }
std::uint64_t journal_follower::dropped() const noexcept { return queue_->dropped(); }

}  // namespace dataarts::mock
