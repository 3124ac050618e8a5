#include <dataarts/mock/canned_answer.hpp>
#include <dataarts/mock/preset.hpp>

#include "ascii.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace dataarts::mock {
namespace {

answer put_together(own_answer const& from, std::vector<answer::header> const& headers) {
  if (!from.request_id_at) return answer(from.status, from.body, headers);
  return answer::with_request_id(from.status, from.body, *from.request_id_at, headers);
}

}  // namespace

void own_answer::validate() const { make_answer(*this); }

answer make_answer(own_answer const& from) {
  if (!from.retry_after) return put_together(from, from.headers);
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
  return put_together(from, headers);
}

void canned_answer::validate() const { make_answer(*this); }

answer make_answer(canned_answer const& from) {
  return from.own() != nullptr ? make_answer(*from.own()) : make_answer(*from.documented());
}

std::string to_text(canned_answer const& what) {
  if (what.own() == nullptr) return std::string(to_text(*what.documented()));
  return what.own()->name.empty() ? "answer " + std::to_string(what.own()->status) : what.own()->name;
}

}  // namespace dataarts::mock
