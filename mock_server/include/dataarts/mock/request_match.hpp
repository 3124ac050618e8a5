#ifndef DATAARTS_MOCK_REQUEST_MATCH_HPP
#define DATAARTS_MOCK_REQUEST_MATCH_HPP

#include <dataarts/mock/journal_criteria.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace dataarts::mock {

/// Which request `server::next_request` waits for: any, or the one for which all that is given holds.
///
/// Not the criteria themselves, since g++ 12 destroys an aggregate twice that is written in a statement with
/// `co_await`. Criteria that have a name can be passed in place of this.
class request_match {
 public:
  request_match() = default;
  request_match(journal_criteria what) : criteria_(std::move(what)) {}

  request_match& rule(std::string name) { return set(criteria_.rule, std::move(name)); }
  request_match& script(std::string pattern) { return set(criteria_.script, std::move(pattern)); }
  request_match& instance(std::string pattern) { return set(criteria_.instance, std::move(pattern)); }
  request_match& workspace(std::string name) { return set(criteria_.workspace, std::move(name)); }
  request_match& session(std::string name) { return set(criteria_.session, std::move(name)); }
  request_match& method(std::string name) { return set(criteria_.method, std::move(name)); }
  request_match& target(std::string pattern) { return set(criteria_.target, std::move(pattern)); }
  request_match& told(std::string text) { return set(criteria_.told, std::move(text)); }
  request_match& fault(std::string name) { return set(criteria_.fault, std::move(name)); }
  request_match& status(unsigned code) { return set(criteria_.status, code); }
  request_match& poll(std::uint64_t nth) { return set(criteria_.poll, nth); }
  request_match& unmatched(bool whether = true) { return set(criteria_.unmatched, whether); }
  request_match& since(std::uint64_t seq) { return set(criteria_.since, seq); }

  journal_criteria const& criteria() const noexcept { return criteria_; }

 private:
  template <class Member, class Value>
  request_match& set(Member& member, Value&& value) {
    member = std::forward<Value>(value);
    return *this;
  }

  journal_criteria criteria_;
};

}  // namespace dataarts::mock

#endif
