#ifndef DATAARTS_MOCK_UNMATCHED_ANSWER_HPP
#define DATAARTS_MOCK_UNMATCHED_ANSWER_HPP

#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/near_miss.hpp>
#include <dataarts/mock/request_view.hpp>

#include <span>
#include <string_view>

namespace dataarts::mock {

/// The answer to a request that nothing is known about: 501, which the real service never sends, with the header
/// `X-Mock-Unmatched` and a body that says what was asked and what is known. Query and header values may be secrets
/// and are left out.
/// @param closest  the rules that the request misses by the least
answer unmatched_answer(request_view const& request, std::span<std::string_view const> known,
                        std::span<near_miss const> closest = {});

}  // namespace dataarts::mock

#endif
