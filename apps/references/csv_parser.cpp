#include "reference_parser.hpp"
#include "utf8.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace dataarts::apps {
namespace {

// A field and where it begins.
struct field {
  std::string text;
  text_position begin;
};

std::string lower_trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  std::string out(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// RFC 4180, with LF or CRLF, blank lines skipped. Works byte by byte, so that records may end anywhere in a piece.
class csv_parser final : public record_parser {
 public:
  explicit csv_parser(std::string name) : name_(std::move(name)) {}

  std::optional<instance_ref> next(input_text& text) override {
    while (take_record(text)) {
      if (!has_header_) {
        read_header();
        continue;
      }
      return reference();
    }
    return std::nullopt;
  }

  std::size_t line() const noexcept override { return record_begin_.line; }

 private:
  enum class state : unsigned char { record_start, field_start, plain, quoted, quote_seen, return_seen };

  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  // True if `fields_[0, field_count_)` is a complete record.
  bool take_record(input_text& text) {
    while (text.at < text.bytes.size()) {
      auto const c = text.bytes[text.at++];
      auto const here = position_;
      advance(c);
      if (++record_size_ > longest_record)
        refuse(record_begin_, "the record is longer than 1 MiB; is a quote missing?");
      if (take(c, here)) return end_record();
    }
    if (!text.complete || state_ == state::record_start) return false;
    if (state_ == state::quoted) {
      refuse(fields_[field_count_ - 1].begin, "the quote that opens here is never closed");
    }
    if (state_ == state::field_start) open_field(position_);
    return end_record();
  }

  // True at the end of a record.
  bool take(char c, text_position here) {
    switch (state_) {
      case state::record_start:
        record_begin_ = here;
        record_size_ = 1;
        if (c == '\n' || c == '\r') return false;  // a blank line
        [[fallthrough]];
      case state::field_start:
        open_field(here);
        if (c == '"') {
          state_ = state::quoted;
          return false;
        }
        state_ = state::plain;
        [[fallthrough]];
      case state::plain:
        if (c == '"') refuse(here, "a quote inside a field; put the whole field in quotes and write the quote twice");
        return take_outside(c);
      case state::quoted:
        if (c == '"') {
          state_ = state::quote_seen;
        } else {
          fields_[field_count_ - 1].text += c;
        }
        return false;
      case state::quote_seen:
        if (c == '"') {
          fields_[field_count_ - 1].text += c;
          state_ = state::quoted;
          return false;
        }
        if (c != ',' && c != '\n' && c != '\r')
          refuse(here, "text after the closing quote; expected a comma or the end of the line");
        return take_outside(c);
      case state::return_seen:
        if (c != '\n') refuse(here, "a carriage return inside a line; expected lines that end in LF or CRLF");
        return true;
    }
    return false;
  }

  bool take_outside(char c) {
    if (c == '\n') return true;
    if (c == ',') {
      state_ = state::field_start;
    } else if (c == '\r') {
      state_ = state::return_seen;
    } else {
      fields_[field_count_ - 1].text += c;
    }
    return false;
  }

  void open_field(text_position at) {
    if (field_count_ == fields_.size()) fields_.emplace_back();
    fields_[field_count_].text.clear();
    fields_[field_count_].begin = at;
    ++field_count_;
  }

  bool end_record() {
    for (std::size_t i = 0; i < field_count_; ++i) {
      if (find_invalid_utf8(fields_[i].text) != std::string::npos) {
        refuse(fields_[i].begin, "the field is not valid UTF-8; save the file as UTF-8");
      }
    }
    state_ = state::record_start;
    return true;
  }

  // Every byte but the continuation bytes of UTF-8 begins a character.
  void advance(char c) noexcept {
    if (c == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++position_.column;
    }
  }

  void read_header() {
    for (std::size_t i = 0; i < field_count_; ++i) {
      auto const name = lower_trimmed(fields_[i].text);
      auto* const column = name == "script"      ? &script_
                           : name == "instance"  ? &instance_
                           : name == "workspace" ? &workspace_
                                                 : nullptr;
      if (column == nullptr) continue;
      if (*column != absent) refuse(fields_[i].begin, "the header names the column \"" + name + "\" twice");
      *column = i;
    }
    if (script_ == absent || instance_ == absent) {
      auto const* const missing = script_ != absent     ? "\"instance\""
                                  : instance_ != absent ? "\"script\""
                                                        : "\"script\" and \"instance\"";
      refuse(record_begin_, std::string("the header line has no column ") + missing +
                                "; expected a line such as script,instance,workspace, or JSON Lines");
    }
    header_size_ = field_count_;
    has_header_ = true;
    field_count_ = 0;
  }

  instance_ref reference() {
    if (field_count_ != header_size_) {
      refuse(record_begin_, "the line has " + std::to_string(field_count_) +
                                (field_count_ == 1 ? " field" : " fields") + "; expected " +
                                std::to_string(header_size_) + " as in the header");
    }
    auto const text = [this](std::size_t column) {
      return column == absent ? std::string_view() : std::string_view(fields_[column].text);
    };
    if (text(script_).empty()) refuse(fields_[script_].begin, "the script is empty; expected a name");
    if (text(instance_).empty()) refuse(fields_[instance_].begin, "the instance is empty; expected an id");
    instance_ref made(text(script_), text(instance_), text(workspace_));
    field_count_ = 0;
    return made;
  }

  [[noreturn]] void refuse(text_position at, std::string const& why) const { throw input_error(name_, at, why); }

  std::string name_;
  state state_ = state::record_start;
  text_position position_;
  text_position record_begin_;
  std::size_t record_size_ = 0;
  std::vector<field> fields_;  // kept from record to record, so that their memory is
  std::size_t field_count_ = 0;

  bool has_header_ = false;
  std::size_t header_size_ = 0;
  std::size_t script_ = absent;
  std::size_t instance_ = absent;
  std::size_t workspace_ = absent;
};

}  // namespace

std::unique_ptr<record_parser> make_csv_parser(std::string name) {
  return std::make_unique<csv_parser>(std::move(name));
}

}  // namespace dataarts::apps
