#ifndef DATAARTS_LOAD_CALIBRATE_MACHINE_USE_HPP
#define DATAARTS_LOAD_CALIBRATE_MACHINE_USE_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// How busy a machine was while something was measured on it.
struct machine_use {
  std::size_t cores = 1;
  double load_average = 0;  ///< of the minute before
  double others = 0;        ///< share of all cores that other processes used
  double steal = 0;         ///< share of all cores that the hypervisor kept
};

/// The time of all cores since the machine began, in seconds.
struct core_seconds {
  double busy = 0;  ///< steal not among it
  double steal = 0;
  double whole = 0;
};

/// Reads the first line of /proc/stat, of ticks of `per_second`. Nothing if it is not one.
std::optional<core_seconds> read_core_seconds(std::string_view stat, double per_second);

/// Watches from its making on.
class machine_watch {
 public:
  machine_watch();

  /// Since then. What this process used is not "others".
  machine_use look() const;

 private:
  std::optional<core_seconds> cores_;
  std::chrono::nanoseconds own_{0};
  double load_average_ = 0;
};

/// Why figures from such a machine are worth little: a sentence for each reason. Empty if it was quiet.
std::vector<std::string> disturbances(machine_use const& seen);

}  // namespace dataarts::load

#endif
