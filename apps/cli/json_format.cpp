#include "answer_format.hpp"
#include "display_text.hpp"
#include "json_members.hpp"

#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

// On a terminal what could steer it is written as \uXXXX; files and pipes get the service's bytes.
class element_writer {
 public:
  explicit element_writer(page const& on) : terminal_(on.terminal) {}

  void write(output_texts& out, answered_query const& answer) const {
    std::string piece;
    begin_json_element(piece, answer.ref);
    if (!answer.outcome) {
      append_json_failure(piece, answer.outcome.error());
      piece += '}';
      move(piece, out);
      return;
    }
    move(piece, out);
    // The service's object goes on where ours stops: its opening brace becomes our comma. It is never empty.
    bool first = true;
    auto const send = [&] {
      if (std::exchange(first, false)) piece.front() = ',';
      move(piece, out);
    };
    append_json(piece, *answer.outcome, [&] {
      if (piece.size() >= output_texts::piece) send();
    });
    send();
  }

  std::string text(answered_query const& answer) const {
    output_texts out;
    write(out, answer);
    return std::move(out.results);
  }

 private:
  // Pieces end where a character ends.
  void move(std::string& piece, output_texts& out) const {
    if (terminal_) {
      out.results += apps::escape_controls_in_json(piece);
    } else {
      out.results += piece;
    }
    piece.clear();
    out.grown();
  }

  bool terminal_;
};

class json_array_format final : public answer_format {
 public:
  explicit json_array_format(page const& on) : element_(on) {}

  void add(answered_query const& answer, output_texts& out) override {
    begin(out);
    element_.write(out, answer);
  }

  std::string render(answered_query const& answer) const override { return element_.text(answer); }

  void put(std::string_view rendered, output_texts& out) override {
    begin(out);
    out.results += rendered;
  }

  void end(output_texts& out) override { out.results += empty_ ? "[]\n" : "\n]\n"; }

 private:
  void begin(output_texts& out) {
    out.results += empty_ ? "[\n" : ",\n";
    empty_ = false;
  }

  element_writer element_;
  bool empty_ = true;
};

class json_lines_format final : public answer_format {
 public:
  explicit json_lines_format(page const& on) : element_(on) {}

  void add(answered_query const& answer, output_texts& out) override {
    element_.write(out, answer);
    out.results += '\n';
  }

  std::string render(answered_query const& answer) const override { return element_.text(answer) + '\n'; }

  void put(std::string_view rendered, output_texts& out) override { out.results += rendered; }

  void end(output_texts&) override {}

 private:
  element_writer element_;
};

}  // namespace

std::unique_ptr<answer_format> make_json_array_format(page const& on) {
  return std::make_unique<json_array_format>(on);
}

std::unique_ptr<answer_format> make_json_lines_format(page const& on) {
  return std::make_unique<json_lines_format>(on);
}

}  // namespace dataarts::cli
