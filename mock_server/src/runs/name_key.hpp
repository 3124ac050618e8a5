#ifndef DATAARTS_MOCK_RUNS_NAME_KEY_HPP
#define DATAARTS_MOCK_RUNS_NAME_KEY_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dataarts::mock::runs {

/// Which run is meant, or which script: then without an instance. To look for one, nothing is allocated.
struct name_view {
  std::string_view workspace = {};
  std::string_view script = {};
  std::string_view instance = {};
  std::string_view project = {};  ///< only where projects do not share the run

  bool operator==(name_view const&) const = default;
};

struct name_hash;

/// The same, to be kept. With its hash, so that a look-up reads no text of a neighbour in the table.
class name_key {
 public:
  explicit name_key(name_view of);

  name_view view() const noexcept {
    std::string_view const text = text_;
    return {text.substr(0, workspace_size_), text.substr(workspace_size_, script_size_),
            text.substr(workspace_size_ + script_size_, instance_size_),
            text.substr(workspace_size_ + script_size_ + instance_size_)};
  }
  std::size_t hash() const noexcept { return hash_; }

 private:
  std::size_t hash_;
  std::uint32_t workspace_size_;
  std::uint32_t script_size_;
  std::uint32_t instance_size_;
  std::string text_;
};

struct name_hash {
  using is_transparent = void;

  std::size_t operator()(name_view of) const noexcept {
    std::hash<std::string_view> const hash;
    auto const shared = (hash(of.workspace) * 31 + hash(of.script)) * 31 + hash(of.instance);
    return of.project.empty() ? shared : shared * 31 + hash(of.project);
  }
  std::size_t operator()(name_key const& of) const noexcept { return of.hash(); }
};

inline name_key::name_key(name_view of)
    : hash_(name_hash()(of)),
      workspace_size_(static_cast<std::uint32_t>(of.workspace.size())),
      script_size_(static_cast<std::uint32_t>(of.script.size())),
      instance_size_(static_cast<std::uint32_t>(of.instance.size())) {
  text_.reserve(of.workspace.size() + of.script.size() + of.instance.size() + of.project.size());
  text_.append(of.workspace).append(of.script).append(of.instance).append(of.project);
}

struct name_equal {
  using is_transparent = void;

  bool operator()(name_view a, name_view b) const noexcept { return a == b; }
  bool operator()(name_key const& a, name_view b) const noexcept { return a.view() == b; }
  bool operator()(name_view a, name_key const& b) const noexcept { return a == b.view(); }
  bool operator()(name_key const& a, name_key const& b) const noexcept { return a.view() == b.view(); }
};

template <class T>
using name_map = std::unordered_map<name_key, T, name_hash, name_equal>;

}  // namespace dataarts::mock::runs

#endif
