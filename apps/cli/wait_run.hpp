#ifndef DATAARTS_CLI_WAIT_RUN_HPP
#define DATAARTS_CLI_WAIT_RUN_HPP

#include "answer_run.hpp"
#include "progress_line.hpp"
#include "reference_input.hpp"
#include "reference_list.hpp"
#include "settings.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Waits for the end of every run that an input names: reads all of it first, then hands on each end as it is found.
class wait_run final : public answer_run {
 public:
  /// Throws `usage_error` if the input cannot be opened.
  wait_run(boost::asio::io_context& context, client& asked, wait_settings const& settings, answer_handler on_answer,
           std::function<void()> on_end);

  void start() override;
  void stop() override;
  std::uint64_t unanswered() const override { return references_ - told_; }
  std::string input_problem() const override { return input_problem_; }
  std::string own_problem() const override { return own_problem_; }
  progress_text progress(std::chrono::nanoseconds elapsed, tally const& counted) override;

 private:
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<std::unique_ptr<reference_list>> read_all();
  bool begin(std::unique_ptr<reference_list> references);
  void tell(finished_wait& end);
  void ended(std::exception_ptr const& problem);

  boost::asio::io_context& context_;
  client& client_;
  wait_settings const& settings_;
  answer_handler on_answer_;
  std::function<void()> on_end_;
  std::unique_ptr<reference_input> input_;
  std::optional<fleet_stream> stream_;
  boost::asio::cancellation_signal cancel_;
  rate_meter looks_;
  std::uint64_t references_ = 0;
  std::uint64_t told_ = 0;
  bool stopping_ = false;
  std::string input_problem_;
  std::string own_problem_;
};

}  // namespace dataarts::cli

#endif
