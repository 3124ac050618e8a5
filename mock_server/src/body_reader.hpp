#ifndef DATAARTS_MOCK_BODY_READER_HPP
#define DATAARTS_MOCK_BODY_READER_HPP

#include <dataarts/mock/options.hpp>

#include "message_head.hpp"
#include "problem.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock {

/// Collects the body of a request as it arrives, without the chunked framing. Trailers are checked and dropped.
class body_reader {
 public:
  explicit body_reader(limits const& bounds) : bounds_(bounds) {}

  /// Begins the body that the header tells of. True when there is none.
  bool begin(message_head const& head);

  struct progress {
    std::size_t taken = 0;
    bool complete = false;
  };

  /// Stops when `trouble` finds something.
  progress read(std::string_view bytes);

  std::string const& body() const noexcept { return body_; }
  problem const& trouble() const noexcept { return trouble_; }
  void clear();

 private:
  enum class part { data, chunk_size, chunk_data, chunk_end, trailer };

  // The longest chunk size with its extension, and the longest trailer section.
  static constexpr std::size_t max_line = 8 * 1024;

  std::size_t read_data(std::string_view bytes);
  progress read_framing(std::string_view bytes);
  void read_line(std::string_view line);
  void read_chunk_size(std::string_view line);
  void read_trailer(std::string_view line);

  limits const& bounds_;
  std::string body_;
  problem trouble_;
  part part_ = part::data;
  std::uint64_t left_ = 0;  // of the body, or of the chunk
  std::size_t trailer_size_ = 0;
  bool complete_ = false;
};

}  // namespace dataarts::mock

#endif
