#define BOOST_TEST_MODULE dataarts
#include <boost/test/unit_test.hpp>
