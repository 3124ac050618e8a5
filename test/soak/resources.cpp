#include "resources.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <malloc.h>

namespace soak {

std::size_t frame::live_ = 0;

std::size_t open_descriptors() {
  auto const all = std::filesystem::directory_iterator("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t bytes_in_use() {
  auto const told = ::mallinfo2();
  return told.uordblks + told.hblkhd;
}

std::size_t resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6)) * 1024;
  }
  return 0;
}

}  // namespace soak
