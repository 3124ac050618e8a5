#ifndef DATAARTS_SHARING_REFERENCE_HASH_HPP
#define DATAARTS_SHARING_REFERENCE_HASH_HPP

#include <dataarts/instance_ref.hpp>

#include <cstddef>
#include <functional>
#include <string_view>

namespace dataarts::sharing {

/// References, found by what they name.
struct reference_hash {
  std::size_t operator()(instance_ref const* which) const noexcept {
    std::hash<std::string_view> const hash;
    auto const mix = [](std::size_t seed, std::size_t value) {
      return seed ^ (value + 0x9e3779b97f4a7c15u + (seed << 6U) + (seed >> 2U));
    };
    return mix(mix(hash(which->instance()), hash(which->script())), hash(which->workspace()));
  }
};

struct reference_equal {
  bool operator()(instance_ref const* a, instance_ref const* b) const noexcept { return *a == *b; }
};

}  // namespace dataarts::sharing

#endif
