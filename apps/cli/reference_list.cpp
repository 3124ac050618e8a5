#include "reference_list.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace dataarts::cli {
namespace {

constexpr std::size_t text_piece = 64 * 1024;

using sizes = std::array<std::uint32_t, 3>;

}  // namespace

void reference_list::add(instance_ref const& ref) {
  std::array<std::string_view, 3> const names{ref.script(), ref.instance(), ref.workspace()};
  sizes lengths{};
  for (std::size_t i = 0; i < names.size(); ++i) lengths[i] = static_cast<std::uint32_t>(names[i].size());
  auto const needed = sizeof(sizes) + names[0].size() + names[1].size() + names[2].size();
  if (pieces_.empty() || pieces_.back().size() + needed > pieces_.back().capacity()) {
    pieces_.emplace_back().reserve(std::max(text_piece, needed));
  }
  auto& piece = pieces_.back();
  piece.append(reinterpret_cast<char const*>(lengths.data()), sizeof(sizes));
  for (auto const name : names) piece += name;
  ++size_;
}

std::optional<instance_ref> reference_list::next() {
  while (!pieces_.empty() && at_ == pieces_.front().size()) {
    pieces_.pop_front();
    at_ = 0;
  }
  if (pieces_.empty()) return std::nullopt;
  std::string_view const piece = pieces_.front();
  sizes lengths{};
  std::memcpy(lengths.data(), piece.data() + at_, sizeof(sizes));
  at_ += sizeof(sizes);
  std::array<std::string_view, 3> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = piece.substr(at_, lengths[i]);
    at_ += lengths[i];
  }
  --size_;
  return instance_ref(names[0], names[1], names[2]);
}

}  // namespace dataarts::cli
