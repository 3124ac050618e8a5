#include <dataarts/instance_ref.hpp>

#include <cstring>
#include <limits>
#include <stdexcept>

namespace dataarts {

namespace {

std::uint32_t checked_size(std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("instance_ref: a text of 4 GiB or more");
  }
  return static_cast<std::uint32_t>(text.size());
}

char* copy_in(char* to, std::string_view text) noexcept {
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

}  // namespace

instance_ref::instance_ref(std::string_view script, std::string_view instance, std::string_view workspace)
    : storage_(),
      script_size_(checked_size(script)),
      instance_size_(checked_size(instance)),
      workspace_size_(checked_size(workspace)) {
  auto* to = storage_.chars;
  if (total() > inline_capacity) {
    storage_.heap = new char[total()];
    to = storage_.heap;
  }
  copy_in(copy_in(copy_in(to, script), instance), workspace);
}

instance_ref::instance_ref(instance_ref const& other)
    : instance_ref(other.script(), other.instance(), other.workspace()) {}

instance_ref& instance_ref::operator=(instance_ref const& other) {
  if (this != &other) *this = instance_ref(other);
  return *this;
}

}  // namespace dataarts
