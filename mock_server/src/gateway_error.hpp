#ifndef DATAARTS_MOCK_GATEWAY_ERROR_HPP
#define DATAARTS_MOCK_GATEWAY_ERROR_HPP

#include <dataarts/mock/answer.hpp>

#include <string_view>
#include <vector>

namespace dataarts::mock {

/// An error of the API gateway, whose body repeats the request id. `message` has to be UTF-8.
answer gateway_error(unsigned status, std::string_view code, std::string_view message,
                     std::vector<answer::header> const& headers = {});

}  // namespace dataarts::mock

#endif
