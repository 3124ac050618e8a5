#include <boost/json/parse.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "ascii.hpp"
#include "guarded.hpp"

BOOST_AUTO_TEST_SUITE(mock_signing_vectors)

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;
namespace mock = dataarts::mock;

std::string text_of(json::value const& from) { return std::string(from.as_string()); }

// A request of an official signer, as it goes over the wire.
struct vector {
  std::string name;
  mock::access_key key;
  std::string bytes;
  std::vector<std::size_t> signed_bytes;  // positions in `bytes` of what the signature covers, and of its own parts
};
std::ostream& operator<<(std::ostream& to, vector const& what) { return to << what.name; }

void add(vector& to, std::string_view text, bool is_signed) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_signed) to.signed_bytes.push_back(to.bytes.size() + i);
  }
  to.bytes += text;
}

void add_header(vector& to, std::string const& name, std::string const& value) {
  add(to, name, true);
  add(to, ": ", false);
  auto const kept = mock::trimmed(value);
  add(to, value.substr(0, static_cast<std::size_t>(kept.data() - value.data())), false);
  add(to, kept, true);
  add(to, value.substr(static_cast<std::size_t>(kept.data() + kept.size() - value.data())), false);
  add(to, "\r\n", false);
}

vector to_vector(json::object const& from) {
  auto const& in = from.at("input").as_object();
  auto const& out = from.at("output").as_object();
  auto const body = text_of(in.at("body"));
  auto const token = in.at("security_token").is_null() ? std::string() : text_of(in.at("security_token"));
  vector made{text_of(from.at("id")), {text_of(in.at("ak")), text_of(in.at("sk")), token}, {}, {}};
  add(made, text_of(in.at("method")), true);
  add(made, " ", false);
  add(made, text_of(out.at("request_target")), true);
  add(made, " HTTP/1.1\r\n", false);
  add_header(made, "Host", text_of(in.at("host")));
  bool signs_body = true;
  for (auto const& each : in.at("headers").as_array()) {
    add_header(made, text_of(each.at(0)), text_of(each.at(1)));
    if (text_of(each.at(0)) == "X-Sdk-Content-Sha256") signs_body = false;
  }
  add_header(made, "X-Sdk-Date", text_of(in.at("x_sdk_date")));
  if (!token.empty()) add_header(made, "X-Security-Token", token);
  add_header(made, "Authorization", text_of(out.at("authorization")));
  add(made, "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n", false);
  add(made, body, signs_body);
  return made;
}

std::vector<vector> read_vectors() {
  std::ifstream file(DATAARTS_TEST_DATA "/signing_vectors.json");
  std::ostringstream text;
  text << file.rdbuf();
  auto const all = json::parse(text.str());
  std::vector<vector> made;
  for (auto const* part : {"vectors", "derived_vectors"}) {
    for (auto const& each : all.at(part).as_array()) made.push_back(to_vector(each.as_object()));
  }
  return made;
}

std::vector<vector> const vectors = read_vectors();
mock::auth_mode const modes[] = {mock::auth_mode::lenient, mock::auth_mode::strict};

BOOST_AUTO_TEST_CASE(all_of_them_are_read) { BOOST_TEST(vectors.size() == 22U); }

BOOST_DATA_TEST_CASE(each_is_accepted_in_its_documented_form, data::make(vectors), each) {
  for (auto const mode : modes) {
    test::guarded server(test::with_key(mode, each.key));
    BOOST_TEST(server.accepts(each.bytes));
    BOOST_TEST(server.answers->counts().signatures_of_another_form == 0U);
  }
}

BOOST_DATA_TEST_CASE(none_is_accepted_when_a_signed_byte_is_changed, data::make(vectors), each) {
  for (auto const mode : modes) {
    for (auto const at : each.signed_bytes) {
      test::guarded server(test::with_key(mode, each.key));  // a new one: no key is locked
      auto changed = each.bytes;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      if (server.accepts(changed)) BOOST_ERROR("accepted although byte " << at << " was changed: " << changed);
    }
  }
}

BOOST_DATA_TEST_CASE(none_is_accepted_with_another_secret_key, data::make(vectors), each) {
  auto key = each.key;
  key.secret.back() ^= 1;
  for (auto const mode : modes) {
    test::guarded server(test::with_key(mode, key));
    BOOST_TEST(!server.accepts(each.bytes));
    BOOST_TEST(server.last_refusal().explanation ==
               "The secret key differs, or a part of the request is not what was signed.");
    BOOST_TEST(server.last_refusal().difference == "");
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
