#include "result/machine.hpp"

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fmt/format.h>

#include <fstream>
#include <thread>

namespace dataarts::load {
namespace {

std::string cpu_model() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    auto const colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

unsigned usable_cpus() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  // It fails on machines with more than 1,024 processors.
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) return std::thread::hardware_concurrency();
  return static_cast<unsigned>(CPU_COUNT(&allowed));
}

}  // namespace

machine this_machine() {
  machine made;
  utsname names{};
  if (uname(&names) == 0) {
    made.host = std::data(names.nodename);
    made.kernel = fmt::format("{} {} {}", std::data(names.sysname), std::data(names.release), std::data(names.machine));
  }
  made.cpu_model = cpu_model();
  made.cpus = usable_cpus();
  auto const pages = sysconf(_SC_PHYS_PAGES);
  auto const page = sysconf(_SC_PAGESIZE);
  if (pages > 0 && page > 0) made.memory_bytes = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page);
  return made;
}

}  // namespace dataarts::load
