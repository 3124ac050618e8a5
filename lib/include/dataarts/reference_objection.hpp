#ifndef DATAARTS_REFERENCE_OBJECTION_HPP
#define DATAARTS_REFERENCE_OBJECTION_HPP

#include <dataarts/instance_ref.hpp>

#include <optional>
#include <string>

namespace dataarts {

/// What keeps a reference from being sent: which part and why, such as `script name "a/b" contains "/", which would
/// split the request path`. Nothing if it can be sent. Every call for a reference that cannot ends with
/// `errc::invalid_reference`; with this a program tells before it begins. Throws nothing but `std::bad_alloc`.
std::optional<std::string> reference_objection(instance_ref const& of);

}  // namespace dataarts

#endif
