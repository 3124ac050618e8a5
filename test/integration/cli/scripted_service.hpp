#ifndef DATAARTS_TEST_CLI_SCRIPTED_SERVICE_HPP
#define DATAARTS_TEST_CLI_SCRIPTED_SERVICE_HPP

#include <peer.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace dataarts::cli::test {

/// A service in its own thread that answers by the instance that is asked for:
///   hang…          never
///   unauthorized…  HTTP 401
///   broken…        HTTP 502 with a page of HTML
///   large…         FINISHED with 16 KiB of text
///   huge…          FINISHED with 2 MiB of text in a row, and a cell as deep as the client allows
///   others         FINISHED, at once
class scripted_service {
 public:
  scripted_service();
  scripted_service(scripted_service const&) = delete;
  scripted_service& operator=(scripted_service const&) = delete;
  ~scripted_service();

  std::string url() const { return peer_.url(); }

  /// Waits until a request has come whose first line holds the text; the whole request.
  std::string wait_for_request(std::string_view text);

  std::size_t requests();

 private:
  boost::asio::awaitable<void> serve(::test::peer::connection& client);
  void note(std::string const& request);

  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  ::test::peer peer_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace dataarts::cli::test

#endif
