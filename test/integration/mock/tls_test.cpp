#include <dataarts/mock/documented_answers.hpp>

#include <openssl/x509_vfy.h>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "mock_fixture.hpp"
#include "raw_client.hpp"
#include "tls_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_tls)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using certificate = mock::tls_options::certificate;
using test::mock_request;
using test::tls_client;

struct fixture : test::mock_fixture {
  fixture() { clock = std::make_shared<dataarts::virtual_clock>(std::chrono::system_clock::now()); }

  mock::server& start_tls(mock::tls_options tls = {}) {
    mock::options settings;
    settings.tls = std::move(tls);
    return start(std::move(settings));
  }

  /// Why a client that checks everything refuses this certificate.
  long refusal(certificate kind) {
    auto& made = start_tls({.kind = kind, .directory = {}, .tls_1_3 = true});
    tls_client client(context, made.ca_pem());
    auto const failed = client.connect(made.port()).failed();
    BOOST_TEST(failed == (client.refusal() != X509_V_OK));
    return client.refusal();
  }
};

std::string const finished = mock_request("a1ad-448a-9d56-4154193d49c5");

BOOST_FIXTURE_TEST_CASE(answers_a_client_that_checks_the_certificate, fixture) {
  auto& made = start_tls();
  BOOST_TEST(made.url() == "https://127.0.0.1:" + std::to_string(made.port()));
  tls_client client(context, made.ca_pem());
  for (auto const* host : {"127.0.0.1", "localhost", "::1"}) {
    auto const error = client.connect(made.port(), host);
    BOOST_TEST(!error, host << ": " << error.message());
    client.send(finished);
    BOOST_TEST(client.read_until("FINISHED\"}").ends_with(mock::documented_answers::finished_body()));
    client.close();
  }
  BOOST_TEST(made.counters().tls_handshakes == 3U);
  BOOST_TEST(made.counters().requests == 3U);
}

BOOST_FIXTURE_TEST_CASE(many_requests_in_one_record_and_across_records, fixture) {
  auto& made = start_tls();
  tls_client client(context, made.ca_pem());
  BOOST_TEST(!client.connect(made.port()));
  std::string many;
  for (int i = 0; i < 500; ++i) many += mock_request("running");
  client.send(many);
  client.read_until("RUNNING\"}", 500);
  BOOST_TEST(!client.ended_with());
  BOOST_TEST(made.counters().requests == 500U);
}

BOOST_FIXTURE_TEST_CASE(sessions_are_resumed, fixture) {
  for (bool const tls_1_3 : {true, false}) {
    auto& made = start_tls({.kind = certificate::good, .directory = {}, .tls_1_3 = tls_1_3});
    tls_client client(context, made.ca_pem());
    BOOST_TEST(!client.connect(made.port()));
    BOOST_TEST(client.version() == (tls_1_3 ? "TLSv1.3" : "TLSv1.2"));
    client.send(finished);
    client.read_until("FINISHED\"}");  // the tickets of TLS 1.3 come with the first answer
    client.close();
    BOOST_TEST(!client.connect(made.port()));
    BOOST_TEST(client.resumed());
    client.send(finished);
    client.read_until("FINISHED\"}");
    BOOST_TEST(made.counters().tls_handshakes == 2U);
    BOOST_TEST(made.counters().tls_resumed == 1U);
  }
}

