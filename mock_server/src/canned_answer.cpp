#include <dataarts/mock/canned_answer.hpp>
#include <dataarts/mock/preset.hpp>

#include "ascii.hpp"

#include <algorithm>
#include <stdexcept>

namespace dataarts::mock {

void own_answer::validate() const { make_answer(*this); }

answer make_answer(own_answer const& from) {
  if (!from.retry_after) return answer(from.status, from.body, from.headers);
  if (*from.retry_after < std::chrono::seconds::zero()) {
    throw std::invalid_argument("answer: retry_after is " + std::to_string(from.retry_after->count()) +
                                " s; it has to be 0 or more");
  }
  auto headers = from.headers;
  auto const is_there = [](auto const& each) { return equal_ignoring_case(each.name, "Retry-After"); };
  if (std::any_of(headers.begin(), headers.end(), is_there)) {
    throw std::invalid_argument("answer: Retry-After is among the headers, and there is a retry_after");
  }
  headers.push_back({"Retry-After", std::to_string(from.retry_after->count())});
  return answer(from.status, from.body, headers);
}

void canned_answer::validate() const { make_answer(*this); }

answer make_answer(canned_answer const& from) {
  return from.own() != nullptr ? make_answer(*from.own()) : make_answer(*from.documented());
}

std::string to_text(canned_answer const& what) {
  return what.own() != nullptr ? "answer " + std::to_string(what.own()->status)
                               : std::string(to_text(*what.documented()));
}

}  // namespace dataarts::mock
