#include <dataarts/mock/journal_criteria.hpp>

#include "runs/name_pattern.hpp"

namespace dataarts::mock {
namespace {

template <class Wanted, class Value>
bool is_or_any(std::optional<Wanted> const& wanted, Value const& value) {
  return !wanted || *wanted == value;
}

bool fits_or_any(std::optional<std::string> const& pattern, std::string const& value) {
  return !pattern || runs::name_pattern(pattern).matches(value);
}

}  // namespace

bool journal_criteria::matches(journal_entry const& entry) const {
  return (!since || entry.seq > *since) && is_or_any(status, entry.status) && is_or_any(method, entry.method) &&
         is_or_any(unmatched, !entry.matched) && is_or_any(poll, entry.poll) &&
         is_or_any(is_signed, entry.is_signed()) && is_or_any(after_terminal, entry.after_terminal) &&
         is_or_any(workspace, entry.workspace) && is_or_any(session, entry.session) && is_or_any(rule, entry.rule) &&
         is_or_any(told, entry.told) && is_or_any(fault, entry.fault) && fits_or_any(script, entry.script) &&
         fits_or_any(instance, entry.instance) && fits_or_any(target, entry.target);
}

}  // namespace dataarts::mock
