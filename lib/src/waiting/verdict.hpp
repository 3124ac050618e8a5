#ifndef DATAARTS_WAITING_VERDICT_HPP
#define DATAARTS_WAITING_VERDICT_HPP

#include <dataarts/failure.hpp>

#include <cstdint>

namespace dataarts::waiting {

/// What a look that failed means for a wait.
enum class verdict : std::uint8_t {
  slow_down,      ///< the service has too much to do: look again, later than planned
  not_there_yet,  ///< the run may have been started so lately that it cannot be seen
  passing,        ///< look again, but not for ever
  lasting,        ///< it would always fail
};

/// @param may_be_new  a run that cannot be found may still appear.
verdict judge(failure const& why, bool may_be_new) noexcept;

}  // namespace dataarts::waiting

#endif
