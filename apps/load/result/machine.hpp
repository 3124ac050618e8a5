#ifndef DATAARTS_LOAD_RESULT_MACHINE_HPP
#define DATAARTS_LOAD_RESULT_MACHINE_HPP

#include <cstdint>
#include <string>

namespace dataarts::load {

/// What of a generator's machine matters to its numbers.
struct machine {
  std::string host;
  std::string kernel;     ///< "Linux 6.1.0-18-amd64 x86_64"
  std::string cpu_model;  ///< empty if the system does not tell
  unsigned cpus = 0;      ///< that this process may use
  std::uint64_t memory_bytes = 0;

  friend bool operator==(machine const&, machine const&) = default;
};

machine this_machine();

}  // namespace dataarts::load

#endif
