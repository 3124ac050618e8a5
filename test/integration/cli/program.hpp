#ifndef DATAARTS_TEST_CLI_PROGRAM_HPP
#define DATAARTS_TEST_CLI_PROGRAM_HPP

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace dataarts::cli::test {

/// How a program is started.
struct program_options {
  std::map<std::string, std::string> environment;  ///< nothing is inherited but PATH
  bool output_is_terminal = false;
  bool errors_are_terminal = false;
  unsigned short columns = 80;  ///< of the terminal
  unsigned short lines = 24;
  std::string output_file;  ///< instead of a pipe
  std::set<int> closed;     ///< of descriptors 0, 1 and 2: not there when it starts
  bool keep_input_open = false;
  bool output_has_no_reader = false;
  bool output_pipe_is_small = false;  ///< it holds one page
};

/// A program that runs as a child, ends with the test, and whose output is read by events, with a limit of a minute.
class program {
 public:
  program(std::string const& path, std::vector<std::string> const& arguments, program_options const& options = {});
  program(program const&) = delete;
  program& operator=(program const&) = delete;
  ~program();

  void write_input(std::string_view text) const;
  void close_input();

  /// Writes the text while the output is read, then closes the input: the program may need its output to be taken
  /// before it takes more input.
  void feed(std::string text);
  void signal(int number) const;

  /// Reads until the text stands in what was written to standard output or standard error; throws if it ends before.
  void wait_for_output(std::string_view text) { wait_for(out_, text); }
  void wait_for_error(std::string_view text) { wait_for(error_, text); }

  /// Waits until the program is held up by a pipe that nobody reads.
  void wait_until_output_is_full() const;

  /// Waits until the program catches a signal instead of being ended by it.
  void wait_until_it_catches(int number) const;

  /// Waits until the program has ended, without reading what it wrote.
  void wait_for_end() const;

  void close_output();

  /// Reads to the end and waits. The exit code, or 1000 plus the number of the signal that ended it.
  int wait();

  std::string const& out() const noexcept { return out_.text; }
  std::string const& error() const noexcept { return error_.text; }

  /// The most memory it had, in KiB; known after `wait`.
  long peak_memory() const noexcept { return peak_memory_; }

 private:
  struct stream {
    int descriptor = -1;
    std::string text;
  };

  void wait_for(stream& where, std::string_view text);
  bool read_some();
  void write_some();
  static void close(int& descriptor);

  pid_t pid_ = -1;
  int input_ = -1;
  std::string to_write_;
  stream out_;
  stream error_;
  long peak_memory_ = 0;
};

/// `dataarts-mock`, ready.
class mock_program {
 public:
  explicit mock_program(std::vector<std::string> const& arguments = {}, program_options const& options = {});

  std::string const& url() const noexcept { return url_; }

 private:
  program program_;
  std::string url_;
};

/// Starts `dataarts query` against an endpoint.
program_options for_endpoint(std::string const& url);

/// What a finished run of the program left.
struct outcome {
  int code = 0;
  std::string out;
  std::string error;
};

/// Runs `dataarts` to its end.
outcome run_dataarts(std::vector<std::string> const& arguments, program_options const& options = {},
                     std::string_view input = {});

std::vector<std::string> lines_of(std::string_view text);

}  // namespace dataarts::cli::test

#endif
