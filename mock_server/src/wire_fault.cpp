#include <dataarts/mock/wire_fault.hpp>

#include <stdexcept>
#include <string>

namespace dataarts::mock {

wire_fault wire_fault::drip(std::uint64_t bytes, std::chrono::nanoseconds interval) {
  if (bytes == 0) throw std::invalid_argument("a drip has pieces of 0 bytes; they have to have at least 1");
  if (interval <= std::chrono::nanoseconds::zero()) {
    throw std::invalid_argument("the interval of a drip is " + std::to_string(interval.count()) +
                                " ns; it has to be more than 0");
  }
  wire_fault made(form::drip, bytes);
  made.every_ = interval;
  return made;
}

wire_fault wire_fault::garbage(std::uint64_t bytes, std::uint64_t seed, ending how) {
  constexpr std::uint64_t most = 1024 * 1024;
  if (bytes == 0 || bytes > most) {
    throw std::invalid_argument("garbage has " + std::to_string(bytes) + " bytes; it has to have between 1 and " +
                                std::to_string(most));
  }
  wire_fault made(form::garbage, bytes, how);
  made.seed_ = seed;
  return made;
}

wire_fault wire_fault::wrong_length(std::int64_t by) {
  constexpr std::int64_t most = 1024 * 1024 * 1024;
  if (by == 0 || by > most || by < -most) {
    throw std::invalid_argument("a wrong length is off by " + std::to_string(by) +
                                "; it has to be off by 1 to 1 GiB, more or less");
  }
  wire_fault made(form::wrong_length, 0);
  made.by_ = by;
  return made;
}

std::string_view to_string(wire_fault::form what) noexcept {
  static constexpr std::string_view names[] = {"stall",          "drip",          "cut",          "garbage",
                                               "bad_chunk_size", "no_last_chunk", "wrong_length", "unannounced_close"};
  return names[static_cast<std::size_t>(what)];
}

}  // namespace dataarts::mock
