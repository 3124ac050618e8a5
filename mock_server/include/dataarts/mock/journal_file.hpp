#ifndef DATAARTS_MOCK_JOURNAL_FILE_HPP
#define DATAARTS_MOCK_JOURNAL_FILE_HPP

#include <dataarts/mock/journal.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace dataarts::mock {

/// Writes each entry of a journal to a file as it comes, one line of JSON each, on a thread of its own: a slow disk
/// holds up no request.
class journal_file {
 public:
  struct settings {
    std::size_t queue = 65'536;  ///< entries that may wait for the disk; more are dropped and counted

    /// Told once, on the writer's thread, when the file cannot be written any more. The lines before are whole.
    std::function<void(std::string const& what)> on_problem = {};
  };

  /// Replaces the file. The journal has to outlive this.
  /// Throws `std::runtime_error` that names the file and the reason.
  journal_file(journal& of, std::filesystem::path const& file, settings how);
  journal_file(journal_file const&) = delete;
  journal_file& operator=(journal_file const&) = delete;

  /// Writes what has been recorded, then ends.
  ~journal_file();

  /// Waits until what was recorded before the call is written or has failed.
  void flush();

  /// Entries that are not in the file: the queue was full, or the file could not be written.
  std::uint64_t dropped() const noexcept;

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace dataarts::mock

#endif
