// The readers of the answers to the script operations: what they read is all that the server sent, and reads back the
// same.

#include "api/json_children.hpp"
#include "expect.hpp"
#include "scripts/script_answers.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace {

namespace json = boost::json;

constexpr std::size_t max_depth = 32;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const body(reinterpret_cast<char const*>(data), size);
  dataarts::decode_error why;
  dataarts::json_children whole;
  bool const good = dataarts::read_json_children(whole, body, max_depth, why);

  json::error_code error;
  json::parse_options options;
  options.max_depth = max_depth;
  auto const expected = json::parse(json::string_view(body.data(), body.size()), error, {}, options);
  if (error == json::error::exponent_overflow) return 0;  // a number's text is kept, however large it is
  expect(good == !error, "it reads what is JSON", why.what);
  if (good) {
    auto const compact = json::parse(whole.compact, error, {}, options);
    // As text: 0E7210 is no number to Boost.JSON, and not equal to itself then.
    expect(!error && json::serialize(compact) == json::serialize(expected), "compact JSON is the same document",
           whole.compact);
    dataarts::json_children again;
    expect(dataarts::read_json_children(again, whole.compact, max_depth, why), "compact JSON can be read");
    expect(again.compact == whole.compact, "compact JSON stays as it is");
    expect(again.children.size() == whole.children.size(), "it has the same children");
    for (std::size_t i = 0; i < again.children.size(); ++i) {
      expect(again.children[i].name == whole.children[i].name, "children keep their names");
      expect(again.children[i].value == whole.children[i].value, "children keep their values");
    }
  }

  std::string id;
  if (dataarts::read_instance_id(id, body, max_depth, why)) expect(good && !id.empty(), "an id has a text");
  dataarts::script script;
  if (dataarts::read_script(script, body, max_depth, why)) expect(script.json == whole.compact, "nothing is lost");
  dataarts::script_page page;
  if (dataarts::read_script_page(page, body, max_depth, why)) expect(good, "only JSON is read");
  return 0;
}
