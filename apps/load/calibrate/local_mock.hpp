#ifndef DATAARTS_LOAD_CALIBRATE_LOCAL_MOCK_HPP
#define DATAARTS_LOAD_CALIBRATE_LOCAL_MOCK_HPP

#include <chrono>
#include <memory>
#include <string>

namespace dataarts::load {

/// A mock server in this process, on a thread of its own, with the documented answers.
class local_mock {
 public:
  /// Throws `std::runtime_error` if this program was built without the mock server; else what its constructor throws.
  local_mock();
  ~local_mock();
  local_mock(local_mock const&) = delete;
  local_mock& operator=(local_mock const&) = delete;

  std::string url() const;

  /// CPU time of its thread so far.
  std::chrono::nanoseconds cpu() const noexcept;

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace dataarts::load

#endif
