#include "calibrate/machine_use.hpp"

#include "run/process_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include <stdlib.h>
#include <unistd.h>

namespace dataarts::load {
namespace {

std::string first_line_of(char const* path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

std::optional<core_seconds> look_at_cores() {
  return read_core_seconds(first_line_of("/proc/stat"), static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

std::chrono::nanoseconds own_time() noexcept {
  auto const used = look_at_process();
  return used.user + used.system;
}

}  // namespace

std::optional<core_seconds> read_core_seconds(std::string_view stat, double per_second) {
  std::istringstream words{std::string(stat)};
  std::string name;
  // proc(5): the time of guests is in that of user and nice already.
  double user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft = 0, steal = 0;
  if (!(words >> name >> user >> nice >> system >> idle >> waiting >> interrupts >> soft >> steal) || name != "cpu") {
    return std::nullopt;
  }
  auto const busy = user + nice + system + interrupts + soft;
  return core_seconds{busy / per_second, steal / per_second, (busy + idle + waiting + steal) / per_second};
}

machine_watch::machine_watch() : cores_(look_at_cores()), own_(own_time()) {
  double first = 0;
  if (::getloadavg(&first, 1) == 1) load_average_ = first;
}

machine_use machine_watch::look() const {
  machine_use made;
  made.cores = std::max(1U, std::thread::hardware_concurrency());
  made.load_average = load_average_;
  auto const now = look_at_cores();
  if (!cores_ || !now || now->whole <= cores_->whole) return made;
  auto const whole = now->whole - cores_->whole;
  auto const own = std::chrono::duration<double>(own_time() - own_).count();
  made.others = std::clamp((now->busy - cores_->busy - own) / whole, 0.0, 1.0);
  made.steal = std::clamp((now->steal - cores_->steal) / whole, 0.0, 1.0);
  return made;
}

std::vector<std::string> disturbances(machine_use const& seen) {
  constexpr double quiet_load = 0.3;  // for each core
  constexpr double quiet_others = 0.05;
  constexpr double quiet_steal = 0.01;
  constexpr std::size_t needed_cores = 2;
  std::vector<std::string> found;
  if (seen.load_average > quiet_load * static_cast<double>(seen.cores)) {
    found.push_back(fmt::format("in the minute before {:.1f} processes wanted to run on {} {}", seen.load_average,
                                seen.cores, seen.cores == 1 ? "core" : "cores"));
  }
  if (seen.others > quiet_others) {
    found.push_back(fmt::format("other processes used {:.0f} % of the cores", seen.others * 100));
  }
  if (seen.steal > quiet_steal) {
    found.push_back(fmt::format("the hypervisor kept {:.0f} % of the cores for others", seen.steal * 100));
  }
  if (seen.cores < needed_cores) found.push_back("generator and server shared the only core");
  return found;
}

}  // namespace dataarts::load
