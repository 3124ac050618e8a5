// Catch2 2, as in Debian 12, has no library with a main function: this is it, with CATCH_CONFIG_MAIN.
#include <catch2/catch.hpp>
