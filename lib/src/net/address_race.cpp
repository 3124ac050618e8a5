#include "net/address_race.hpp"

#include <algorithm>
#include <iterator>

namespace dataarts::net {

std::vector<address> interleave(std::vector<address> const& found) {
  std::vector<address> six;
  std::vector<address> four;
  for (auto const& each : found) (each.address().is_v6() ? six : four).push_back(each);
  std::vector<address> made;
  made.reserve(found.size());
  for (std::size_t i = 0; i < std::max(six.size(), four.size()); ++i) {
    if (i < six.size()) made.push_back(six[i]);
    if (i < four.size()) made.push_back(four[i]);
  }
  return made;
}

address const* address_race::next(time_point now) {
  if (at_ == addresses_.size() || now < due_) return nullptr;
  due_ = now + stagger_;
  ++under_way_;
  return &addresses_[at_++];
}

void address_race::failed() noexcept {
  --under_way_;
  due_ = time_point::min();
}

}  // namespace dataarts::net
