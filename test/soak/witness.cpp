#include "witness.hpp"

#include <numeric>

namespace soak {

using dataarts::errc;

std::uint64_t witness::tally::sum() const noexcept {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void witness::tally::write_to(ledger& out, std::string const& prefix) const {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    auto const name = i == 0 ? std::string("result") : std::string(to_string(static_cast<errc>(i)));
    out[prefix + name] = counts_[i];
  }
}

void witness::attempt_ended(dataarts::attempt_record const& record) noexcept {
  if (!record.sent) return;
  requests.add(record.error);
  bool const broke = record.error == errc::connection_closed || record.error == errc::read_failed ||
                     record.error == errc::write_failed;
  if (broke) ++(record.bytes_received == 0 ? broken_silently : broken_midway);
}

}  // namespace soak
