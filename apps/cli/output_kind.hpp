#ifndef DATAARTS_CLI_OUTPUT_KIND_HPP
#define DATAARTS_CLI_OUTPUT_KIND_HPP

#include "option_reader.hpp"

namespace dataarts::cli {

enum class output_kind : unsigned char { table, json, jsonl, csv };

/// The option `--output`; `table` if it is not given. Throws `usage_error`.
output_kind read_output(option_reader const& reader);

}  // namespace dataarts::cli

#endif
