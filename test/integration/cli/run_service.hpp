#ifndef DATAARTS_TEST_CLI_RUN_SERVICE_HPP
#define DATAARTS_TEST_CLI_RUN_SERVICE_HPP

#include "given_proxy.hpp"

#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace dataarts::cli::test {

/// The mock server in a thread of its own, with these runs of the scripts "daily" and "weekly":
///   quick…  RUNNING at the first look, FINISHED at the second, with a row
///   bad…    RUNNING at the first look, FAILED at the second
///   late…   RUNNING at the first 20 looks, then FINISHED
///   slow…   RUNNING, for ever
/// An execute of "daily" makes a run that is FINISHED at the third look, with two rows; one of "hourly" makes a run
/// that never ends; of "none" there is no script. No answer depends on time.
class run_service {
 public:
  run_service();
  run_service(run_service const&) = delete;
  run_service& operator=(run_service const&) = delete;
  ~run_service();

  std::string url() const { return ::test::url_through_given_proxy(*server_); }
  mock::script_runs& runs() noexcept { return *runs_; }

  /// Waits until as many requests have come whose path holds the text.
  void wait_for_requests(std::string_view text, std::size_t count);

  std::size_t requests(std::string_view text);

  /// The body of the last request whose path holds the text.
  std::string body_of(std::string_view text);

 private:
  class watched;

  boost::asio::io_context context_{1};
  std::shared_ptr<mock::script_runs> runs_;
  std::shared_ptr<watched> watched_;
  std::unique_ptr<mock::server> server_;
  std::thread thread_;
};

}  // namespace dataarts::cli::test

#endif
