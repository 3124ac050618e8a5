// The decoder of query results: whatever a body holds and however it is cut, it ends in the same result or the same
// error; a result can be looked at in every way and comes back as JSON. What is JSON and what is not, and what it
// holds, is held against boost::json's parser.
//
// The first byte says how the rest, the body, is cut.

#include "api/json_reader.hpp"
#include "api/result_decoder.hpp"
#include "expect.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace json = boost::json;

constexpr std::size_t max_depth = 64;

/// Calls `take` with pieces of `body`, each in memory of its own size, until it returns false.
template <class Take>
bool in_pieces(std::string_view body, unsigned char cut, Take const& take) {
  unsigned state = cut;
  while (!body.empty()) {
    state = state * 1664525u + 1013904223u;
    auto const wanted = cut == 0 ? body.size() : cut < 8 ? cut : 1 + (state >> 24) % cut;
    auto const size = std::min<std::size_t>(wanted, body.size());
    auto const piece = std::make_unique<char[]>(size);
    std::memcpy(piece.get(), body.data(), size);
    if (!take(std::string_view(piece.get(), size))) return false;
    body.remove_prefix(size);
  }
  return true;
}

// What a parser met, as text

class recorder {
 public:
  bool begin_object() { return note("{"); }
  bool end_object() { return note("}"); }
  bool begin_array() { return note("["); }
  bool end_array() { return note("]"); }
  bool key(std::string_view s) { return key_part(s) && key_end(); }
  bool key_part(std::string_view s) { return note(s); }
  bool key_end() { return note("\":"); }
  bool text(std::string_view s) { return text_part(s) && text_end(); }
  bool text_part(std::string_view s) { return note(s); }
  bool text_end() { return note("\""); }
  bool number(dataarts::cell_kind, std::string_view s) { return note(s) && note("#"); }
  bool boolean(bool value) { return note(value ? "T" : "F"); }
  bool null() { return note("N"); }

  std::string met;

 protected:
  bool note(std::string_view s) {
    met += s;
    return true;
  }
};

struct boost_recorder : recorder {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using error_code = boost::system::error_code;
  using view = json::string_view;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return begin_object(); }
  bool on_object_end(std::size_t, error_code&) { return end_object(); }
  bool on_array_begin(error_code&) { return begin_array(); }
  bool on_array_end(std::size_t, error_code&) { return end_array(); }
  bool on_key_part(view s, std::size_t, error_code&) { return note(s); }
  bool on_key(view s, std::size_t, error_code&) { return key(s); }
  bool on_string_part(view s, std::size_t, error_code&) { return note(s); }
  bool on_string(view s, std::size_t, error_code&) { return text(s); }
  bool on_number_part(view s, error_code&) { return note(s); }
  bool on_int64(std::int64_t, view s, error_code&) { return number({}, s); }
  bool on_uint64(std::uint64_t, view s, error_code&) { return number({}, s); }
  bool on_double(double, view s, error_code&) { return number({}, s); }
  bool on_bool(bool value, error_code&) { return boolean(value); }
  bool on_null(error_code&) { return null(); }
  bool on_comment_part(view, error_code&) { return true; }
  bool on_comment(view, error_code&) { return true; }
};

void compare_with_boost(std::string_view body, unsigned char cut) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::basic_parser<boost_recorder> peer(options);
  boost::system::error_code ec;
  auto const taken = peer.write_some(false, body.data(), body.size(), ec);
  // This parser computes exponents and gives up on some that are valid JSON.
  if (ec == json::error::exponent_overflow) return;
  auto const valid = !ec && taken == body.size();

  recorder ours;
  dataarts::json_reader<recorder> reader(ours, max_depth);
  auto const read =
      in_pieces(body, cut, [&](std::string_view piece) { return reader.write(piece); }) && reader.finish();
  expect(read == valid, "the same texts are JSON", valid ? reader.error().reason : ec.message());
  if (valid) expect(ours.met == peer.handler().met, "the same is met");
}

// The decoder

struct outcome {
  std::string picture;  // empty: there is an error
  dataarts::decode_error error;
};

std::string picture_of(dataarts::script_instance const& instance) {
  auto text = dataarts::to_json(instance) + "\n" + std::to_string(instance.memory_size());
  text += instance.message().value_or("-");
  text += instance.failure_reason().value_or("-");
  for (auto const result : instance.results()) {
    text += "\n" + std::to_string(result.duration().value_or(-1)) + std::to_string(result.row_count().value_or(-1));
    text += result.message().value_or("-");
    text += result.raw_result().value_or("-");
    text += result.rows_json().value_or("-");
    text += result.schema_json().value_or("-");
    for (auto const column : result.columns()) text.append(column.name).append("|").append(column.type);
    for (auto const row : result.rows()) {
      std::size_t index = 0;
      for (auto const cell : row) {
        expect(row[index].text() == cell.text() && row[index].kind() == cell.kind(), "a cell is found by its index");
        text += std::to_string(static_cast<int>(cell.kind())).append(cell.text());
        text += std::to_string(cell.as_double().value_or(-1)) + std::to_string(cell.as_int64().value_or(-1));
        ++index;
      }
      expect(index == row.size(), "a row has as many cells as it says");
    }
  }
  return text;
}

outcome decode(std::string_view body, unsigned char cut, std::string* document = nullptr) {
  outcome got;
  dataarts::result_decoder decoder({max_depth});
  if (!in_pieces(body, cut, [&](std::string_view piece) { return decoder.write(piece, got.error); }) ||
      !decoder.finish(got.error)) {
    expect(static_cast<int>(got.error.code) != 0, "an error has a code");
    return got;
  }
  auto const instance = decoder.take("id");
  got.picture = picture_of(instance);
  if (document != nullptr) *document = dataarts::to_json(instance);
  return got;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  auto const cut = data[0];
  std::string_view const body(reinterpret_cast<char const*>(data) + 1, size - 1);

  compare_with_boost(body, cut);

  std::string document;
  auto const whole = decode(body, 0, &document);
  auto const cut_up = decode(body, cut);
  expect(whole.picture == cut_up.picture, "the result does not depend on how the body is cut");
  expect(whole.error.code == cut_up.error.code && whole.error.offset == cut_up.error.offset &&
             whole.error.what == cut_up.error.what,
         "the error does not depend on how the body is cut", whole.error.where() + " or " + cut_up.error.where());
  if (whole.picture.empty()) return 0;

  std::string again;
  expect(!decode(document, 0, &again).picture.empty(), "to_json gives an answer that can be read", document);
  expect(again == document, "to_json loses nothing", document + " or " + again);
  return 0;
}
