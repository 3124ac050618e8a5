#include "calibrate/local_mock.hpp"

#include <dataarts/mock/server.hpp>

#include <boost/asio/io_context.hpp>

#include <thread>

#include <pthread.h>
#include <time.h>

namespace dataarts::load {

class local_mock::impl {
 public:
  impl() : server_(context_), thread_([this] { context_.run(); }) {
    has_clock_ = ::pthread_getcpuclockid(thread_.native_handle(), &cpu_clock_) == 0;
  }
  impl(impl const&) = delete;
  impl& operator=(impl const&) = delete;
  ~impl() {
    context_.stop();
    thread_.join();
  }

  std::string url() const { return server_.url(); }

  std::chrono::nanoseconds cpu() const noexcept {
    timespec now{};
    if (!has_clock_ || ::clock_gettime(cpu_clock_, &now) != 0) return {};
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  }

 private:
  boost::asio::io_context context_{1};
  mock::server server_;
  std::thread thread_;
  clockid_t cpu_clock_{};
  bool has_clock_ = false;
};

local_mock::local_mock() : impl_(std::make_unique<impl>()) {}

local_mock::~local_mock() = default;

std::string local_mock::url() const { return impl_->url(); }

std::chrono::nanoseconds local_mock::cpu() const noexcept { return impl_->cpu(); }

}  // namespace dataarts::load
