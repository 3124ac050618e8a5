#include "admin/journal_traffic.hpp"

#include <boost/json/parse.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace dataarts::mock::admin {
namespace {

logged_request to_logged(journal_entry const& from) {
  logged_request made;
  made.seq = from.seq;
  made.at = std::chrono::time_point_cast<clock::wall_time::duration>(from.real_time);
  made.method = from.method;
  made.target = from.target;
  made.workspace = from.workspace;
  made.session = from.session;
  made.rule = from.rule;
  made.status = from.status;
  made.matched = from.matched;
  // Written once, by the journal, so that a line of a file and one of the API are the same.
  made.line = boost::json::parse(to_json_line(from)).as_object();
  return made;
}

class followed_lines final : public answer_stream {
 public:
  followed_lines(std::shared_ptr<journal> of, std::optional<std::uint64_t> after)
      : journal_(std::move(of)), follower_(journal_->follow(10'000)) {
    if (!after) return;
    journal_criteria which;
    which.since = after;
    for (auto const& each : journal_->find(which)) {
      if (each.seq <= follower_->began_after()) add(each);
    }
  }

  std::string take() override {
    for (auto const& each : follower_->take()) add(each);
    auto const lost = follower_->dropped();
    if (lost != lost_) text_ += "{\"dropped\":" + std::to_string(lost - std::exchange(lost_, lost)) + "}\n";
    return std::exchange(text_, {});
  }

 private:
  void add(journal_entry const& entry) {
    append_json_line(text_, entry);
    text_ += '\n';
  }

  std::shared_ptr<journal> journal_;  // outlives the follower
  std::unique_ptr<journal_follower> follower_;
  std::string text_;
  std::uint64_t lost_ = 0;
};

}  // namespace

std::shared_ptr<answer_stream> journal_traffic::follow(std::optional<std::uint64_t> after) {
  return std::make_shared<followed_lines>(journal_, after);
}

std::vector<logged_request> journal_traffic::entries(std::uint64_t after) const {
  journal_criteria which;
  which.since = after;
  std::vector<logged_request> made;
  for (auto const& each : journal_->find(which)) made.push_back(to_logged(each));
  return made;
}

std::optional<logged_request> journal_traffic::entry(std::uint64_t seq) const {
  auto const found = journal_->entry(seq);
  if (!found) return std::nullopt;
  return to_logged(*found);
}

std::vector<logged_request> journal_traffic::latest(std::size_t most) const {
  std::vector<logged_request> made;
  for (auto const& each : journal_->find({}, most)) made.push_back(to_logged(each));
  return made;
}

void journal_traffic::remove(std::vector<std::uint64_t> const& numbers) {
  for (auto const each : numbers) journal_->remove(each);
}

}  // namespace dataarts::mock::admin
