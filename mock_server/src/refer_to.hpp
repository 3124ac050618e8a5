#ifndef DATAARTS_MOCK_REFER_TO_HPP
#define DATAARTS_MOCK_REFER_TO_HPP

#include <dataarts/mock/answer.hpp>

#include <memory>

namespace dataarts::mock {

/// An answer that lives as long as the source that holds it: nothing is counted.
inline std::shared_ptr<answer const> refer_to(answer const& held) noexcept { return {std::shared_ptr<void>(), &held}; }

}  // namespace dataarts::mock

#endif
