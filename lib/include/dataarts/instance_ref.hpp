#ifndef DATAARTS_INSTANCE_REF_HPP
#define DATAARTS_INSTANCE_REF_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace dataarts {

/// Names one run of a script: script name, instance id and, optionally, the workspace that holds both.
///
/// The three texts are kept in one buffer inside the object as long as they have at most `inline_capacity`
/// characters together, so copying a usual reference allocates nothing. Any text can be held; whether it can
/// be sent is decided by the call (`errc::invalid_reference`). A moved-from reference is empty.
class instance_ref {
 public:
  static constexpr std::size_t inline_capacity = 104;

  instance_ref() noexcept : storage_() {}

  /// Names are given as people write them, not percent-encoded. An empty workspace means that of
  /// `client_config::workspace`. Throws `std::length_error` if one text has 4 GiB or more.
  instance_ref(std::string_view script, std::string_view instance, std::string_view workspace = {});

  instance_ref(instance_ref const& other);
  instance_ref(instance_ref&& other) noexcept { take(other); }
  instance_ref& operator=(instance_ref const& other);
  instance_ref& operator=(instance_ref&& other) noexcept {
    if (this == &other) return *this;
    free();
    take(other);
    return *this;
  }
  ~instance_ref() { free(); }

  std::string_view script() const noexcept { return {data(), script_size_}; }
  std::string_view instance() const noexcept { return {data() + script_size_, instance_size_}; }
  std::string_view workspace() const noexcept { return {data() + script_size_ + instance_size_, workspace_size_}; }

  friend bool operator==(instance_ref const& a, instance_ref const& b) noexcept {
    return a.script() == b.script() && a.instance() == b.instance() && a.workspace() == b.workspace();
  }

 private:
  void take(instance_ref& other) noexcept {
    storage_ = other.storage_;
    script_size_ = std::exchange(other.script_size_, 0);
    instance_size_ = std::exchange(other.instance_size_, 0);
    workspace_size_ = std::exchange(other.workspace_size_, 0);
  }
  void free() noexcept {
    if (total() > inline_capacity) delete[] storage_.heap;
  }

  std::size_t total() const noexcept { return std::size_t{script_size_} + instance_size_ + workspace_size_; }
  char const* data() const noexcept { return total() <= inline_capacity ? storage_.chars : storage_.heap; }

  union storage {
    char chars[inline_capacity];
    char* heap;
  } storage_;
  std::uint32_t script_size_ = 0;
  std::uint32_t instance_size_ = 0;
  std::uint32_t workspace_size_ = 0;
};

}  // namespace dataarts

#endif
