#ifndef DATAARTS_MOCK_ADMIN_JOURNAL_TRAFFIC_HPP
#define DATAARTS_MOCK_ADMIN_JOURNAL_TRAFFIC_HPP

#include <dataarts/mock/journal.hpp>

#include "admin/ports.hpp"

#include <memory>
#include <utility>

namespace dataarts::mock::admin {

/// The journal of a server, as the admin API needs it.
class journal_traffic final : public traffic_port {
 public:
  explicit journal_traffic(std::shared_ptr<journal> of) : journal_(std::move(of)) {}

  std::vector<logged_request> entries(std::uint64_t after) const override;
  std::vector<logged_request> latest(std::size_t most) const override;
  std::optional<logged_request> entry(std::uint64_t seq) const override;
  std::shared_ptr<answer_stream> follow(std::optional<std::uint64_t> after) override;
  void remove(std::vector<std::uint64_t> const& numbers) override;
  void clear() override { journal_->clear(); }

 private:
  std::shared_ptr<journal> journal_;
};

}  // namespace dataarts::mock::admin

#endif
