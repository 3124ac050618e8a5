#ifndef DATAARTS_WAITING_CHECKPOINT_HPP
#define DATAARTS_WAITING_CHECKPOINT_HPP

#include "net/stream.hpp"
#include "waiting/checkpoint_line.hpp"

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::waiting {

/// A file that keeps the ends of runs, one line each. A program that is killed loses nothing that was added; the line
/// that it was writing is dropped when the file is opened again. Everything is kept that the service said, so that a
/// wait that goes on gives the same results.
///
/// Memory: 16 bytes for each end that was in the file when it was opened.
class checkpoint {
 public:
  /// Opens the file, makes it if there is none, and keeps all others from using it meanwhile.
  /// Throws `call_error` with `errc::checkpoint_unusable`: cannot be opened or read, in use, of another endpoint or
  /// project, a line that is not its own (with its number).
  checkpoint(std::string const& path, checkpoint_owner const& owner);

  /// The end of a run that was in the file when it was opened. Throws as the constructor does.
  std::optional<script_instance> find(instance_ref const& ref) const;

  /// When this returns, the operating system has it. Throws as the constructor does; the file has no part of it then.
  void add(instance_ref const& ref, script_instance const& answer);

  /// How many ends it held when it was opened.
  std::size_t known() const noexcept { return ends_.size(); }

 private:
  struct known_end {
    std::size_t hash;
    std::uint64_t at;
  };

  [[noreturn]] void fail(std::string what) const;
  [[noreturn]] void fail_system(char const* what) const;
  void read(checkpoint_owner const& owner);
  std::string line_at(std::uint64_t offset) const;
  void write(std::string_view text);

  std::string path_;
  net::descriptor file_;
  std::uint64_t size_ = 0;
  std::vector<known_end> ends_;  // by hash
};

}  // namespace dataarts::waiting

#endif
