#include "explain_command.hpp"

#include "auth/authorization_header.hpp"
#include "auth/difference.hpp"
#include "auth/names_to_sign.hpp"
#include "auth/signature_check.hpp"
#include "auth/signed_forms.hpp"
#include "auth_file.hpp"
#include "choice_option.hpp"
#include "error_body.hpp"
#include "given_file.hpp"
#include "raw_request.hpp"
#include "usage_error.hpp"
#include "verb_line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

namespace dataarts::mock::program {
namespace {

constexpr std::array<verb_option, 2> explain_options{
    {{"--auth-file", "FILE", "the keys to compare with; a key may also stand in the environment, see --help"},
     {"--auth", "MODE", "strict or lenient: which forms of the request are good (default: strict)"}}};

constexpr std::string_view explain_help =
    "Prints the canonical request and the string to sign of an HTTP request: the header as it is sent, a blank line, "
    "the\nbody. If it is signed and its key is known, says whether the signature is good, and else which other form of "
    "the\nrequest was signed, line by line. Keys, tokens and signatures are not printed.\n"
    "\n"
    "Exit: 0 good, or not signed; 1 wrong, or the key is not known; 2 usage, or the file is no request.";

std::vector<access_key> known_keys(verb_line const& given, environment const& variables) {
  std::vector<access_key> made;
  if (auto const file = given.text("--auth-file")) made = read_auth_file(*file).keys;
  auto const* const access = variables("DATAARTS_MOCK_ACCESS_KEY");
  auto const* const secret = variables("DATAARTS_MOCK_SECRET_KEY");
  if (access != nullptr && secret != nullptr && *access != '\0') made.push_back({access, secret, {}});
  return made;
}

std::string shown_parts(request_view const& request, auth::authorization_header const& authorization) {
  auto const date = request.header("X-Sdk-Date").value_or(std::string_view());
  auto const canonical = auth::documented_request(request, authorization);
  return "canonical request:\n" + auth::without_secrets(canonical) + "\n\nstring to sign:\n" +
         auth::string_to_sign(authorization, date, canonical) + '\n';
}

verb_outcome explain_unsigned(request_view const& request) {
  auto const names = auth::names_to_sign(request);
  auth::authorization_header would;
  would.algorithm = "SDK-HMAC-SHA256";
  would.signed_headers = names;
  verb_outcome made{shown_parts(request, would) + "\nThe request is not signed. With SignedHeaders=" + names +
                    " the above would be.\n"};
  if (!request.header("X-Sdk-Date"))
    made.text += "A signature needs the header X-Sdk-Date, such as 20260115T083000Z.\n";
  return made;
}

verb_outcome explain_signed(request_view const& request, auth::authorization_header const& authorization,
                            std::vector<access_key> const& keys, auth_mode mode) {
  verb_outcome made{shown_parts(request, authorization) + '\n', {}, 1};
  auto const missing = auth::missing_in_signature(request, authorization, mode);
  if (!missing.empty()) made.text += missing + '\n';
  auto const name = printable(authorization.access_key);
  auto const key =
      std::find_if(keys.begin(), keys.end(), [&](auto const& each) { return each.access == authorization.access_key; });
  if (key == keys.end()) {
    made.text += "The access key " + name + " is not known, so that the signature was not compared; see --auth-file.\n";
    return made;
  }
  auto const date = request.header("X-Sdk-Date").value_or(std::string_view());
  auto const found = auth::check_signature(request, authorization, key->secret, date, mode);
  if (found.accepted) {
    made.text += "The signature by " + name + " is good";
    made.text += found.documented ? ".\n" : ", of a form that an official signer has.\n";
    made.status = missing.empty() ? 0 : 1;
    return made;
  }
  made.text += "The signature by " + name + " is wrong. " + found.explanation + '\n';
  if (!found.difference.empty()) made.text += found.difference + '\n';
  return made;
}

}  // namespace

verb_outcome run_explain(std::vector<std::string> const& arguments, environment const& variables) {
  static constexpr std::string_view modes[] = {"strict", "lenient"};
  auto const given = parse_verb_line(arguments, explain_options);
  if (given.help) return {verb_help("explain [OPTION...] REQUEST.txt", explain_help, explain_options)};
  if (given.words.size() != 1) throw usage_error("explain needs one file: dataarts-mock explain REQUEST.txt");
  auto mode = auth_mode::strict;
  if (auto const text = given.text("--auth"); text && parse_choice("--auth", *text, modes) == 1) {
    mode = auth_mode::lenient;
  }
  auto const& file = given.words.front();
  raw_request const told(given_file(file), file);
  auto const request = told.view();
  auto const keys = known_keys(given, variables);
  auto const sent = request.header("Authorization");
  if (!sent) return explain_unsigned(request);
  auto const parsed = auth::parse_authorization(*sent);
  if (auto const* wrong = std::get_if<std::string>(&parsed)) return {{}, {file + ": " + *wrong}, 1};
  return explain_signed(request, std::get<auth::authorization_header>(parsed), keys, mode);
}

}  // namespace dataarts::mock::program
