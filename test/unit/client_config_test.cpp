#include <dataarts/client_config.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(client_config_test)

using dataarts::client_config;
using dataarts::credentials;

namespace {

client_config usable() {
  client_config config;
  config.endpoint = "http://127.0.0.1:8080";
  config.project_id = "b384b9e9ab9b4ee8994c8633aabc9505";
  return config;
}

struct change {
  std::string field;  // named in the refusal; empty: the configuration stays usable
  std::function<void(client_config&)> apply;
};

std::vector<change> changes() {
  using std::chrono::nanoseconds;
  return {
      {"", [](client_config&) {}},
      {"endpoint", [](client_config& c) { c.endpoint.clear(); }},
      {"project_id", [](client_config& c) { c.project_id.clear(); }},
      {"project_id", [](client_config& c) { c.project_id = "a/b"; }},
      {"project_id", [](client_config& c) { c.project_id = ".."; }},
      {"project_id", [](client_config& c) { c.project_id = "a\n"; }},
      {"", [](client_config& c) { c.workspace = "b384b9e9"; }},
      {"workspace", [](client_config& c) { c.workspace = "工作区"; }},
      {"workspace", [](client_config& c) { c.workspace = "a\r\nb"; }},
      {"", [](client_config& c) { c.auth = credentials::token("MIIabc+/=="); }},
      {"auth", [](client_config& c) { c.auth = credentials::token("sesame\r\n"); }},
      {"auth", [](client_config& c) { c.auth = credentials::token(std::string("sesame\0", 7)); }},
      {"auth", [](client_config& c) { c.auth = credentials::token(""); }},
      {"", [](client_config& c) { c.auth = credentials(); }},
      {"", [](client_config& c) { c.retry.max_delay = c.retry.base_delay; }},
      {"retry.base_delay", [](client_config& c) { c.retry.max_delay = c.retry.base_delay - nanoseconds(1); }},
      {"user_agent", [](client_config& c) { c.user_agent = "a\nb"; }},
      {"tls.server_name", [](client_config& c) { c.tls.server_name = "a\tb"; }},
      {"max_connections", [](client_config& c) { c.max_connections = 0; }},
      {"", [](client_config& c) { c.max_connections = 65535; }},
      {"max_connections", [](client_config& c) { c.max_connections = 65536; }},
      {"max_waiting_calls", [](client_config& c) { c.max_waiting_calls = 0; }},
      {"call_timeout", [](client_config& c) { c.call_timeout = nanoseconds(0); }},
      {"call_timeout", [](client_config& c) { c.call_timeout = nanoseconds(-1); }},
      {"", [](client_config& c) { c.connect_stagger = std::chrono::milliseconds(10); }},
      {"connect_stagger", [](client_config& c) { c.connect_stagger = std::chrono::nanoseconds(9'999'999); }},
      {"connect_timeout", [](client_config& c) { c.connect_timeout = nanoseconds(0); }},
      {"idle_timeout", [](client_config& c) { c.idle_timeout = nanoseconds(0); }},
      {"connection_max_age", [](client_config& c) { c.connection_max_age = nanoseconds(0); }},
      {"max_request_header", [](client_config& c) { c.max_request_header = 0; }},
      {"max_response_header", [](client_config& c) { c.max_response_header = 1023; }},
      {"", [](client_config& c) { c.max_response_header = 1024; }},
      {"", [](client_config& c) { c.max_response_header = 1024 * 1024; }},
      {"max_response_header", [](client_config& c) { c.max_response_header = 1024 * 1024 + 1; }},
      {"max_response_body", [](client_config& c) { c.max_response_body = 0; }},
      {"", [](client_config& c) { c.max_response_body = 4294967295u; }},
      {"max_response_body", [](client_config& c) { c.max_response_body = std::size_t{4294967295u} + 1; }},
      {"max_json_depth", [](client_config& c) { c.max_json_depth = 4; }},
      {"", [](client_config& c) { c.max_json_depth = 5; }},
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_refusal_names_the_field_and_shows_no_secret) {
  int index = 0;
  for (auto const& given : changes()) {
    BOOST_TEST_CONTEXT(index++ << " " << given.field) {
      auto config = usable();
      given.apply(config);
      if (given.field.empty()) {
        BOOST_CHECK_NO_THROW(config.validate());
        continue;
      }
      BOOST_CHECK_EXCEPTION(config.validate(), std::invalid_argument, [&](std::invalid_argument const& refused) {
        std::string const text = refused.what();
        return text.rfind(given.field + ": ", 0) == 0 && text.find("sesame") == text.npos;
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_would_be_right) {
  auto config = usable();
  config.max_connections = 70000;
  BOOST_CHECK_EXCEPTION(config.validate(), std::invalid_argument, [](std::invalid_argument const& refused) {
    return refused.what() == std::string("max_connections: 70000 is out of range, it has to be 1 to 65535");
  });
}

BOOST_AUTO_TEST_CASE(endpoint_of_region) {
  BOOST_TEST(dataarts::endpoint_of_region("cn-north-4").value() == "https://dayu-dlf.cn-north-4.myhuaweicloud.com");
  BOOST_TEST(dataarts::endpoint_of_region("x").value() == "https://dayu-dlf.x.myhuaweicloud.com");
  for (auto const* const name :
       {"", "CN-north-4", "cn_north", "cn.north", "cn-north-4/", "cn north", "-cn", "cn-", "中"}) {
    BOOST_TEST(!dataarts::endpoint_of_region(name), name);
  }
  BOOST_TEST(dataarts::endpoint_of_region(std::string(63, 'a')).has_value());
  BOOST_TEST(!dataarts::endpoint_of_region(std::string(64, 'a')));
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_people_write_them) {
  auto const refusal = [](auto apply) {
    auto config = usable();
    apply(config);
    try {
      config.validate();
    } catch (std::invalid_argument const& why) {
      return std::string(why.what());
    }
    return std::string("accepted");
  };
  BOOST_TEST(refusal([](client_config& c) { c.throttle.burst = 0.5; }) ==
             "throttle.burst: is not a number of at least 1");
  BOOST_TEST(refusal([](client_config& c) { c.throttle.min_requests_per_second = 0; }) ==
             "throttle.min_requests_per_second: is not a number of at least 0.000001");
  BOOST_TEST(refusal([](client_config& c) { c.retry.budget = -1; }) == "retry.budget: is not a number of at least 0");
}

BOOST_AUTO_TEST_SUITE_END()
