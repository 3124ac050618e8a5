#include "sharing/answer_cache.hpp"

#include "instance_block.hpp"

#include <iterator>

namespace dataarts::sharing {

namespace {

/// What an entry takes beside the answer: its node in the list, that in the table, and a bucket.
constexpr std::size_t bookkeeping = 256;

}  // namespace

script_instance const* answer_cache::find(instance_ref const& which, time_point now, std::optional<duration> max_age) {
  auto const found = by_reference_.find(&which);
  if (found == by_reference_.end()) return nullptr;
  auto const& kept = *found->second;
  bool const never_changes = terminal_for_ever_ && kept.answer.is_terminal() && (!max_age || *max_age > duration(0));
  bool const recent = max_age && now - kept.came < *max_age;
  if (!never_changes && !recent) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second);
  return &kept.answer;
}

void answer_cache::keep(instance_ref const& which, script_instance const& answer, time_point now) {
  if (auto const found = by_reference_.find(&which); found != by_reference_.end()) remove(found->second);
  auto const names = which.script().size() + which.instance().size() + which.workspace().size();
  auto const bytes = instance_block::of(answer).size + names + bookkeeping;
  if (bytes > most_bytes_) return;
  while (bytes_ + bytes > most_bytes_) remove(std::prev(by_use_.end()));
  by_use_.push_front({which, answer, now, bytes});
  by_reference_.emplace(&by_use_.front().ref, by_use_.begin());
  bytes_ += bytes;
}

void answer_cache::remove(entries::iterator which) {
  bytes_ -= which->bytes;
  by_reference_.erase(&which->ref);
  by_use_.erase(which);
}

}  // namespace dataarts::sharing
