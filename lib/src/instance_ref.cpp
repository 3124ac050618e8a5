#include <dataarts/instance_ref.hpp>

#include <cstring>
#include <limits>
#include <stdexcept>
#include <utility>

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

instance_ref::instance_ref(instance_ref&& other) noexcept
    : storage_(other.storage_),
      script_size_(std::exchange(other.script_size_, 0)),
      instance_size_(std::exchange(other.instance_size_, 0)),
      workspace_size_(std::exchange(other.workspace_size_, 0)) {}

instance_ref& instance_ref::operator=(instance_ref const& other) {
  if (this != &other) *this = instance_ref(other);
  return *this;
}

instance_ref& instance_ref::operator=(instance_ref&& other) noexcept {
  instance_ref taken(std::move(other));
  std::swap(storage_, taken.storage_);
  std::swap(script_size_, taken.script_size_);
  std::swap(instance_size_, taken.instance_size_);
  std::swap(workspace_size_, taken.workspace_size_);
  return *this;
}

instance_ref::~instance_ref() {
  if (total() > inline_capacity) delete[] storage_.heap;
}

}  // namespace dataarts
