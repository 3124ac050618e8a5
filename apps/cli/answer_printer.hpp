#ifndef DATAARTS_CLI_ANSWER_PRINTER_HPP
#define DATAARTS_CLI_ANSWER_PRINTER_HPP

#include "answer_format.hpp"
#include "console.hpp"
#include "output_kind.hpp"
#include "turn_queue.hpp"

#include <functional>
#include <memory>

namespace dataarts::cli {

/// Answers to their format, its text to standard output and standard error.
class answer_printer {
 public:
  /// @param before_write  called before something is written that another one may be in the way of.
  /// @param on_broken  called when standard output cannot be written any more.
  answer_printer(console& to, output_kind output, bool rows, std::function<void()> before_write,
                 std::function<void()> on_broken);

  /// Prints it after those printed before.
  void print(answered_query const& answer);

  /// Prints it when all with a lower index are printed. Until then its text is held, see `turn_queue`.
  void print_in_turn(answered_query const& answer);

  /// Writes what is held back to see more of it.
  void settle();

  /// Prints what is still held, and the end.
  void end();

 private:
  void schedule_flush();
  void flush();

  console& console_;
  std::function<void()> before_write_;
  std::function<void()> on_broken_;
  std::unique_ptr<answer_format> format_;
  output_texts texts_;
  turn_queue held_;
  bool flush_scheduled_ = false;
  bool told_broken_ = false;
};

}  // namespace dataarts::cli

#endif
