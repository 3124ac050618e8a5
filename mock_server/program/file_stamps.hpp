#ifndef DATAARTS_MOCK_PROGRAM_FILE_STAMPS_HPP
#define DATAARTS_MOCK_PROGRAM_FILE_STAMPS_HPP

#include <cstdint>
#include <filesystem>
#include <map>
#include <tuple>
#include <vector>

namespace dataarts::mock::program {

/// What tells that a file has changed, of several files. A value.
class file_stamps {
 public:
  /// Those of no files, at no time.
  file_stamps() = default;

  /// Those of files as they are. Files may be missing; of a folder all files that end in `.json` are meant.
  explicit file_stamps(std::vector<std::filesystem::path> const& paths);

  /// Whether any file of `later` has changed since this was made, or has come or gone. Of a file that is only in
  /// `named`, which this knows nothing of, the time of its last change decides.
  bool differs(file_stamps const& later, std::vector<std::filesystem::path> const& named) const;

  /// Takes the stamps of `before` for the files that are in both.
  void keep(file_stamps const& before);

  bool operator==(file_stamps const& other) const { return files_ == other.files_; }

 private:
  struct stamp {
    // Of what is in it: seconds, nanoseconds, bytes, number of the file.
    std::tuple<std::int64_t, std::int64_t, std::uint64_t, std::uint64_t> content;
    std::pair<std::int64_t, std::int64_t> changed;  // it was put there, or written

    bool operator==(stamp const& other) const { return content == other.content; }
  };

  std::map<std::filesystem::path, stamp> files_;
  std::pair<std::int64_t, std::int64_t> made_ = {};  // by the clock of file systems
};

}  // namespace dataarts::mock::program

#endif
