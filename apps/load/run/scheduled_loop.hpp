#ifndef DATAARTS_LOAD_RUN_SCHEDULED_LOOP_HPP
#define DATAARTS_LOAD_RUN_SCHEDULED_LOOP_HPP

#include "run/load_loop.hpp"
#include "run/request_source.hpp"

#include <dataarts/clock.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace dataarts::load {

/// A loop that begins something at each instant of its source, until the end of the plan.
class scheduled_loop : public load_loop, public std::enable_shared_from_this<scheduled_loop> {
 public:
  explicit scheduled_loop(loop_setting setting) : its_(std::move(setting)) {}

  void start() override;
  void stop() override;

 protected:
  virtual void begin(planned_request const& request) = 0;

  /// Nothing will begin any more. May be called more than once.
  virtual void nothing_left() = 0;

  /// Something is still to begin.
  bool plans() const noexcept { return next_.has_value(); }

  clock::time_point instant_of(planned_request const& request) const { return its_.begin + request.at; }

  loop_setting its_;

 private:
  void begin_what_is_due();

  std::unique_ptr<clock::alarm> alarm_;
  std::optional<planned_request> next_;
};

}  // namespace dataarts::load

#endif
