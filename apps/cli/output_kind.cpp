#include "output_kind.hpp"

#include "suggest.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace dataarts::cli {

output_kind read_output(option_reader const& reader) {
  auto const value = reader.read(option::output);
  if (!value) return output_kind::table;
  constexpr std::string_view names[] = {"table", "json", "jsonl", "csv"};
  auto const* const found = std::find(std::begin(names), std::end(names), value->text);
  if (found != std::end(names)) return static_cast<output_kind>(found - std::begin(names));
  throw usage_error(fmt::format("{}: there is no output '{}'; expected table, json, jsonl or csv{}", value->origin,
                                value->text, apps::did_you_mean(value->text, names)));
}

}  // namespace dataarts::cli
