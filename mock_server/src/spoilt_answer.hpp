#ifndef DATAARTS_MOCK_SPOILT_ANSWER_HPP
#define DATAARTS_MOCK_SPOILT_ANSWER_HPP

#include <dataarts/mock/wire_fault.hpp>

#include <cstddef>
#include <string>

namespace dataarts::mock {

/// Changes the answer that begins at `start` and ends with `out` into what the fault sends in its place, of a drip the
/// whole answer. The bytes before `start` stay.
void spoil(wire_fault const& fault, std::string& out, std::size_t start);

}  // namespace dataarts::mock

#endif
