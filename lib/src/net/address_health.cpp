#include "net/address_health.hpp"

#include <algorithm>

namespace dataarts::net {

void address_health::failed(address const& which, time_point now) {
  auto found = known_.find(which);
  if (found == known_.end()) {
    if (known_.size() == capacity) {
      known_.erase(std::min_element(known_.begin(), known_.end(),
                                    [](auto const& a, auto const& b) { return a.second.until < b.second.until; }));
    }
    found = known_.emplace(which, record{}).first;
  } else if (now < found->second.until) {
    return;
  }
  auto& its = found->second;
  its.pause = its.pause == duration::zero() ? first_pause : std::min(its.pause * 2, longest_pause);
  its.until = now + its.pause;
}

bool address_health::put_back(address const& which, time_point now) const noexcept {
  auto const found = known_.find(which);
  return found != known_.end() && now < found->second.until;
}

void address_health::sort(std::vector<address>& addresses, time_point now) const {
  if (known_.empty()) return;
  struct entry {
    time_point until;
    std::size_t index;  // so that the order stays
    address which;
  };
  std::vector<entry> order;
  order.reserve(addresses.size());
  for (auto const& each : addresses) {
    auto const until = put_back(each, now) ? known_.find(each)->second.until : time_point::min();
    order.push_back({until, order.size(), each});
  }
  std::sort(order.begin(), order.end(),
            [](entry const& a, entry const& b) { return a.until != b.until ? a.until < b.until : a.index < b.index; });
  for (std::size_t i = 0; i < order.size(); ++i) addresses[i] = order[i].which;
}

}  // namespace dataarts::net
