// What it takes to decode an answer, against boost::json.
//
// "dom": boost::json::parse, then every field is looked at. "decoder": the same answer to a `script_instance`, then
// every field is looked at. "parser": boost::json::basic_parser with a handler that does nothing, the floor of this
// decoder.

#include "api/result_decoder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

constexpr std::string_view documented_answer =
    R"--({"results": [{"message": "","duration":0.5,"rowCount": 1,"rows": [[913460.0,765.0,"8/31/2015 23:26",)--"
    R"--("Harry Bridges Plaza (Ferry Building)",50.0,"8/31/2015 23:39","San Francisco Caltrain (Townsend at 4th)",)--"
    R"--(70.0,"288","Subscriber","2139"]],"schema": [{"TripID": "int"},{"Duration": "int"},{"StartDate": "string"},)--"
    R"--({"StartStation": "string"},{"StartTerminal": "int"},{"EndDate": "string"},{"EndStation": "string"},)--"
    R"--({"EndTerminal": "int"},{"Bike": "string"},{"SubscriberType": "string"},{"ZipCode": "string"}]}],)--"
    R"--("status": "FINISHED"})--";
static_assert(documented_answer.size() == 527);

/// A row as wide and as mixed as the documented one, and some more kinds of cells.
std::string row_of(int number) {
  auto const n = std::to_string(number);
  auto row = "[" + std::to_string(913'460 + number) + ".0," + n;
  row += R"--(,"8/31/2015 23:26","Harry Bridges Plaza (Ferry Building) )--" + n;
  row += R"--(",50.0,"8/31/2015 23:39","San Francisco Caltrain (Townsend at 4th)",70.25,"288","Subscriber","2139",)--";
  row += R"--("a longer remark, as free text columns of real tables hold them, of about a hundred characters, )--" + n;
  return row + R"--(",null,true,)--" + n + ".5]";
}

