#include "error_body.hpp"

#include "ascii.hpp"

#include <boost/json/string_view.hpp>

namespace dataarts::mock {

boost::json::object error_body(unsigned status, std::string_view message) {
  return {{"error_code", "MOCK.0" + std::to_string(status)}, {"error_msg", boost::json::string_view(message)}};
}

std::string printable(std::string_view sent) {
  constexpr std::size_t most = 1'024;
  constexpr char digits[] = "0123456789ABCDEF";
  std::string text;
  for (auto const c : sent.substr(0, most)) {
    auto const byte = static_cast<unsigned char>(c);
    if (is_control(c) || c == ' ' || byte >= 0x80) {
      text.append({'%', digits[byte >> 4], digits[byte & 15]});
    } else {
      text += c;
    }
  }
  if (sent.size() > most) text += "...";
  return text;
}

}  // namespace dataarts::mock
