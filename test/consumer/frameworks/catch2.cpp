#include <dataarts/mock/hooks/catch2.hpp>

#include "setting.hpp"

namespace {

auto const hooked = dataarts::mock::hooks::report_to_catch2();

TEST_CASE("asks_twice") {
  setting with;
  CHECK_FALSE(with.ask());
  CHECK(with.ask());
}

// This has to fail, with what was expected.
TEST_CASE("asks_once", "[.]") {
  setting with;
  CHECK_FALSE(with.ask());
}

TEST_CASE("asks_once_and_looks", "[.]") {
  setting with;
  CHECK_FALSE(with.ask());
  CHECK(with.server.verify());
}

}  // namespace
