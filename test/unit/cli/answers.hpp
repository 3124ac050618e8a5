#ifndef DATAARTS_TEST_CLI_ANSWERS_HPP
#define DATAARTS_TEST_CLI_ANSWERS_HPP

#include "answer_format.hpp"

#include <dataarts/query_stream.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::cli::test {

/// An answer with the result that the service's body means.
answered_query answered(instance_ref ref, std::string_view body, std::size_t index = 0);

/// An answer without a result.
answered_query refused(instance_ref ref, errc code, failure::details content = {}, std::size_t index = 0);

/// The documented refusal: HTTP 400, DLF.6201.
answered_query no_such_script(instance_ref ref, std::size_t index = 0);

/// Everything that a format writes for these answers.
output_texts formatted(std::unique_ptr<answer_format> format, std::vector<answered_query> const& answers);

/// The body of the documented example.
extern std::string_view const documented_body;

}  // namespace dataarts::cli::test

#endif
