#include "support.hpp"

#include "certificate.hpp"
#include "folder.hpp"

#include <boost/asio/ssl.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(client_certificate_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;

namespace {

/// A server that demands a certificate, and clients that have the files for it.
struct fixture {
  asio::io_context context;
  test::folder files;
  test::certificate const authority{{.name = "authority", .authority = true}};
  test::certificate const between{{.name = "between", .issuer = &authority, .authority = true}};
  test::certificate const server{
      {.name = "localhost", .issuer = &authority, .alternatives = "DNS:localhost,IP:127.0.0.1"}};
  test::certificate const person{{.name = "client 7", .issuer = &between}};
  test::certificate const stranger{{.name = "stranger"}};
  std::string const chain = files.write("chain.pem", person.pem() + between.pem());
  std::string const key = files.write("key.pem", person.key_pem());
  std::string shown;  ///< the name on the certificate that the server saw last
  test::peer peer{context, [this](test::peer::connection& from, std::size_t) -> asio::awaitable<void> {
                    auto* const self = this;
                    co_await self->serve(from);
                  }};
  bool tls_1_3 = true;

  asio::awaitable<void> serve(test::peer::connection& from) {
    asio::ssl::context tls(asio::ssl::context::tls_server);
    auto const certificates = server.pem();
    auto const own_key = server.key_pem();
    auto const trusted = authority.pem();
    tls.use_certificate_chain(asio::buffer(certificates));
    tls.use_private_key(asio::buffer(own_key), asio::ssl::context::pem);
    tls.add_certificate_authority(asio::buffer(trusted));
    tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    if (!tls_1_3) SSL_CTX_set_max_proto_version(tls.native_handle(), TLS1_2_VERSION);
    asio::ssl::stream<asio::ip::tcp::socket&> stream(from.socket, tls);
    auto token = asio::as_tuple(asio::use_awaitable);
    auto const hands = co_await stream.async_handshake(asio::ssl::stream_base::server, token);
    if (std::get<0>(hands)) {
      // Reads what is on its way, so that the alert is not lost to a reset.
      co_await from.until_closed();
      co_return;
    }
    note_certificate(stream.native_handle());
    std::string input;
    auto const got = co_await asio::async_read_until(stream, asio::dynamic_buffer(input), "\r\n\r\n", token);
    if (std::get<0>(got)) co_return;
    auto const answer = test::http_answer(test::running_body);
    co_await asio::async_write(stream, asio::buffer(answer), token);
    co_await from.until_closed();
  }

  void note_certificate(SSL* of) {
    char name[100] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(of)), NID_commonName, name, sizeof name);
    shown = name;
  }

  dataarts::client_config config() const {
    auto made = test::config_for(peer);
    made.endpoint = "https://127.0.0.1:" + std::to_string(peer.port());
    made.tls.ca_pem = authority.pem();
    return made;
  }

  std::string refusal_of(dataarts::tls_config const& tls) {
    auto unusable = config();
    unusable.tls = tls;
    try {
      client refused(context.get_executor(), unusable);
    } catch (std::invalid_argument const& why) {
      return why.what();
    }
    return "accepted";
  }
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_certificate_and_its_chain_are_shown_to_the_server, fixture) {
  for (bool const newest : {true, false}) {
    tls_1_3 = newest;
    auto made = config();
    made.tls.certificate_file = chain;
    made.tls.private_key_file = key;
    client asking(context.get_executor(), made);
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST(answer.has_value(), answer.error());
    BOOST_TEST(shown == "client 7");
    shown.clear();
  }
}

BOOST_FIXTURE_TEST_CASE(one_file_may_hold_both_and_a_key_may_be_encrypted, fixture) {
  auto made = config();
  made.tls.certificate_file = files.write("both.pem", person.pem() + between.pem() + person.key_pem("open sesame"));
  made.tls.private_key_password = "open sesame";
  client asking(context.get_executor(), made);
  auto const answer = test::run(context, asking.query({"s", "i"}));
  BOOST_TEST(answer.has_value(), answer.error());
}

BOOST_FIXTURE_TEST_CASE(a_server_that_wants_a_certificate_and_gets_none_is_told_as_such, fixture) {
  for (bool const newest : {true, false}) {
    tls_1_3 = newest;
    auto made = config();
    made.retry.max_attempts = 4;
    client asking(context.get_executor(), made);
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_error());
    auto const& why = answer.error();
    BOOST_TEST((why == errc::tls_failed), why);
    BOOST_TEST(!(why == condition::transient));
    BOOST_TEST(contains(why.message(), "a certificate of the client (tls.certificate_file)"), why);
    BOOST_TEST(why.attempts() == 1u);
  }
}

BOOST_FIXTURE_TEST_CASE(a_certificate_that_the_server_does_not_trust_is_told_as_such, fixture) {
  for (bool const newest : {true, false}) {
    tls_1_3 = newest;
    auto made = config();
    made.tls.certificate_file = files.write("stranger.pem", stranger.pem() + stranger.key_pem());
    client asking(context.get_executor(), made);
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error() == errc::tls_failed), answer.error());
    BOOST_TEST(contains(answer.error().message(), "the server refuses the certificate of the client"), answer.error());
  }
}

BOOST_FIXTURE_TEST_CASE(files_that_cannot_be_used_are_named, fixture) {
  auto const absent = files.path_of("absent.pem");
  auto const garbage = files.write("garbage.pem", "not PEM");
  auto const locked = files.write("locked.pem", person.key_pem("open sesame"));
  test::certificate const rsa({.rsa = true});
  auto const of_another_kind = files.write("rsa.pem", rsa.key_pem());
  struct sample {
    dataarts::tls_config tls;
    std::string begin;
    std::string part;
  };
  std::vector<sample> const samples = {
      {{.certificate_file = absent, .private_key_file = key}, "tls.certificate_file: ", "absent.pem"},
      {{.certificate_file = absent, .private_key_file = key}, "tls.certificate_file: ", "o such file"},
      {{.certificate_file = garbage, .private_key_file = key}, "tls.certificate_file: ", "cannot be read as PEM"},
      {{.certificate_file = chain, .private_key_file = absent}, "tls.private_key_file: ", "o such file"},
      {{.certificate_file = chain, .private_key_file = garbage}, "tls.private_key_file: ", "does not hold a private"},
      {{.certificate_file = chain}, "tls.private_key_file: ", "does not hold a private key"},
      {{.certificate_file = chain, .private_key_file = locked}, "tls.private_key_file: ", "is encrypted; tls.private_"},
      {{.certificate_file = chain, .private_key_file = locked, .private_key_password = "open barley"},
       "tls.private_key_password: ",
       "does not open"},
      {{.certificate_file = chain, .private_key_file = files.write("other.pem", stranger.key_pem())},
       "tls.private_key_file: ",
       "is not the key of the first certificate"},
      {{.certificate_file = chain, .private_key_file = of_another_kind},
       "tls.private_key_file: ",
       "is not the key of the first certificate"},
      {{.private_key_file = key}, "tls.certificate_file: ", "is empty"},
      {{.private_key_password = "open barley"}, "tls.private_key_password: ", "without tls.certificate_file"},
  };
  for (auto const& each : samples) {
    auto const why = refusal_of(each.tls);
    BOOST_TEST(why.starts_with(each.begin), why);
    BOOST_TEST(contains(why, each.part), why);
    BOOST_TEST(!contains(why, "barley"), why);
    BOOST_TEST(!contains(why, "sesame"), why);
  }
}

BOOST_AUTO_TEST_SUITE_END()
