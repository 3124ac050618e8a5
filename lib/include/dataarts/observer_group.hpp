#ifndef DATAARTS_OBSERVER_GROUP_HPP
#define DATAARTS_OBSERVER_GROUP_HPP

#include <dataarts/observer.hpp>

#include <memory>
#include <vector>

namespace dataarts {

/// Several observers as one: each hook is passed on to all of them, in order.
class observer_group final : public observer {
 public:
  /// Null ones are left out.
  explicit observer_group(std::vector<std::shared_ptr<observer>> members);

  /// If one of them does.
  bool wants_time_of_day() const noexcept override;

  /// The first trace that a member begins.
  std::optional<trace_context> begin_trace() noexcept override;

  void call_began(call_record const& record) noexcept override;
  void call_ended(call_record const& record) noexcept override;
  void attempt_began(attempt_record const& record) noexcept override;
  void attempt_ended(attempt_record const& record) noexcept override;
  void connection_opened(connection_record const& record) noexcept override;
  void connection_closed(connection_record const& record, close_reason why) noexcept override;
  void connection_failed(connection_record const& record, errc why) noexcept override;
  void limiter_changed(limiter_record const& record) noexcept override;

 private:
  std::vector<std::shared_ptr<observer>> members_;
};

}  // namespace dataarts

#endif
