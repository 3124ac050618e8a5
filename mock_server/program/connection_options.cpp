#include "connection_options.hpp"

#include "choice_option.hpp"
#include "number_option.hpp"
#include "usage_error.hpp"

#include <array>
#include <string>
#include <string_view>

namespace dataarts::mock::program {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 5> certificates{"good", "expired", "not-yet", "wrong-host", "self-signed"};
constexpr std::array<std::string_view, 6> handshakes{"good", "close", "reset", "alert", "stall", "not-tls"};
constexpr std::array<std::string_view, 2> versions{"1.2", "1.3"};

close_after read_close_after(option_values const& given) {
  close_after made;
  if (auto const* text = given.find("--close-after")) {
    made.requests = parse_number("--close-after", *text, std::uint64_t{0}, UINT64_MAX);
  }
  if (auto const* text = given.find("--close-unannounced")) {
    made.announced = !parse_switch("--close-unannounced", *text);
  }
  if (!made.announced && made.requests == 0)
    throw usage_error("--close-unannounced has no effect without --close-after");
  return made;
}

std::optional<tls_options> read_tls(option_values const& given) {
  auto const* const directory = given.find("--tls-dir");
  if (directory == nullptr) {
    for (auto const flag :
         {"--tls-certificate", "--tls-max", "--tls-handshake", "--tls-faulty-handshakes", "--tls-no-close-notify"}) {
      if (given.find(flag) != nullptr) throw usage_error(std::string(flag) + " has no effect without --tls-dir");
    }
    return std::nullopt;
  }
  tls_options made;
  made.directory = *directory;
  if (auto const* text = given.find("--tls-certificate")) {
    made.kind = static_cast<tls_options::certificate>(parse_choice("--tls-certificate", *text, certificates));
  }
  if (auto const* text = given.find("--tls-max")) made.tls_1_3 = parse_choice("--tls-max", *text, versions) == 1;
  if (auto const* text = given.find("--tls-handshake")) {
    made.handshake = static_cast<tls_options::fault>(parse_choice("--tls-handshake", *text, handshakes));
  }
  if (auto const* text = given.find("--tls-faulty-handshakes")) {
    if (made.handshake == tls_options::fault::none) {
      throw usage_error("--tls-faulty-handshakes has no effect without --tls-handshake, which says what goes wrong");
    }
    made.faulty_handshakes = parse_number("--tls-faulty-handshakes", *text, std::uint64_t{1}, UINT64_MAX);
  }
  if (auto const* text = given.find("--tls-no-close-notify")) {
    made.close_notify = !parse_switch("--tls-no-close-notify", *text);
  }
  return made;
}

}  // namespace

connection_settings read_connection_options(option_values const& given) {
  connection_settings made;
  if (auto const* text = given.find("--max-connections")) {
    made.most = parse_number("--max-connections", *text, std::uint64_t{0}, UINT64_MAX);
  }
  made.close_after = read_close_after(given);
  made.tls = read_tls(given);
  return made;
}

}  // namespace dataarts::mock::program
