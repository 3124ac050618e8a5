#ifndef DATAARTS_LOAD_COMMAND_DISTINCT_FILES_HPP
#define DATAARTS_LOAD_COMMAND_DISTINCT_FILES_HPP

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// The files that a command reads and writes: no two outputs may be one file, nor may an output be what is read, since
/// the one that is written last would be all that is left. Links and other spellings of a path are seen through; what
/// is no regular file, such as /dev/null, may be written twice.
class distinct_files {
 public:
  /// Something that is read. `what` names it in messages, such as "--plan"; it has to outlive this.
  void read(std::string_view what, std::filesystem::path const& file);

  /// Something that is written, if it is. Throws `usage_error` if it is one of the files named before.
  void write(std::string_view what, std::optional<std::filesystem::path> const& file);

 private:
  struct named {
    std::filesystem::path file;  ///< resolved
    std::string_view what;
    bool written;
  };
  std::vector<named> known_;
};

}  // namespace dataarts::load

#endif
