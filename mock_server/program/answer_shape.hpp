#ifndef DATAARTS_MOCK_PROGRAM_ANSWER_SHAPE_HPP
#define DATAARTS_MOCK_PROGRAM_ANSWER_SHAPE_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock::program {

/// What of an answer has to be alike: names and values, always the same names in the same order. Data of a run are told
/// by their types alone.
using answer_shape = std::vector<std::pair<std::string_view, std::string>>;

/// Status, media type, `error_code`, `error_msg`, and the members of the body with their types.
answer_shape shape_of(unsigned status, std::string_view content_type, std::string_view body);

}  // namespace dataarts::mock::program

#endif
