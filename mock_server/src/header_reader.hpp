#ifndef DATAARTS_MOCK_HEADER_READER_HPP
#define DATAARTS_MOCK_HEADER_READER_HPP

#include <dataarts/mock/options.hpp>

#include "message_head.hpp"
#include "problem.hpp"

#include <cstddef>
#include <string_view>

namespace dataarts::mock {

/// Reads the header of a request into a `message_head`, line by line as the lines arrive.
///
/// Written here, since the parser of Beast 345 looks at a broken line in one way when all of the header is there, and
/// in another when it comes in pieces, and ends the program on a chunked body of nothing that comes in pieces.
class header_reader {
 public:
  header_reader(message_head& head, limits const& bounds) : head_(head), bounds_(bounds) {}

  struct progress {
    std::size_t taken = 0;  ///< bytes of whole lines
    bool complete = false;  ///< the blank line was among them
  };

  /// @param message  the bytes of the message from its beginning
  /// @param from     how many of them were taken before
  /// Stops when `trouble` finds something.
  progress read(std::string_view message, std::size_t from);

  problem const& trouble() const noexcept { return trouble_; }

 private:
  problem read_request_line(std::string_view message, std::string_view line);
  problem read_header_line(std::string_view message, std::string_view line);
  problem note(std::string_view name, std::string_view value);
  problem note_length(std::string_view value);
  problem check(std::string_view message);
  problem too_long(std::string_view message) const;

  message_head& head_;
  limits const& bounds_;
  problem trouble_;
};

}  // namespace dataarts::mock

#endif
