#include "calibrate/local_mock.hpp"

#include <stdexcept>

namespace dataarts::load {

class local_mock::impl {};

local_mock::local_mock() {
  throw std::runtime_error(
      "this program was built without the mock server, which calibrate measures against; build it with "
      "-DDATAARTS_BUILD_MOCK_SERVER=ON");
}

local_mock::~local_mock() = default;

std::string local_mock::url() const { return {}; }

std::chrono::nanoseconds local_mock::cpu() const noexcept { return {}; }

}  // namespace dataarts::load
