#include <dataarts/mock/hooks/googletest.hpp>

#include <gtest/gtest.h>

#include "setting.hpp"

namespace {

auto const hooked = dataarts::mock::hooks::report_to_googletest();

TEST(client, asks_twice) {
  setting with;
  EXPECT_FALSE(with.ask());
  EXPECT_TRUE(with.ask());
}

// This has to fail, with what was expected.
TEST(client, DISABLED_asks_once) {
  setting with;
  EXPECT_FALSE(with.ask());
}

TEST(client, DISABLED_asks_once_and_looks) {
  setting with;
  EXPECT_FALSE(with.ask());
  EXPECT_TRUE(dataarts::mock::hooks::holds(with.server.verify()));
}

}  // namespace
