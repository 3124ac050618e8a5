#include "command_line.hpp"

#include "option_table.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <cctype>
#include <chrono>
#include <map>

BOOST_AUTO_TEST_SUITE(mock_command_line)

namespace {

namespace program = dataarts::mock::program;

using variables = std::map<std::string, std::string>;

auto parse(std::vector<std::string> arguments, variables const& set = {}) {
  return program::parse_command_line(std::move(arguments), [&](char const* name) {
    auto const found = set.find(name);
    return found == set.end() ? nullptr : found->second.c_str();
  });
}

program::settings settings(std::vector<std::string> arguments, variables const& set = {}) {
  return std::get<program::settings>(parse(std::move(arguments), set));
}

std::string refusal(std::vector<std::string> arguments, variables const& set = {}) {
  try {
    parse(std::move(arguments), set);
  } catch (program::usage_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(defaults_are_a_free_loopback_port) {
  for (auto const& made : {settings({}), settings({"serve"})}) {
    BOOST_TEST(program::to_text(made.listen) == "127.0.0.1:0");
    BOOST_TEST(made.threads == 1U);
    BOOST_TEST(!made.seed.has_value());
    BOOST_TEST(made.scenarios.empty());
    BOOST_TEST(!made.port_file);
    BOOST_TEST(!made.connections.tls);
  }
}

BOOST_AUTO_TEST_CASE(every_option_is_read) {
  auto const made = settings({"serve", "--listen", "[::1]:8080", "--threads=4", "--seed", "18446744073709551615",
                              "--port-file", "/tmp/p", "--tls-dir", "/tmp/t"});
  BOOST_TEST(made.listen.host == "::1");
  BOOST_TEST(made.listen.port == 8080);
  BOOST_TEST(made.threads == 4U);
  BOOST_TEST(*made.seed == UINT64_MAX);
  BOOST_TEST(made.port_file->string() == "/tmp/p");
  BOOST_TEST(made.connections.tls->directory->string() == "/tmp/t");
}

BOOST_AUTO_TEST_CASE(the_admin_api_is_on_and_the_clock_real_unless_told) {
  auto const plain = settings({});
  BOOST_TEST(plain.admin);
  BOOST_TEST(!plain.admin_listen);
  BOOST_TEST(!plain.clock);
  auto const made = settings({"--admin-listen", "[::1]:0", "--admin-host", "mock.test", "--clock", "virtual"});
  BOOST_TEST(made.admin_listen->host == "::1");
  BOOST_TEST(*made.admin_host == "mock.test");
  BOOST_TEST(made.clock->stands);
  BOOST_TEST(made.clock->start->time_since_epoch().count() / 1'000'000'000 == 1'577'836'800);
  BOOST_TEST(!settings({"--admin", "off"}).admin);
  BOOST_TEST(!settings({}, {{"DATAARTS_MOCK_ADMIN", "off"}}).admin);
  BOOST_TEST(settings({"--clock", "virtual:now"}).clock->stands);
  BOOST_TEST(!settings({"--clock", "virtual:now"}).clock->start);
  auto const start = settings({"--clock=virtual:2026-01-15T08:30:00Z"}).clock->start;
  BOOST_TEST(start->time_since_epoch().count() / 1'000'000'000 == 1'768'465'800);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_clock_and_admin_is_said) {
  BOOST_TEST(refusal({"--admin", "offf"}) == "--admin is 'offf'; it has to be on or off; did you mean off?");
  BOOST_TEST(refusal({"--admin", "off", "--admin-host", "x"}) == "--admin-host has no effect with --admin off");
  BOOST_TEST(refusal({"--admin", "off", "--clock", "virtual"}).starts_with("--clock virtual needs the admin API"));
  BOOST_TEST(refusal({"--admin-listen", "8080"}).starts_with("--admin-listen 8080: there is no port; give HOST:PORT"));
  for (auto const* const wrong :
       {"vrtual", "virtual:", "virtual:2026-01-15", "virtual:2026-02-30T08:30:00Z", "virtual:2026-01-15T24:00:00Z",
        "virtual:1969-01-15T08:30:00Z", "virtual:2151-01-15T08:30:00Z", "virtual:2026-01-15T08:30:00ZZ"}) {
    BOOST_TEST(refusal({"--clock", wrong}).starts_with("--clock is '" + std::string(wrong) + "'; it has to be"), wrong);
  }
  auto const warned = settings({"--clock", "virtual", "--auth", "strict"}, {{"DATAARTS_MOCK_TOKEN", "t"}}).warnings;
  BOOST_TEST(warned.size() == 1U);
  BOOST_TEST(warned[0].find("virtual:now") != std::string::npos);
  BOOST_TEST(settings({"--clock", "virtual:now", "--auth", "strict"}, {{"DATAARTS_MOCK_TOKEN", "t"}}).warnings.empty());
}

BOOST_AUTO_TEST_CASE(the_journal_and_the_verdicts_are_options) {
  auto const plain = settings({});
  BOOST_TEST(!plain.journal);
  BOOST_TEST(plain.journal_limit == 1'000U);
  BOOST_TEST(!plain.verify_on_exit);
  auto const made =
      settings({"--journal", "j", "--journal-limit=0", "--verify-on-exit", "--coverage-min", "80", "s.json"});
  BOOST_TEST(made.journal->string() == "j");
  BOOST_TEST(made.journal_limit == 0U);
  BOOST_TEST(made.verify_on_exit);
  BOOST_TEST(*made.coverage_min == 80U);
  BOOST_TEST(made.scenarios.size() == 1U);
  BOOST_TEST(settings({"s.json"}, {{"DATAARTS_MOCK_VERIFY_ON_EXIT", "1"}}).verify_on_exit);
  BOOST_TEST(!settings({}, {{"DATAARTS_MOCK_VERIFY_ON_EXIT", "0"}}).verify_on_exit);
  BOOST_TEST(refusal({"s.json"}, {{"DATAARTS_MOCK_VERIFY_ON_EXIT", "yes"}}) ==
             "--verify-on-exit is 'yes'; it has to be 1 or 0");
  BOOST_TEST(refusal({"--verify-on-exit"}) == "--verify-on-exit needs a scenario file, which says what is expected");
  BOOST_TEST(refusal({"--coverage-min", "101", "s.json"}) ==
             "--coverage-min is '101'; it has to be a whole number between 0 and 100");
}

BOOST_AUTO_TEST_CASE(what_befalls_connections_is_an_option) {
  namespace mock = dataarts::mock;
  auto const plain = settings({}).connections;
  BOOST_TEST(plain.most == 0U);
  BOOST_TEST(plain.close_after.requests == 0U);
  BOOST_TEST(plain.close_after.announced);
  auto const made = settings({"--max-connections", "9", "--close-after=3", "--close-unannounced", "--tls-dir", "t",
                              "--tls-certificate", "wrong-host", "--tls-max", "1.2", "--tls-handshake", "not-tls",
                              "--tls-faulty-handshakes", "2", "--tls-no-close-notify"})
                        .connections;
  BOOST_TEST(made.most == 9U);
  BOOST_TEST(made.close_after.requests == 3U);
  BOOST_TEST(!made.close_after.announced);
  BOOST_TEST((made.tls->kind == mock::tls_options::certificate::wrong_host));
  BOOST_TEST(!made.tls->tls_1_3);
  BOOST_TEST((made.tls->handshake == mock::tls_options::fault::not_tls));
  BOOST_TEST(made.tls->faulty_handshakes == 2U);
  BOOST_TEST(!made.tls->close_notify);
  auto const usual = *settings({"--tls-dir", "t", "--tls-handshake", "good"}).connections.tls;
  BOOST_TEST((usual.kind == mock::tls_options::certificate::good));
  BOOST_TEST((usual.handshake == mock::tls_options::fault::none));
  BOOST_TEST(usual.tls_1_3);
  BOOST_TEST(usual.close_notify);
  BOOST_TEST(refusal({"--close-unannounced"}) == "--close-unannounced has no effect without --close-after");
  BOOST_TEST(refusal({"--tls-max", "1.2"}) == "--tls-max has no effect without --tls-dir");
  BOOST_TEST(refusal({"--tls-dir", "t", "--tls-max", "1.1"}) ==
             "--tls-max is '1.1'; it has to be 1.2 or 1.3; did you mean 1.2?");
  BOOST_TEST(refusal({"--tls-dir", "t", "--tls-certificate", "expird"}) ==
             "--tls-certificate is 'expird'; it has to be good, expired, not-yet, wrong-host or self-signed; did you "
             "mean expired?");
  BOOST_TEST(refusal({"--tls-dir", "t", "--tls-faulty-handshakes", "1"})
                 .starts_with("--tls-faulty-handshakes has no effect without --tls-handshake"));
}

BOOST_AUTO_TEST_CASE(what_ends_a_server_is_an_option) {
  BOOST_TEST(!settings({}).lives.most);
  BOOST_TEST(!settings({}).lives.with_parent);
  auto const made = settings({"--exit-with-parent"}, {{"DATAARTS_MOCK_TTL", "1m30s"}}).lives;
  BOOST_TEST(made.with_parent);
  BOOST_TEST((*made.most == std::chrono::seconds(90)));
  for (auto const* const wrong : {"10", "0s", "soon"}) {
    BOOST_TEST(refusal({"--ttl", wrong}) ==
               "--ttl is '" + std::string(wrong) + R"('; it has to be a duration, such as "90s" or "10m")");
  }
}

BOOST_AUTO_TEST_CASE(the_form_of_the_environment_may_be_left_out) {
  using form = program::report_settings::form;
  auto const form_of = [](std::vector<std::string> arguments) {
    return settings(std::move(arguments)).report.environment;
  };
  BOOST_TEST((form_of({}) == form::none));
  BOOST_TEST((form_of({"--print-env"}) == form::shell));
  BOOST_TEST((form_of({"--print-env", "--threads", "2"}) == form::shell));
  BOOST_TEST((form_of({"--print-env", "json"}) == form::json));
  BOOST_TEST((form_of({"--print-env=json"}) == form::json));
  auto const with_file = settings({"--print-env", "a.json"});
  BOOST_TEST((with_file.report.environment == form::shell));
  BOOST_TEST(with_file.scenarios.size() == 1U);
  BOOST_TEST(refusal({"--print-env=zsh"}) == "--print-env is 'zsh'; it has to be sh or json; did you mean sh?");
}

BOOST_AUTO_TEST_CASE(a_descriptor_has_to_be_open) {
  BOOST_TEST(refusal({"--ready-fd", "0"}).starts_with("--ready-fd is '0'; it has to be a whole number between 1 and"));
  BOOST_TEST(refusal({"--ready-fd", "1000000"}) ==
             "--ready-fd is 1000000, which is not open; such as --ready-fd 3 3>FILE");
  BOOST_TEST(*settings({"--ready-fd", "1"}).report.descriptor == 1);
}

BOOST_AUTO_TEST_CASE(unknown_requests_are_refused_in_one_of_two_ways) {
  using dataarts::mock::unknown_requests;
  BOOST_TEST((settings({}).unknown == unknown_requests::strict));
  BOOST_TEST((settings({"--unknown", "api"}).unknown == unknown_requests::api));
  BOOST_TEST(refusal({"--unknown", "404"}) == "--unknown is '404'; it has to be strict or api");
}

BOOST_AUTO_TEST_CASE(each_option_has_a_variable_named_after_it) {
  for (auto const& each : program::option_table) {
    std::string wanted = "DATAARTS_MOCK_";
    for (auto const c : each.flag.substr(2)) wanted += c == '-' ? '_' : static_cast<char>(std::toupper(c));
    BOOST_TEST(each.variable == wanted);
  }
}

BOOST_AUTO_TEST_CASE(the_environment_is_read_and_options_win) {
  variables const set{{"DATAARTS_MOCK_LISTEN", "localhost:1"},
                      {"DATAARTS_MOCK_THREADS", "3"},
                      {"DATAARTS_MOCK_SEED", ""},
                      {"DATAARTS_MOCK_PORT_FILE", "p"},
                      {"DATAARTS_MOCK_TLS_DIR", "t"}};
  auto const made = settings({"--threads", "5"}, set);
  BOOST_TEST(program::to_text(made.listen) == "127.0.0.1:1");
  BOOST_TEST(made.threads == 5U);
  BOOST_TEST(!made.seed.has_value());
  BOOST_TEST(made.port_file->string() == "p");
  BOOST_TEST(made.connections.tls->directory->string() == "t");
  BOOST_TEST(refusal({}, {{"DATAARTS_MOCK_THREADS", "many"}}) ==
             "--threads is 'many'; it has to be a whole number between 1 and 256");
}

BOOST_AUTO_TEST_CASE(authentication_is_off_unless_asked_for) {
  namespace mock = dataarts::mock;
  BOOST_TEST((settings({}).auth == mock::auth_mode::off));
  BOOST_TEST((settings({"--auth", "lenient"}).auth == mock::auth_mode::lenient));
  auto const made = settings({"--auth=strict", "--auth-file", "keys.json"});
  BOOST_TEST((made.auth == mock::auth_mode::strict));
  BOOST_TEST(made.auth_file->string() == "keys.json");
  BOOST_TEST(!made.key);
  BOOST_TEST(!made.token);
  BOOST_TEST(refusal({"--auth", "strct"}) ==
             "--auth is 'strct'; it has to be off, lenient or strict; did you mean strict?");
  BOOST_TEST(refusal({"--auth", "foo"}) == "--auth is 'foo'; it has to be off, lenient or strict");
  BOOST_TEST(refusal({"--auth-file", "keys.json"}) ==
             "--auth-file has no effect without --auth lenient or --auth strict");
  BOOST_TEST(refusal({"--auth-fiel", "x"}) == "there is no option --auth-fiel; did you mean --auth-file?");
}

BOOST_AUTO_TEST_CASE(secrets_come_from_the_environment) {
  auto const made = settings({"--auth", "strict"}, {{"DATAARTS_MOCK_ACCESS_KEY", "AK"},
                                                    {"DATAARTS_MOCK_SECRET_KEY", "SK"},
                                                    {"DATAARTS_MOCK_SECURITY_TOKEN", "T"},
                                                    {"DATAARTS_MOCK_TOKEN", "token"}});
  BOOST_TEST(made.key->access == "AK");
  BOOST_TEST(made.key->secret == "SK");
  BOOST_TEST(made.key->security_token == "T");
  BOOST_TEST(made.token.value() == "token");
  BOOST_TEST(made.warnings.empty());
  BOOST_TEST(refusal({}, {{"DATAARTS_MOCK_ACCESS_KEY", "AK"}}) ==
             "DATAARTS_MOCK_ACCESS_KEY and DATAARTS_MOCK_SECRET_KEY are needed together");
}

BOOST_AUTO_TEST_CASE(secrets_that_nobody_asks_for_are_told) {
  auto const told = [](variables const& set) {
    auto const made = settings({}, set);
    return made.warnings.size() == 1 ? made.warnings[0] : std::to_string(made.warnings.size()) + " warnings";
  };
  BOOST_TEST(told({}) == "0 warnings");
  BOOST_TEST(told({{"DATAARTS_MOCK_ACCESS_KEY", "AK"}, {"DATAARTS_MOCK_SECRET_KEY", "SK"}}) ==
             "DATAARTS_MOCK_ACCESS_KEY has no effect without --auth lenient or --auth strict: every request is "
             "accepted");
  BOOST_TEST(told({{"DATAARTS_MOCK_TOKEN", "token"}}) ==
             "DATAARTS_MOCK_TOKEN has no effect without --auth lenient or --auth strict: every request is accepted");
}

BOOST_AUTO_TEST_CASE(help_and_version_are_texts) {
  for (auto const& asked : {"--help", "-h"}) {
    auto const text = std::get<program::information>(parse({"serve", asked})).text;
    for (auto const* part : {"--listen", "--port-file", "--threads", "--seed", "--tls-dir", "--auth", "--auth-file",
                             "DATAARTS_MOCK_SEED", "DATAARTS_MOCK_SECRET_KEY"}) {
      BOOST_TEST(text.find(part) != std::string::npos, "the help does not name " << part);
    }
  }
  BOOST_TEST(std::get<program::information>(parse({"--version"})).text.starts_with("dataarts-mock "));
}

BOOST_AUTO_TEST_CASE(other_words_are_scenario_files) {
  auto const files = [](std::vector<std::string> const& arguments) {
    std::string made;
    for (auto const& each : settings(arguments, {}).scenarios) made += each.string() + ' ';
    return made;
  };
  BOOST_TEST(files({"serve", "a.json", "--seed", "7", "b.json"}) == "a.json b.json ");
  BOOST_TEST(files({"serve", "./check"}) == "./check ");
  BOOST_TEST(files({"a.json"}) == "a.json ");
  BOOST_TEST(files({"./sevre"}) == "./sevre ");
  BOOST_TEST(files({"fleet"}) == "fleet ");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said) {
  BOOST_TEST(refusal({"--lisen", "x"}) == "there is no option --lisen; did you mean --listen?");
  BOOST_TEST(refusal({"--xyzzy"}) == "there is no option --xyzzy; see dataarts-mock --help");
  BOOST_TEST(refusal({"--threads"}) == "--threads needs a value: --threads N");
  BOOST_TEST(refusal({"--listen="}) == "--listen needs a value: --listen HOST:PORT");
  BOOST_TEST(refusal({"--threads", "0"}) == "--threads is '0'; it has to be a whole number between 1 and 256");
  BOOST_TEST(refusal({"--seed", "-1"}).starts_with("--seed is '-1'; it has to be a whole number"));
  BOOST_TEST(refusal({"sevre"}) == "there is no command sevre; did you mean serve?");
  BOOST_TEST(
      refusal({"serve", "check", "x.json"}) ==
      "check is a command, and there is one already; a command comes first and alone: dataarts-mock check; a file "
      "of that name is ./check");
}

BOOST_AUTO_TEST_CASE(wrong_addresses_are_named) {
  for (std::string const wrong : {"80", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:", "::1:80", "[::1]",
                                  "[127.0.0.1]:1", "example.com:80", ":80"}) {
    auto const why = refusal({"--listen=" + wrong});
    BOOST_TEST(why.starts_with("--listen " + wrong + ":"), wrong << " gave: " << why);
    BOOST_TEST(why.ends_with("such as 127.0.0.1:0 or [::1]:8080"));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
