#ifndef DATAARTS_MOCK_RUNS_RUN_KEY_HPP
#define DATAARTS_MOCK_RUNS_RUN_KEY_HPP

#include "runs/name_key.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace dataarts::mock::runs {

/// The name of a run, kept in two cache lines: what is in use elsewhere (a workspace and an instance by ids, a script
/// of 40 characters) needs no third one.
class run_key {
 public:
  explicit run_key(name_view of)
      : workspace_(static_cast<std::uint32_t>(of.workspace.size())),
        script_(static_cast<std::uint32_t>(of.script.size())),
        instance_(static_cast<std::uint32_t>(of.instance.size())),
        project_(static_cast<std::uint32_t>(of.project.size())) {
    if (size() > here_.size()) elsewhere_ = std::make_unique<char[]>(size());
    auto* to = elsewhere_ ? elsewhere_.get() : here_.data();
    for (auto const part : {of.workspace, of.script, of.instance, of.project}) to += part.copy(to, part.size());
  }

  /// Of the same life as this.
  name_view view() const noexcept {
    auto const* const text = elsewhere_ ? elsewhere_.get() : here_.data();
    std::string_view const all(text, size());
    return {all.substr(0, workspace_), all.substr(workspace_, script_),
            all.substr(std::size_t(workspace_) + script_, instance_),
            all.substr(std::size_t(workspace_) + script_ + instance_)};
  }

  bool operator==(name_view other) const noexcept { return view() == other; }

 private:
  std::size_t size() const noexcept { return std::size_t(workspace_) + script_ + instance_ + project_; }

  std::uint32_t workspace_, script_, instance_, project_;  // how long each is
  std::unique_ptr<char[]> elsewhere_;                      // the texts, if there is no room
  std::array<char, 104> here_;
};

static_assert(sizeof(run_key) <= 128);

}  // namespace dataarts::mock::runs

#endif
