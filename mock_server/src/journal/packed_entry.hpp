#ifndef DATAARTS_MOCK_JOURNAL_PACKED_ENTRY_HPP
#define DATAARTS_MOCK_JOURNAL_PACKED_ENTRY_HPP

#include <dataarts/mock/journal_entry.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock::journals {

/// The texts of an entry, in the order in which they are packed.
enum class text { session, method, target, workspace, script, instance, rule, told, fault, scheme, key, names };

/// An entry as it is kept: all its texts in one string, which is used again for the next entry of the same place.
struct packed_entry {
  std::uint64_t seq = 0;
  std::chrono::system_clock::time_point real_time;
  std::chrono::nanoseconds mock_time{};
  std::uint64_t connection = 0;
  std::uint64_t request_on_connection = 0;
  std::uint64_t poll = 0;
  std::uint64_t bytes = 0;
  std::chrono::nanoseconds gap{};
  std::size_t step = 0;
  unsigned status = 0;
  bool has_step = false;
  bool has_gap = false;
  bool matched = true;
  bool terminal = false;
  bool after_terminal = false;
  bool removed = false;
  auth_result auth = auth_result::unchecked;
  std::array<std::uint32_t, 12> ends{};
  std::string texts;

  /// To be called for each text, in their order.
  void end_of(text which) noexcept { ends[static_cast<std::size_t>(which)] = static_cast<std::uint32_t>(texts.size()); }
  void put(text which, std::string_view value) {
    texts.append(value);
    end_of(which);
  }
  std::string_view get(text which) const noexcept {
    auto const at = static_cast<std::size_t>(which);
    auto const begin = at == 0 ? 0 : ends[at - 1];
    return std::string_view(texts).substr(begin, ends[at] - begin);
  }
};

journal_entry unpacked(packed_entry const& from);

}  // namespace dataarts::mock::journals

#endif
