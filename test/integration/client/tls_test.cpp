#include "support.hpp"

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/server.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(tls_test)

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using dataarts::client;
using dataarts::client_config;
using dataarts::condition;
using dataarts::errc;
using certificate = mock::tls_options::certificate;

namespace {

mock::options https(certificate kind) {
  mock::options made;
  made.tls.emplace();
  made.tls->kind = kind;
  return made;
}

client_config config_for(mock::server const& server) {
  client_config config;
  config.endpoint = server.url();
  config.project_id = "p1";
  config.tls.ca_pem = server.ca_pem();
  return config;
}

dataarts::instance_ref documented() { return {mock::documented_answers::script, mock::documented_answers::instance}; }

}  // namespace

BOOST_AUTO_TEST_CASE(queries_go_over_one_checked_connection) {
  asio::io_context context;
  mock::server server(context, https(certificate::good));
  client asking(context.get_executor(), config_for(server));
  for (int i = 0; i < 20; ++i) {
    auto const answer = test::run(context, asking.query(documented()));
    BOOST_TEST_REQUIRE(answer.has_value(), answer.error());
    BOOST_TEST(dataarts::to_json(*answer).size() > 400u);
    BOOST_TEST(answer->request_id().size() == 32u);
  }
  BOOST_TEST(server.counters().connections_opened == 1u);
}

BOOST_AUTO_TEST_CASE(a_host_name_is_checked_too) {
  asio::io_context context;
  mock::server server(context, https(certificate::good));
  auto config = config_for(server);
  config.endpoint = "https://localhost:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query(documented()));
  BOOST_TEST(answer.has_value(), answer.error());
}

BOOST_AUTO_TEST_CASE(an_authority_may_come_from_a_file) {
  asio::io_context context;
  auto const directory = std::filesystem::temp_directory_path() / ("dataarts-tls-" + std::to_string(::getpid()));
  auto options = https(certificate::good);
  options.tls->directory = directory;
  mock::server server(context, options);
  auto config = config_for(server);
  config.tls.ca_pem.clear();
  config.tls.ca_file = (directory / "ca.pem").string();
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query(documented()));
  BOOST_TEST(answer.has_value(), answer.error());

  config.tls.ca_file = (directory / "absent.pem").string();
  try {
    client refused(context.get_executor(), config);
    BOOST_ERROR("accepted");
  } catch (std::invalid_argument const& error) {
    BOOST_TEST(std::string(error.what()).starts_with("tls.ca_file: "), error.what());
    BOOST_TEST(std::string(error.what()).find("absent.pem") != std::string::npos);
  }
  config.tls.ca_file.clear();
  config.tls.ca_pem = "no certificate";
  BOOST_CHECK_THROW(client(context.get_executor(), config), std::invalid_argument);
  std::filesystem::remove_all(directory);
}

BOOST_AUTO_TEST_CASE(certificates_that_cannot_be_trusted_are_refused) {
  struct sample {
    certificate kind;
    char const* reason;
  };
  for (auto const& each : {sample{certificate::expired, "certificate has expired"},
                           sample{certificate::not_yet, "certificate is not yet valid"},
                           sample{certificate::wrong_host, "IP address mismatch"},
                           sample{certificate::self_signed, "self-signed certificate"}}) {
    BOOST_TEST_CONTEXT(each.reason) {
      asio::io_context context;
      mock::server server(context, https(each.kind));
      client asking(context.get_executor(), config_for(server));
      auto const answer = test::run(context, asking.query(documented()));
      BOOST_TEST_REQUIRE(answer.has_error());
      auto const& why = answer.error();
      BOOST_TEST((why == errc::certificate_rejected), why);
      BOOST_TEST((why == condition::untrusted));
      BOOST_TEST(!(why == condition::transient));
      BOOST_TEST(why.where().find(each.reason) != std::string_view::npos, why);
      BOOST_TEST(server.counters().requests == 0u);

      // For experiments the check can be switched off.
      auto config = config_for(server);
      config.tls.verify = false;
      client careless(context.get_executor(), config);
      auto const taken = test::run(context, careless.query(documented()));
      BOOST_TEST(taken.has_value(), taken.error());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_name_is_refused_and_the_right_one_can_be_given) {
  asio::io_context context;
  mock::server server(context, https(certificate::wrong_host));
  auto config = config_for(server);
  config.endpoint = "https://localhost:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto const refused = test::run(context, asking.query(documented()));
  BOOST_TEST_REQUIRE(refused.has_error());
  BOOST_TEST(refused.error().where().find("hostname mismatch") != std::string_view::npos, refused.error());
  config.tls.server_name = "wrong.example";
  client knowing(context.get_executor(), config);
  auto const answer = test::run(context, knowing.query(documented()));
  BOOST_TEST(answer.has_value(), answer.error());
}

BOOST_AUTO_TEST_CASE(a_name_that_no_certificate_can_be_for_is_refused_at_once) {
  asio::io_context context;
  for (auto const& name : {std::string("fe80::1%1"), std::string(300, 'a')}) {
    dataarts::client_config config;
    config.endpoint = "https://localhost:1";
    config.project_id = "p";
    config.tls.server_name = name;
    BOOST_CHECK_EXCEPTION(client(context.get_executor(), config), std::invalid_argument, [](auto const& why) {
      return std::string_view(why.what()).starts_with("tls.server_name: ");
    });
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused) {
  asio::io_context context;
  mock::server server(context, https(certificate::good));
  auto config = config_for(server);
  config.tls.ca_pem.clear();  // the system's authorities do not know this one
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query(documented()));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::certificate_rejected), answer.error());
}