/// An answer of 10,000 rows and about 3 MB.
std::string const& large_answer() {
  static std::string const made = [] {
    std::string text = R"({"status":"FINISHED","results":[{"message":"","duration":12.25,"rowCount":10000,"rows":[)";
    for (int i = 0; i < 10'000; ++i) text += (i == 0 ? "" : ",") + row_of(i);
    text += R"(],"schema":[)";
    for (int i = 0; i < 15; ++i) {
      text += (i == 0 ? "" : ",") + std::string(R"({"column)") + std::to_string(i) + R"(":"string"})";
    }
    return text + "]}]}";
  }();
  return made;
}

std::string_view body_of(benchmark::State const& state) {
  return state.range(0) == 0 ? documented_answer : std::string_view(large_answer());
}

void report(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(body_of(state).size()));
}

/// What the fields of an answer add up to, so that reading them cannot be left out.
struct totals {
  double numbers = 0;
  std::size_t characters = 0;

  void add(json::string const& text) { characters += text.size(); }
  void add(std::string_view text) { characters += text.size(); }
};

void read_cell(json::value const& cell, totals& sum) {
  switch (cell.kind()) {
    case json::kind::double_:
      sum.numbers += cell.get_double();
      break;
    case json::kind::int64:
      sum.numbers += static_cast<double>(cell.get_int64());
      break;
    case json::kind::string:
      sum.add(cell.get_string());
      break;
    default:
      break;
  }
}

totals read_all(json::value const& answer) {
  totals sum;
  auto const& top = answer.as_object();
  sum.add(top.at("status").as_string());
  for (auto const& element : top.at("results").as_array()) {
    auto const& result = element.as_object();
    sum.add(result.at("message").as_string());
    sum.numbers += result.at("duration").as_double();
    sum.numbers += static_cast<double>(result.at("rowCount").as_int64());
    for (auto const& row : result.at("rows").as_array()) {
      for (auto const& cell : row.as_array()) read_cell(cell, sum);
    }
    for (auto const& entry : result.at("schema").as_array()) {
      auto const& column = *entry.as_object().begin();
      sum.characters += column.key().size();
      sum.add(column.value().as_string());
    }
  }
  return sum;
}

totals read_all(dataarts::script_instance const& answer) {
  totals sum;
  sum.add(answer.status_text());
  for (auto const result : answer.results()) {
    sum.add(*result.message());
    sum.numbers += *result.duration();
    sum.numbers += static_cast<double>(*result.row_count());
    for (auto const row : result.rows()) {
      for (auto const cell : row) {
        if (cell.kind() == dataarts::cell_kind::text) {
          sum.add(cell.text());
        } else if (auto const number = cell.as_double()) {
          sum.numbers += *number;
        }
      }
    }
    for (auto const column : result.columns()) {
      sum.add(column.name);
      sum.add(column.type);
    }
  }
  return sum;
}

void dom(benchmark::State& state) {
  auto const body = body_of(state);
  for (auto _ : state) {
    auto const answer = json::parse(json::string_view(body.data(), body.size()));
    benchmark::DoNotOptimize(read_all(answer));
  }
  report(state);
}

void dom_on_reused_memory(benchmark::State& state) {
  auto const body = body_of(state);
  std::vector<unsigned char> memory(body.size() * 16);
  for (auto _ : state) {
    json::monotonic_resource resource(memory.data(), memory.size());
    auto const answer = json::parse(json::string_view(body.data(), body.size()), &resource);
    benchmark::DoNotOptimize(read_all(answer));
  }
  report(state);
}

dataarts::script_instance decode(dataarts::result_decoder& decoder, std::string_view body) {
  dataarts::decode_error error;
  decoder.content_length_hint(body.size());
  if (!decoder.write(body, error) || !decoder.finish(error)) throw std::runtime_error(error.where());
  return decoder.take("4f1f3a6f4b6e4d1f9f0e5d5c8a7b6c5d");
}

void decoder(benchmark::State& state) {
  auto const body = body_of(state);
  dataarts::result_decoder reused;
  for (auto _ : state) {
    auto const answer = decode(reused, body);
    benchmark::DoNotOptimize(answer.status());
  }
  report(state);
}

void decoder_and_reading(benchmark::State& state) {
  auto const body = body_of(state);
  dataarts::result_decoder reused;
  for (auto _ : state) {
    auto const answer = decode(reused, body);
    benchmark::DoNotOptimize(read_all(answer));
  }
  report(state);
}

struct idle_handler {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using error_code = boost::system::error_code;
  using text = json::string_view;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t, error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_key_part(text, std::size_t, error_code&) { return true; }
  bool on_key(text, std::size_t, error_code&) { return true; }
  bool on_string_part(text, std::size_t, error_code&) { return true; }
  bool on_string(text, std::size_t, error_code&) { return true; }
  bool on_number_part(text, error_code&) { return true; }
  bool on_int64(std::int64_t, text, error_code&) { return true; }
  bool on_uint64(std::uint64_t, text, error_code&) { return true; }
  bool on_double(double, text, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(text, error_code&) { return true; }
  bool on_comment(text, error_code&) { return true; }
};

void parser(benchmark::State& state) {
  auto const body = body_of(state);
  json::basic_parser<idle_handler> reused{json::parse_options()};
  for (auto _ : state) {
    boost::system::error_code ec;
    reused.reset();
    reused.write_some(true, body.data(), body.size(), ec);
    benchmark::DoNotOptimize(ec.failed());
  }
  report(state);
}

// 0: the documented answer of 527 bytes. 1: 10,000 rows, about 3 MB.
BENCHMARK(dom)->Arg(0)->Arg(1);
BENCHMARK(dom_on_reused_memory)->Arg(0)->Arg(1);
BENCHMARK(decoder)->Arg(0)->Arg(1);
BENCHMARK(decoder_and_reading)->Arg(0)->Arg(1);
BENCHMARK(parser)->Arg(0)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