BOOST_FIXTURE_TEST_CASE(versions_before_1_2_are_refused, fixture) {
  auto& made = start_tls();
  tls_client client(context, made.ca_pem());
  SSL_CTX_set_security_level(client.context().native_handle(), 0);
  SSL_CTX_set_min_proto_version(client.context().native_handle(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(client.context().native_handle(), TLS1_1_VERSION);
  BOOST_TEST(client.connect(made.port()).failed());
}

BOOST_FIXTURE_TEST_CASE(certificates_can_be_wrong, fixture) {
  BOOST_TEST(refusal(certificate::good) == X509_V_OK);
  BOOST_TEST(refusal(certificate::expired) == X509_V_ERR_CERT_HAS_EXPIRED);
  BOOST_TEST(refusal(certificate::not_yet) == X509_V_ERR_CERT_NOT_YET_VALID);
  BOOST_TEST(refusal(certificate::self_signed) == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
}

BOOST_FIXTURE_TEST_CASE(the_host_can_be_wrong, fixture) {
  auto& made = start_tls({.kind = certificate::wrong_host, .directory = {}, .tls_1_3 = true});
  tls_client client(context, made.ca_pem());
  BOOST_TEST(client.connect(made.port(), "127.0.0.1").failed());
  BOOST_TEST(!client.connect(made.port(), "wrong.example"));
}

BOOST_FIXTURE_TEST_CASE(connection_close_ends_with_a_close_notify, fixture) {
  auto& made = start_tls();
  tls_client client(context, made.ca_pem());
  BOOST_TEST(!client.connect(made.port()));
  client.send(mock_request("running", "Connection: close\r\n"));
  client.read_until("RUNNING", 2);
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(a_handshake_that_does_not_come_is_not_waited_for, fixture) {
  test::raw_client client(context, start_tls().port());
  test::run_until(context, [&] { return server->counters().connections_open == 1; });
  advance(9'999ms);
  BOOST_TEST(server->counters().connections_open == 1U);
  advance(1ms);
  BOOST_TEST(server->counters().connections_open == 0U);
  BOOST_TEST(server->counters().timed_out == 1U);
}

BOOST_FIXTURE_TEST_CASE(plain_http_on_the_tls_port_is_closed, fixture) {
  test::raw_client client(context, start_tls().port());
  client.send(finished);
  client.until_closed();
  BOOST_TEST(server->counters().requests == 0U);
  test::run_until(context, [&] { return server->counters().connections_open == 0; });
}

BOOST_FIXTURE_TEST_CASE(a_late_header_gets_408_on_tls_too, fixture) {
  auto& made = start_tls();
  tls_client client(context, made.ca_pem());
  BOOST_TEST(!client.connect(made.port()));
  client.send(mock_request("running") + "GET /");
  client.read_until("RUNNING\"}");
  advance(10s);
  BOOST_TEST(client.read_until("too long").starts_with("HTTP/1.1 408"));
}

BOOST_FIXTURE_TEST_CASE(stop_closes_tls_connections, fixture) {
  auto& made = start_tls();
  tls_client client(context, made.ca_pem());
  BOOST_TEST(!client.connect(made.port()));
  client.send(finished);
  client.read_until("FINISHED\"}");
  made.stop();
  test::settle(context);
  BOOST_TEST(server->counters().connections_open == 0U);  // without waiting for the client
  client.read_until("nothing");
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);  // said in TLS
}

BOOST_FIXTURE_TEST_CASE(the_files_are_written_and_replaced, fixture) {
  auto folder = std::filesystem::temp_directory_path() / ("dataarts-mock-tls-" + std::to_string(::getpid()));
  auto const text = [&](char const* name) {
    std::ifstream file(folder / name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  start_tls({.kind = certificate::good, .directory = folder / "deep", .tls_1_3 = true});
  auto const first = server->ca_pem();
  folder /= "deep";
  BOOST_TEST(text("ca.pem") == first);
  BOOST_TEST(text("server.pem").starts_with("-----BEGIN CERTIFICATE-----"));
  BOOST_TEST(text("server.key").starts_with("-----BEGIN PRIVATE KEY-----"));
  struct stat found{};
  BOOST_TEST(::stat((folder / "server.key").c_str(), &found) == 0);
  BOOST_TEST((found.st_mode & 0777) == 0600U);
  start_tls({.kind = certificate::good, .directory = folder, .tls_1_3 = true});
  BOOST_TEST(text("ca.pem") == server->ca_pem());
  BOOST_TEST(text("ca.pem") != first);
  std::filesystem::remove_all(folder.parent_path());
}

BOOST_FIXTURE_TEST_CASE(a_folder_that_cannot_be_written_is_named, fixture) {
  auto const names_it = [](std::runtime_error const& error) {
    return std::string(error.what()).starts_with("TLS: cannot make the folder /dev/null/x: ");
  };
  BOOST_CHECK_EXCEPTION(start_tls({.kind = certificate::good, .directory = "/dev/null/x", .tls_1_3 = true}),
                        std::runtime_error, names_it);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