BOOST_AUTO_TEST_CASE(a_new_connection_resumes_the_session) {
  for (bool const tls_1_3 : {false, true}) {
    asio::io_context context;
    auto options = https(certificate::good);
    options.tls->tls_1_3 = tls_1_3;
    mock::server server(context, options);
    auto config = config_for(server);
    auto const clock = std::make_shared<dataarts::virtual_clock>();
    config.time = clock;
    client asking(context.get_executor(), config);
    for (int i = 0; i < 3; ++i) {
      auto const answer = test::run(context, asking.query(documented()));
      BOOST_TEST_REQUIRE(answer.has_value(), answer.error());
      clock->advance(config.idle_timeout);
    }
    BOOST_TEST(server.counters().tls_handshakes == 3u);
    BOOST_TEST(server.counters().tls_resumed == 2u);
  }
}

BOOST_AUTO_TEST_CASE(plain_http_where_tls_is_expected_is_told_as_such) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.endpoint = "https://127.0.0.1:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query(documented()));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::tls_failed), answer.error());
  BOOST_TEST((answer.error() == condition::untrusted));
  BOOST_TEST(answer.error().where().starts_with("the server does not speak TLS; is it http://?"), answer.error());
}

BOOST_AUTO_TEST_CASE(tls_where_plain_http_is_expected_is_told_as_such) {
  // The alert by which a TLS server answers a request in plain text, with and without the end of the connection.
  for (bool const closes : {false, true}) {
    for (std::size_t const cut : {std::size_t{1}, std::size_t{7}}) {
      asio::io_context context;
      test::peer server(context, [closes, cut](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
        bool const ends = closes;  // the closure may end before the coroutine
        auto alert = std::string("\x15\x03\x01\x00\x02\x02\x46", 7);
        if (ends) alert.resize(cut);
        co_await peer.request();
        co_await peer.send(alert);
        if (ends) {
          peer.close();
        } else {
          co_await peer.until_closed();
        }
      });
      auto config = test::config_for(server);
      config.retry.max_attempts = 4;
      client asking(context.get_executor(), config);
      auto const answer = test::run(context, asking.query(documented()));
      BOOST_TEST_REQUIRE(answer.has_error());
      BOOST_TEST((answer.error() == errc::http_protocol_error), answer.error());
      BOOST_TEST(answer.error().where().starts_with("the server speaks TLS; is it https://?"), answer.error());
      BOOST_TEST(answer.error().attempts() == 1u);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_during_the_handshake_is_told_as_such) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    peer.close();
    co_return;
  });
  auto config = test::config_for(server);
  config.endpoint = "https://127.0.0.1:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto const answer = test::run(context, asking.query(documented()));
  BOOST_TEST_REQUIRE(answer.has_error());
  BOOST_TEST((answer.error() == errc::tls_failed), answer.error());
}

BOOST_AUTO_TEST_CASE(large_answers_and_many_connections) {
  asio::io_context context;
  class large_answers final : public mock::answer_source {
   public:
    large_answers() {
      std::string rows;
      for (int i = 0; i < 50'000; ++i) rows += (i ? ",[" : "[") + std::to_string(i) + ",\"text of a row\"]";
      reply_ = std::make_shared<mock::answer>(200, R"({"status":"FINISHED","results":[{"rows":[)" + rows + "]}]}");
    }
    mock::decision decide(mock::request_view const&) override { return {reply_, {}, true}; }

   private:
    std::shared_ptr<mock::answer const> reply_;
  };
  auto options = https(certificate::good);
  options.answers = std::make_shared<large_answers>();
  mock::server server(context, options);
  client asking(context.get_executor(), config_for(server));
  std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
  for (int i = 0; i < 40; ++i) calls.push_back(test::start(context, asking.query(documented())));
  for (auto& each : calls) {
    test::run_until(context, [&] { return each.done(); });
    BOOST_TEST_REQUIRE(each.value().has_value(), each.value().error());
    BOOST_TEST(each.value()->results()[0].rows().size() == 50'000u);
  }
  BOOST_TEST(server.counters().connections_opened == 16u);
}

BOOST_AUTO_TEST_SUITE_END()
