#ifndef DATAARTS_LOAD_PLAN_WIDE_HPP
#define DATAARTS_LOAD_PLAN_WIDE_HPP

namespace dataarts::load {

/// 128 bits, which both compilers have beside the standard: `__extension__` says so to them, and takes no `using`.
// NOLINTBEGIN(modernize-use-using)
__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 signed_wide;
// NOLINTEND(modernize-use-using)

}  // namespace dataarts::load

#endif
