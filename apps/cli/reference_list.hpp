#ifndef DATAARTS_CLI_REFERENCE_LIST_HPP
#define DATAARTS_CLI_REFERENCE_LIST_HPP

#include <dataarts/instance_ref.hpp>
#include <dataarts/query_stream.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Many references, packed: each takes its names and 12 bytes. Taking them out gives their memory back bit by bit.
class reference_list final : public reference_source {
 public:
  void add(instance_ref const& ref);

  /// The first one that was not taken yet; nothing if there is none.
  std::optional<instance_ref> next() override;

  std::uint64_t size() const noexcept { return size_; }

 private:
  std::deque<std::string> pieces_;
  std::size_t at_ = 0;  // in the first piece
  std::uint64_t size_ = 0;
};

}  // namespace dataarts::cli

#endif
