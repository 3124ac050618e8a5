#ifndef DATAARTS_WAITING_REFERENCE_STORE_HPP
#define DATAARTS_WAITING_REFERENCE_STORE_HPP

#include <dataarts/instance_ref.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dataarts::waiting {

/// Many references in little memory: each script once, and 12 bytes beside the id per instance.
class reference_store {
 public:
  /// Its number is the count of those that were added before.
  std::uint32_t add(instance_ref const& ref);

  instance_ref operator[](std::uint32_t index) const;

  /// The number of its script and workspace, from 0.
  std::uint32_t script(std::uint32_t index) const noexcept { return entries_[index].script; }

  std::size_t size() const noexcept { return entries_.size(); }

  std::size_t memory_size() const noexcept;

 private:
  struct script_name {
    std::string name;
    std::string workspace;
  };
  struct entry {
    std::uint32_t script;
    std::uint32_t piece;
    std::uint32_t at;  // in the piece
  };

  std::uint32_t intern(instance_ref const& ref);
  static constexpr std::size_t piece_size = 256 * 1024;

  std::deque<script_name> scripts_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // by workspace, a zero byte and name
  std::deque<entry> entries_;
  std::vector<std::unique_ptr<char[]>> pieces_;  // ids, each behind its size
  std::size_t used_ = 0;                         // of the last piece
  std::size_t capacity_ = 0;                     // of the last piece
  std::size_t piece_bytes_ = 0;
  std::string key_;
  std::uint32_t latest_ = 0;  // the script of the reference before, which is nearly always the next one's
};

}  // namespace dataarts::waiting

#endif
