#ifndef DATAARTS_WAITING_HISTORY_HPP
#define DATAARTS_WAITING_HISTORY_HPP

#include <dataarts/failure.hpp>
#include <dataarts/script_instance.hpp>

#include <chrono>
#include <memory>
#include <vector>

namespace dataarts::waiting {

/// What the looks of a wait saw, with bounded memory.
class history {
 public:
  void saw(script_instance const& answer, std::chrono::nanoseconds waited);
  void failed(errc why, std::chrono::nanoseconds waited);

  /// The same failure, which tells what was seen.
  failure in(failure const& why) const;

 private:
  void add(std::string_view status, errc code, std::chrono::nanoseconds waited);

  std::vector<failure::observation> seen_;
  std::shared_ptr<script_instance const> last_;
};

}  // namespace dataarts::waiting

#endif
