#ifndef DATAARTS_CLI_REFERENCE_INPUT_HPP
#define DATAARTS_CLI_REFERENCE_INPUT_HPP

#include "progress_line.hpp"
#include "reference_parser.hpp"

#include <dataarts/instance_ref.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::cli {

/// Where the references come from: the command line, or a file, pipe or terminal that is read as the queries start.
class reference_input {
 public:
  enum class step : unsigned char {
    reference,  ///< one was taken
    wait,       ///< none has arrived yet: await `readable`
    end,
  };

  reference_input(boost::asio::any_io_executor const& executor, std::string script, std::vector<std::string> instances);

  /// @param path  "-" is standard input. Throws `usage_error` if it cannot be opened.
  reference_input(boost::asio::any_io_executor const& executor, std::string const& path);

  reference_input(reference_input const&) = delete;
  reference_input& operator=(reference_input const&) = delete;
  ~reference_input();

  /// Takes the next reference. Reads a regular file on the way, nothing else. Throws `apps::input_error`.
  step take(instance_ref& into);

  /// Completes when more bytes have arrived, or after `cancel`. One at a time.
  boost::asio::awaitable<void> readable();

  void cancel() noexcept;

  /// How many references there are: known at the end, estimated before for a regular file.
  std::optional<expected_total> total() const noexcept;

  std::uint64_t taken() const noexcept { return taken_; }

 private:
  bool read_some();

  boost::asio::any_io_executor executor_;
  std::string script_;
  std::vector<std::string> instances_;

  std::string name_;
  int descriptor_ = -1;
  bool owned_ = false;
  std::optional<boost::asio::posix::stream_descriptor> waiter_;  // none for a regular file: reading it never waits
  std::uint64_t file_size_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::optional<apps::reference_parser> parser_;
  std::string piece_;
  bool ready_ = false;  // the last wait said that a read will not block
  bool ended_ = false;
  std::uint64_t taken_ = 0;
};

}  // namespace dataarts::cli

#endif
