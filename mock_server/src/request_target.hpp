#ifndef DATAARTS_MOCK_REQUEST_TARGET_HPP
#define DATAARTS_MOCK_REQUEST_TARGET_HPP

#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock {

/// The target of a request line, taken apart. Keeps its memory from one request to the next.
class request_target {
 public:
  /// @param method  decides which forms are allowed: `*` only with OPTIONS, `host:port` only with CONNECT
  /// @param target  has to live as long as what is read from this object
  /// Gives what is wrong with the target as a sentence, or nothing.
  std::string_view parse(std::string_view method, std::string_view target);

  bool is_asterisk() const noexcept { return path_ == "*"; }
  std::string_view path() const noexcept { return path_; }    ///< still percent-encoded
  std::string_view query() const noexcept { return query_; }  ///< still percent-encoded

  /// The parts of the path between its slashes, percent-decoded.
  std::vector<std::string_view> const& segments() const noexcept { return segments_; }

 private:
  bool split();
  bool decode(std::string_view& segment);

  std::string_view path_;
  std::string_view query_;
  std::vector<std::string_view> segments_;
  std::string decoded_;
};

}  // namespace dataarts::mock

#endif
