#include "waiting/reference_store.hpp"

#include <algorithm>
#include <cstring>

namespace dataarts::waiting {

std::uint32_t reference_store::intern(instance_ref const& ref) {
  if (latest_ < scripts_.size()) {
    auto const& latest = scripts_[latest_];
    if (latest.name == ref.script() && latest.workspace == ref.workspace()) return latest_;
  }
  // A workspace cannot hold a zero byte, so that no two pairs have one key.
  key_.assign(ref.workspace()).append(1, '\0').append(ref.script());
  auto const [found, first] = numbers_.emplace(key_, static_cast<std::uint32_t>(scripts_.size()));
  if (first) scripts_.push_back({std::string(ref.script()), std::string(ref.workspace())});
  return latest_ = found->second;
}

std::uint32_t reference_store::add(instance_ref const& ref) {
  auto const id = ref.instance();
  auto const size = static_cast<std::uint32_t>(id.size());
  auto const wanted = sizeof(size) + id.size();
  if (capacity_ - used_ < wanted) {
    capacity_ = std::max(piece_size, wanted);
    pieces_.push_back(std::make_unique_for_overwrite<char[]>(capacity_));
    piece_bytes_ += capacity_;
    used_ = 0;
  }
  auto* const to = pieces_.back().get() + used_;
  std::memcpy(to, &size, sizeof size);
  if (!id.empty()) std::memcpy(to + sizeof size, id.data(), id.size());
  entries_.push_back({intern(ref), static_cast<std::uint32_t>(pieces_.size() - 1), static_cast<std::uint32_t>(used_)});
  used_ += wanted;
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

instance_ref reference_store::operator[](std::uint32_t index) const {
  auto const& which = entries_[index];
  auto const* const from = pieces_[which.piece].get() + which.at;
  std::uint32_t size = 0;
  std::memcpy(&size, from, sizeof size);
  auto const& script = scripts_[which.script];
  return {script.name, std::string_view(from + sizeof size, size), script.workspace};
}

std::size_t reference_store::memory_size() const noexcept {
  return piece_bytes_ + entries_.size() * sizeof(entry) + pieces_.capacity() * sizeof(pieces_[0]);
}

}  // namespace dataarts::waiting
